import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { instantOf, type LocalDate, nextDay } from '../../core/month.ts';
import type { Deadline } from '../model.ts';
import { type DeadlineHome, promisesOf } from './promises.ts';

/**
 * The promised times of what happened on a day, by record number; of imported and voided records
 * there are none.
 *
 * Errors: `forbidden`, `not-found` (site).
 */
export async function dayPromises(
  home: DeadlineHome,
  who: Requester,
  wanted: { site?: string | undefined; day: LocalDate },
): Promise<Map<string, readonly Deadline[]>> {
  const { document } = home.catalogue;
  const site = getSite(document, wanted.site).code;
  demand(who, 'record.read', { site });
  const rows = await home.store.read
    .selectFrom('record as r')
    .innerJoin('record_state as s', 's.record_id', 'r.id')
    .select(['r.id', 'r.number', 'r.category', 'r.catalogue_version', 'r.source'])
    .select('s.corrections')
    .where('r.site', '=', site)
    .where('r.occurred_at', '>=', instantOf(wanted.day, document.timeZone))
    .where('r.occurred_at', '<', instantOf(nextDay(wanted.day), document.timeZone))
    .where('r.source', '=', 'desk')
    .where('s.status', '!=', 'void')
    .execute();
  const promised = await promisesOf(home, rows, home.clock.now());
  return new Map(promised.map(({ row, deadlines }) => [row.number, deadlines]));
}
