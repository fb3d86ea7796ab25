import type { Requester } from '../../access/model.ts';
import { localDateOf } from '../../core/month.ts';
import type { Home } from '../../home/open.ts';
import type { RecordLine } from '../model.ts';
import { type ListingHome, listRecords } from './list-records.ts';

/** The register of return visits (业主回访). */
export const visitCode = '17';

/** How far back a closed matter is looked for. Units: days. */
const lookedBack = 60;

/** An inquiry that was answered on the spot carries its visit in the same entry. */
const answeredAtOnce = { field: '是否当场答复', is: '是' } as const;

/**
 * Closed repairs, inquiries and complaints of the last weeks that no return visit names, the newest
 * first. Errors: `forbidden`. Source: C-3.1, VIS-05.
 */
export async function findUnvisited(
  home: ListingHome & Pick<Home, 'clock'>,
  who: Requester,
  site: string,
): Promise<RecordLine[]> {
  const { document } = home.catalogue;
  const today = localDateOf(home.clock.now(), document.timeZone);
  const from = Temporal.PlainDate.from(today).subtract({ days: lookedBack }).toString();
  const visited = document.categories.filter(
    ({ reviewed, room }) => reviewed === true && room !== undefined,
  );
  const pages = await Promise.all(
    visited.map(({ code }) =>
      listRecords(home, who, { site, category: code, status: 'closed', from, limit: 200 }),
    ),
  );
  const closed = pages
    .flatMap(({ items }) => items)
    .filter(({ fields }) => fields[answeredAtOnce.field] !== answeredAtOnce.is);
  const waiting = await waitingOf(
    home,
    closed.map(({ number }) => number),
  );
  return closed
    .filter(({ number }) => waiting.has(number))
    .sort((one, other) => (one.occurredAt < other.occurredAt ? 1 : -1));
}

/**
 * Those of some numbers that people filed here and that no standing return visit names. Old registers
 * that were imported ask nobody to go.
 */
async function waitingOf(
  home: Pick<Home, 'store'>,
  numbers: readonly string[],
): Promise<Set<string>> {
  if (numbers.length === 0) return new Set();
  const { read } = home.store;
  const filed = await read
    .selectFrom('record')
    .select('number')
    .where('number', 'in', numbers)
    .where('source', '=', 'desk')
    .execute();
  const visits = await read
    .selectFrom('record_link as link')
    .innerJoin('record', 'record.id', 'link.record_id')
    .innerJoin('record_state as state', 'state.record_id', 'record.id')
    .select('link.target')
    .where('link.target', 'in', numbers)
    .where('record.category', '=', visitCode)
    .where('state.status', '!=', 'void')
    .execute();
  const visited = new Set(visits.map(({ target }) => target));
  return new Set(filed.flatMap(({ number }) => (visited.has(number) ? [] : [number])));
}
