import { sql } from 'kysely';
import type { SearchHit, TextIndex } from '../../core/search/port.ts';
import { parseQuery } from '../../core/search/query.ts';
import { documentTokens, phraseTokens } from '../../core/search/tokens.ts';
import {
  afterCursor,
  canMatch,
  nothingFound,
  pageSizeOf,
  searchPage,
  withinRequest,
} from './request.ts';
import type { SearchConnection } from './schema.ts';

/** The text index in SQLite, on FTS5. */
export const sqliteTextIndex: TextIndex<SearchConnection> = {
  async put(db, document) {
    const { id, kind, site, scope, category, at, month, room, text } = document;
    const { rows } = await sql<{ docid: number }>`
      INSERT INTO search_document (id, kind, site, scope, category, at, month, room)
      VALUES (${id}, ${kind}, ${site}, ${scope}, ${category ?? null}, ${at}, ${month ?? null},
        ${room ?? null})
      ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, site = excluded.site,
        scope = excluded.scope, category = excluded.category, at = excluded.at,
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
    if (phrases.length === 0 || !canMatch(request)) return nothingFound;
    const match = phrases.map(matchOf).join(' AND ');
    const size = pageSizeOf(request);
    // CROSS JOIN keeps the order: the words first, their few documents after.
    const found = sql`search_text CROSS JOIN search_document d ON d.docid = search_text.rowid
      WHERE search_text MATCH ${match} AND ${withinRequest(request)}`;
    const counted = await sql<{ total: number }>`SELECT count(*) AS total FROM ${found}`.execute(
      db,
    );
    const total = counted.rows[0]?.total ?? 0;
    if (total === 0) return nothingFound;
    const { rows } = await sql<SearchHit>`SELECT d.id, d.kind, d.at FROM ${found}
      AND ${afterCursor(request.after)}
      ORDER BY d.at DESC, d.id DESC LIMIT ${size + 1}`.execute(db);
    return searchPage(rows, total, size);
  },
};

/** Shape: `"电梯 梯困"` or, where the last token is only its beginning, `"梯" *`. */
function matchOf(phrase: string): string {
  const { tokens, open } = phraseTokens(phrase);
  return `"${tokens.join(' ')}"${open ? ' *' : ''}`;
}
