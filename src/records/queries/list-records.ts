import { sql } from 'kysely';
import type { Requester } from '../../access/model.ts';
import { can, demand } from '../../access/rules.ts';
import { getCategory, getSite } from '../../catalogue/catalogue.ts';
import { AppError } from '../../core/app-error.ts';
import { instantOf, isLocalDate, isMonth, nextMonth } from '../../core/month.ts';
import { maximumPageSize, pageOf } from '../../core/page.ts';
import type { Home } from '../../home/open.ts';
import type { ListRecords, RecordPage } from '../model.ts';
import { roomAsListed } from './households.ts';
import { type LineRow, linesOf } from './record-line.ts';

const usualPageSize = 50;

export type ListingHome = Pick<Home, 'store' | 'keyring' | 'catalogue'>;

/**
 * Records of a site, newest first, by keyset: page 10,000 costs what page 1 costs.
 *
 * `all` gives every field instead of the list's columns, for an export.
 * Errors: `forbidden`, `not-found` (site), `invalid` (category, month, day or page mark).
 */
export async function listRecords(
  home: ListingHome,
  who: Requester,
  input: ListRecords,
  options: { all?: boolean } = {},
): Promise<RecordPage> {
  const place = getSite(home.catalogue.document, input.site);
  const site = place.code;
  demand(who, 'record.read', { site });
  const limit = Math.min(input.limit ?? usualPageSize, maximumPageSize);
  const wanted = { ...input, limit: limit + 1 };
  if (input.room !== undefined) {
    wanted.room = await roomAsListed(home.store.read, place, input.room);
  }
  const rows: LineRow[] = await listQuery(home, site, wanted).execute();
  const page = pageOf(rows, limit, ({ occurred_at, number }) => `${occurred_at}~${number}`);
  const plain = can(who, 'personal.read', { site }) === undefined;
  const lines = await linesOf(home, home.store.read, page.items, { plain, ...options });
  return { items: lines.map(({ line }) => line), next: page.next };
}

/**
 * The statement of a page. What is rare (a status, a room, a person) is read by its own index of
 * `record_state`; all else by `record`'s. Both are in the order of the list.
 */
export function listQuery(
  home: ListingHome,
  site: string,
  wanted: ListRecords & { limit: number },
) {
  const { read } = home.store;
  const span = spanOfList(home, wanted);
  const after = wanted.after === undefined ? undefined : keyOf(wanted.after);
  const { code } =
    wanted.category === undefined
      ? { code: undefined }
      : getCategory(home.catalogue.document, wanted.category);
  const byState =
    wanted.room !== undefined ||
    wanted.person !== undefined ||
    wanted.status === 'open' ||
    wanted.status === 'void';
  const lead = byState ? 's' : 'r';
  let query = read
    .selectFrom('record as r')
    .innerJoin('record_state as s', 's.record_id', 'r.id')
    .select([
      'r.id',
      'r.number',
      'r.category',
      'r.catalogue_version',
      'r.month',
      'r.occurred_at',
      's.room',
      's.status',
      's.corrections',
      'r.supplement',
      's.retained_through',
    ])
    .where(`${lead}.site`, '=', site)
    .orderBy(`${lead}.occurred_at`, 'desc')
    .orderBy(`${lead}.number`, 'desc')
    .limit(wanted.limit);
  if (code !== undefined) query = query.where('r.category', '=', code);
  if (wanted.month !== undefined) query = query.where('r.month', '=', wanted.month);
  if (wanted.status !== undefined) query = query.where('s.status', '=', wanted.status);
  if (wanted.room !== undefined) query = query.where('s.room', '=', wanted.room);
  if (wanted.person !== undefined) {
    const hash = home.keyring.blind(`responsible:${wanted.person.trim()}`);
    query = query.where('s.responsible', '=', hash);
  }
  if (span.from !== undefined) query = query.where(`${lead}.occurred_at`, '>=', span.from);
  if (span.until !== undefined) query = query.where(`${lead}.occurred_at`, '<', span.until);
  if (after !== undefined) {
    query = query.where(
      sql<boolean>`(${sql.ref(`${lead}.occurred_at`)}, ${sql.ref(`${lead}.number`)})
        < (${after.at}, ${after.number})`,
    );
  }
  return query;
}

/** The half-open span of instants that the list's month and days leave. */
function spanOfList(
  home: Pick<Home, 'catalogue'>,
  wanted: ListRecords,
): { from: string | undefined; until: string | undefined } {
  const zone = home.catalogue.document.timeZone;
  const { month } = wanted;
  if (month !== undefined && !isMonth(month)) throw badSpan('month', month);
  for (const day of [wanted.from, wanted.until]) {
    if (day !== undefined && !isLocalDate(day)) throw badSpan('from', day);
  }
  const starts = [month && `${month}-01`, wanted.from].filter((day) => day !== undefined);
  const ends = [month && `${nextMonth(month)}-01`, wanted.until].filter((day) => day !== undefined);
  const from = starts.sort().at(-1);
  const until = ends.sort().at(0);
  return {
    from: from && instantOf(from, zone),
    until: until && instantOf(until, zone),
  };
}

function badSpan(field: string, text: string): AppError {
  const message = `“${text}”不是日期或月份，请写成 2026-10-02 或 2026-10`;
  return new AppError('invalid', `${message}。`, { problems: [{ field, rule: 'type', message }] });
}

function keyOf(after: string): { at: string; number: string } {
  const [at = '', number = ''] = after.split('~');
  if (at !== '' && number !== '') return { at, number };
  throw new AppError('invalid', '下一页标记不对，请从第一页重新查起。', {
    problems: [{ field: 'after', rule: 'type', message: '请用上一页给出的 next' }],
  });
}
