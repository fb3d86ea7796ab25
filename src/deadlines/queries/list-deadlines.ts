import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { getRecordRow } from '../../records/queries/find-record.ts';
import type { Reader } from '../../store/tables.ts';
import type { Deadline, DeadlineLine, DeadlineList } from '../model.ts';
import { type DeadlineHome, promisesOf } from './promises.ts';
import { shownOf } from './shown.ts';

/**
 * The promised times that still run at a site, what is due first standing first. Only open records
 * that people filed have clocks; imported ones start none.
 *
 * Errors: `forbidden`, `not-found` (site). Source: SLA-07.
 */
export async function listDeadlines(
  home: DeadlineHome,
  who: Requester,
  input: { site?: string | undefined },
): Promise<DeadlineList> {
  const site = getSite(home.catalogue.document, input.site).code;
  demand(who, 'record.read', { site });
  const at = home.clock.now();
  const promised = await promisesOf(home, await openRows(home.store.read, site), at);
  const items: DeadlineLine[] = promised.flatMap((one) =>
    one.deadlines
      .filter(({ doneAt }) => doneAt === null)
      .map((deadline) => ({ ...deadline, ...shownOf(one) })),
  );
  items.sort((one, other) => compare(one.dueAt, other.dueAt) || compare(one.number, other.number));
  return { site, at, items };
}

/**
 * The promised times of one record, running or ended; none of an imported or voided one.
 *
 * Errors: `not-found` (also where its site is none of the reader's), `forbidden`.
 */
export async function deadlinesOf(
  home: DeadlineHome,
  who: Requester,
  number: string,
): Promise<Deadline[]> {
  const row = await getRecordRow(home.store.read, who, number, 'record.read');
  if (row.source === 'import' || row.status === 'void') return [];
  const [promised] = await promisesOf(home, [row], home.clock.now());
  return [...(promised?.deadlines ?? [])];
}

/** Open records of a site that people filed. */
export function openRows(db: Reader, site: string) {
  return db
    .selectFrom('record_state as s')
    .innerJoin('record as r', 'r.id', 's.record_id')
    .select(['r.id', 'r.number', 'r.site', 'r.category', 'r.catalogue_version', 'r.source'])
    .select(['s.room', 's.corrections'])
    .where('s.site', '=', site)
    .where('s.status', '=', 'open')
    .where('r.source', '=', 'desk')
    .execute();
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
