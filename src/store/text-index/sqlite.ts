import { sql } from 'kysely';
import type { IndexedDocument, SearchHit, TextIndex } from '../../core/search/port.ts';
import { parseQuery } from '../../core/search/query.ts';
import { documentTokens, phraseTokens } from '../../core/search/tokens.ts';
import {
  afterCursor,
  allOf,
  type Cursor,
  canMatch,
  cursorOf,
  isWanted,
  nothingFound,
  pageSizeOf,
  type Shelf,
  searchPage,
  whenAndWhere,
} from './request.ts';
import type { SearchConnection } from './schema.ts';

/** How many times more of the newest documents are looked at than should hold a page of hits. */
const margin = 2;
/** And how many at least: the newest of all may be of a kind that does not use the word. */
const fewestLookedAt = 200;

type Condition = ReturnType<typeof allOf>;

/** The text index in SQLite, on FTS5. */
export const sqliteTextIndex: TextIndex<SearchConnection> = {
  async put(db, document) {
    const { id, at, month, room, text } = document;
    const shelf = await shelfFor(db, document);
    const { rows } = await sql<{ docid: number }>`
      INSERT INTO search_document (shelf, at, month, room, id)
      VALUES (${shelf}, ${at}, ${month ?? null}, ${room ?? null}, ${id})
      ON CONFLICT (id) DO UPDATE SET shelf = excluded.shelf, at = excluded.at,
        month = excluded.month, room = excluded.room
      RETURNING docid`.execute(db);
    await sql`REPLACE INTO search_text (rowid, tokens)
      VALUES (${rows[0]?.docid}, ${documentTokens(text).join(' ')})`.execute(db);
  },

  async remove(db, id) {
    await sql`DELETE FROM search_text
      WHERE rowid = (SELECT docid FROM search_document WHERE id = ${id})`.execute(db);
    await sql`DELETE FROM search_document WHERE id = ${id}`.execute(db);
  },

  async purge(db) {
    // A removed document is only crossed out until its segment is written anew.
    await sql`INSERT INTO search_text (search_text) VALUES ('optimize')`.execute(db);
  },

  async search(db, request) {
    const { phrases } = parseQuery(request.query);
    const cursor = cursorOf(request);
    if (phrases.length === 0 || !canMatch(request)) return nothingFound;
    const shelves = await sql<Shelf & { shelf: number }>`
      SELECT shelf, site, scope, kind, category FROM search_shelf`.execute(db);
    const allowed = shelves.rows.filter((row) => isWanted(row, request)).map((row) => row.shelf);
    if (allowed.length === 0) return nothingFound;
    const limits = whenAndWhere(request);
    if (allowed.length < shelves.rows.length) limits.push(sql`shelf IN (${sql.join(allowed)})`);
    const match = sql`search_text MATCH ${phrases.map(matchOf).join(' AND ')}`;
    const total = await countOf(db, match, limits);
    if (total === 0) return nothingFound;
    const size = pageSizeOf(request);
    const rows = await newest(db, { match, limits, cursor, total, rowCount: size + 1 });
    return searchPage(rows, total, size);
  },
};

async function shelfFor(db: SearchConnection, document: IndexedDocument): Promise<number> {
  const { site, scope, kind, category = '' } = document;
  const known = await sql<{ shelf: number }>`SELECT shelf FROM search_shelf WHERE site = ${site}
    AND scope = ${scope} AND kind = ${kind} AND category = ${category}`.execute(db);
  const [row] = known.rows;
  if (row !== undefined) return row.shelf;
  const added = await sql<{ shelf: number }>`
    INSERT INTO search_shelf (site, scope, kind, category)
    VALUES (${site}, ${scope}, ${kind}, ${category}) RETURNING shelf`.execute(db);
  return added.rows[0]?.shelf ?? 0;
}

/** How many documents match. Without a limit the words alone tell, at a fraction of the time. */
async function countOf(
  db: SearchConnection,
  match: Condition,
  limits: readonly Condition[],
): Promise<number> {
  const found =
    limits.length === 0
      ? sql`search_text WHERE ${match}`
      : sql`search_text CROSS JOIN search_document d ON d.docid = search_text.rowid
          WHERE ${match} AND ${allOf(limits)}`;
  const { rows } = await sql<{ total: number }>`SELECT count(*) AS total FROM ${found}`.execute(db);
  return rows[0]?.total ?? 0;
}

interface Wanted {
  readonly match: Condition;
  readonly limits: readonly Condition[];
  readonly cursor: Cursor | undefined;
  readonly total: number;
  readonly rowCount: number;
}

/**
 * The newest rows that match. Of a common word they most likely lie among the newest documents; if
 * those have enough of them, no older one can belong to the page. The more common the word, the
 * fewer need to be looked at; of a rare one it is quicker to read all hits.
 */
async function newest(db: SearchConnection, wanted: Wanted): Promise<readonly SearchHit[]> {
  const newestCount = await promisingCount(db, wanted);
  if (newestCount < wanted.total) {
    const list = sql`WITH newest AS MATERIALIZED (
      SELECT docid, at FROM search_document WHERE ${allOf(upTo(wanted.cursor))}
      ORDER BY at DESC, docid DESC LIMIT ${newestCount})`;
    // Only what is later than the earliest of them is known to lie among them whole. The plus sign
    // keeps SQLite from searching once for each of them.
    const among = sql`AND rowid >= (SELECT min(docid) FROM newest)
      AND +rowid IN (SELECT docid FROM newest WHERE at > (SELECT min(at) FROM newest))`;
    const found = await matching(db, wanted, { list, among });
    if (found.length >= wanted.rowCount) return found;
  }
  return await matching(db, wanted, { list: sql``, among: sql`` });
}

async function promisingCount(db: SearchConnection, { total, rowCount }: Wanted): Promise<number> {
  const { rows } = await sql<{ last: number | null }>`
    SELECT max(docid) AS last FROM search_document`.execute(db);
  const enough = Math.ceil((margin * rowCount * (rows[0]?.last ?? 0)) / total);
  return Math.max(fewestLookedAt, enough);
}

function upTo(cursor: Cursor | undefined): Condition[] {
  return cursor === undefined ? [] : [sql`at <= ${cursor.at}`];
}

async function matching(
  db: SearchConnection,
  { match, limits, cursor, rowCount }: Wanted,
  { list, among }: { list: Condition; among: Condition },
): Promise<readonly SearchHit[]> {
  // The words first, and from the end, where the newest are: the limit keeps that order. CROSS JOIN
  // keeps the next one: their documents after.
  const { rows } = await sql<SearchHit>`${list}
    SELECT found.id, search_shelf.kind, found.at FROM (
      SELECT d.id, d.shelf, d.at
      FROM (SELECT rowid FROM search_text WHERE ${match} ${among} ORDER BY rowid DESC LIMIT -1) hit
      CROSS JOIN search_document d ON d.docid = hit.rowid
      WHERE ${allOf([...limits, ...afterCursor(cursor)])}
      ORDER BY d.at DESC, d.id DESC LIMIT ${rowCount}) found
    JOIN search_shelf ON search_shelf.shelf = found.shelf
    ORDER BY found.at DESC, found.id DESC`.execute(db);
  return rows;
}

/** Shape: `"电梯 梯困"` or, where the last token is only its beginning, `"梯" *`. */
export function matchOf(phrase: string): string {
  const { tokens, open } = phraseTokens(phrase);
  return `"${tokens.join(' ')}"${open ? ' *' : ''}`;
}
