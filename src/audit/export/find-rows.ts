import type { SiteDocument } from '../../catalogue/model.ts';
import { parseQuery } from '../../core/search/query.ts';
import type { Home } from '../../home/open.ts';
import type { Reader } from '../../store/tables.ts';
import type { ExportWish } from './wish.ts';

/** How many are looked up at once. */
const pageRows = 200;

type FindingHome = Pick<Home, 'store' | 'index' | 'catalogue' | 'keyring'>;

/** A record's row, with what a line of an export is made of. */
export type ExportRow = Awaited<ReturnType<typeof rowsByIds>>[number];

/** Pages of the rows that an export asks for, newest first, of the sites given. */
export function findRows(
  home: FindingHome,
  wish: ExportWish,
  sites: readonly string[],
): AsyncGenerator<ExportRow[]> {
  return parseQuery(wish.words).phrases.length > 0
    ? searchedRows(home, wish, sites)
    : listedRows(home, wish, sites);
}

async function* searchedRows(
  home: FindingHome,
  wish: ExportWish,
  sites: readonly string[],
): AsyncGenerator<ExportRow[]> {
  const { words, status, class: kept, person, ...narrowed } = wish;
  const { read } = home.store;
  const responsible = hashOf(home, wish);
  const scopes = scopesOf(home.catalogue.document);
  for (let after: string | undefined; ; ) {
    const page = await home.index.search(read, {
      query: words,
      sites,
      scopes,
      kinds: ['record'],
      ...narrowed,
      ...(after === undefined ? {} : { after }),
      limit: pageRows,
    });
    const ids = page.ids.map(({ id }) => id);
    const rows = new Map((await rowsByIds(read, ids)).map((row) => [row.id, row]));
    yield ids
      .map((id) => rows.get(id))
      .filter((row) => row !== undefined)
      .filter((row) => status === undefined || row.status === status)
      .filter((row) => kept === undefined || row.class === kept)
      .filter((row) => person === undefined || row.responsible === responsible);
    if (page.next === null) return;
    after = page.next;
  }
}

function scopesOf(document: SiteDocument): string[] {
  return document.categories.map(({ code }) => `record:${code}`);
}

/** The keyed hash under which who answers for a record is kept. */
function hashOf({ keyring }: FindingHome, { person }: ExportWish): string | undefined {
  return person === undefined ? undefined : keyring.blind(`responsible:${person}`);
}

async function* listedRows(
  home: FindingHome,
  wish: ExportWish,
  sites: readonly string[],
): AsyncGenerator<ExportRow[]> {
  const responsible = hashOf(home, wish);
  for (let last: ExportRow | undefined; ; ) {
    let query = selectRows(home.store.read)
      .where('r.site', 'in', [...sites])
      .orderBy('r.occurred_at', 'desc')
      .orderBy('r.id', 'desc')
      .limit(pageRows);
    if (wish.category !== undefined) query = query.where('r.category', '=', wish.category);
    if (wish.month !== undefined) query = query.where('r.month', '=', wish.month);
    if (wish.room !== undefined) query = query.where('s.room', '=', wish.room);
    if (wish.status !== undefined) query = query.where('s.status', '=', wish.status);
    if (wish.from !== undefined) query = query.where('r.occurred_at', '>=', wish.from);
    if (wish.until !== undefined) query = query.where('r.occurred_at', '<', wish.until);
    if (wish.class !== undefined) query = query.where('r.class', '=', wish.class);
    if (responsible !== undefined) query = query.where('s.responsible', '=', responsible);
    if (last !== undefined) {
      const { id, occurred_at } = last;
      query = query.where(({ eb, and, or }) =>
        or([
          eb('r.occurred_at', '<', occurred_at),
          and([eb('r.occurred_at', '=', occurred_at), eb('r.id', '<', id)]),
        ]),
      );
    }
    const rows = await query.execute();
    yield rows;
    if (rows.length < pageRows) return;
    last = rows.at(-1);
  }
}

/** Rows of records by id, in no order. */
export function rowsByIds(read: Reader, ids: readonly string[]) {
  // An empty list is no SQL that both engines take.
  return selectRows(read)
    .where('r.id', 'in', ids.length === 0 ? [''] : [...ids])
    .execute();
}

function selectRows(read: Reader) {
  return read
    .selectFrom('record as r')
    .innerJoin('record_state as s', 's.record_id', 'r.id')
    .select(['r.id', 'r.site', 'r.number', 'r.category', 'r.catalogue_version', 'r.month'])
    .select(['r.occurred_at', 'r.filed_at', 'r.supplement', 'r.retention_years'])
    .select([
      's.room',
      's.status',
      's.corrections',
      's.retained_through',
      's.responsible',
      'r.class',
    ]);
}
