import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { type Instant, instantAfter } from '../../core/clock.ts';
import type { Reader } from '../../store/tables.ts';
import type { MissedDeadline } from '../model.ts';
import { escalatedBefore, missedKey, type NewlyMissed } from '../rows.ts';
import { openRows } from './list-deadlines.ts';
import { type DeadlineHome, promisesOf } from './promises.ts';
import { shownOf } from './shown.ts';

/** How many broken promises one look hands back. */
const mostMissed = 200;
/** How far back a closed record is watched for a step that was left out. Units: minutes. */
const closedWatchedMinutes = 7 * 24 * 60;

/**
 * Broken promises that were escalated at a site, the newest first, with where each stands now.
 *
 * `since` leaves out what was escalated before it. One whose record was voided, or corrected so that
 * the promise no longer concerns it, is left out too; its entry stays. Errors: `forbidden`, `not-found` (site).
 */
export async function listMissed(
  home: DeadlineHome,
  who: Requester,
  input: { site?: string | undefined; since?: Instant | undefined },
): Promise<MissedDeadline[]> {
  const site = getSite(home.catalogue.document, input.site).code;
  demand(who, 'record.read', { site });
  let query = home.store.read
    .selectFrom('deadline_missed as m')
    .innerJoin('record as r', 'r.id', 'm.record_id')
    .innerJoin('record_state as s', 's.record_id', 'm.record_id')
    .select(['r.id', 'r.number', 'r.category', 'r.catalogue_version', 'r.source'])
    .select(['s.room', 's.corrections', 'm.rule', 'm.at', 'm.entry_seq'])
    .where('m.site', '=', site)
    .where('s.status', '!=', 'void')
    .orderBy('m.at', 'desc')
    .orderBy('m.entry_seq')
    .limit(mostMissed);
  if (input.since !== undefined) query = query.where('m.at', '>=', input.since);
  const rows = await query.execute();
  const promised = await promisesOf(home, rows, home.clock.now());
  return promised.flatMap((one) =>
    one.deadlines
      .filter(({ rule }) => rule === one.row.rule)
      .map((deadline) => ({
        ...deadline,
        ...shownOf(one),
        missedAt: one.row.at,
        seq: one.row.entry_seq,
      })),
  );
}

/** What is overdue at a site now and was not escalated yet. */
export async function findNewlyMissed(home: DeadlineHome, site: string): Promise<NewlyMissed[]> {
  const db = home.store.read;
  const now = home.clock.now();
  const rows = [...(await openRows(db, site)), ...(await closedRows(db, { site, now }))];
  const promised = await promisesOf(home, rows, now);
  const overdue = promised.flatMap(({ row, deadlines }) =>
    deadlines
      .filter(({ state }) => state === 'overdue')
      .map(({ rule, dueAt }) => ({ recordId: row.id, number: row.number, site, rule, dueAt })),
  );
  const known = await escalatedBefore(
    db,
    overdue.map(({ recordId }) => recordId),
  );
  return overdue.filter((missed) => !known.has(missedKey(missed)));
}

/** Records of the last days that people filed and closed, perhaps without a promised step. */
function closedRows(db: Reader, { site, now }: { site: string; now: Instant }) {
  return db
    .selectFrom('record as r')
    .innerJoin('record_state as s', 's.record_id', 'r.id')
    .select(['r.id', 'r.number', 'r.site', 'r.category', 'r.catalogue_version', 'r.source'])
    .select(['s.room', 's.corrections'])
    .where('r.site', '=', site)
    .where('r.occurred_at', '>=', instantAfter(now, { minutes: -closedWatchedMinutes }))
    .where('r.source', '=', 'desk')
    .where('s.status', '=', 'closed')
    .execute();
}
