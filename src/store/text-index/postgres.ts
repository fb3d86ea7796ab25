import { type RawBuilder, sql } from 'kysely';
import type { SearchHit, TextIndex } from '../../core/search/port.ts';
import { parseQuery } from '../../core/search/query.ts';
import { documentTokens, phraseTokens } from '../../core/search/tokens.ts';
import { type DocumentPart, partsOf } from './parts.ts';
import {
  afterCursor,
  allOf,
  canMatch,
  cursorOf,
  nothingFound,
  onShelf,
  pageSizeOf,
  searchPage,
  whenAndWhere,
} from './request.ts';
import type { SearchConnection } from './schema.ts';

/** The text index in PostgreSQL, on tsvectors with positions. */
export const postgresTextIndex: TextIndex<SearchConnection> = {
  async put(db, document) {
    const { id, kind, site, scope, category, at, month, room, text } = document;
    const vectors = partsOf(documentTokens(text)).map(vectorOf);
    const whole = vectors.length === 1;
    const parts = vectors.map(
      (vector, part) => sql`(${id}, ${part}, ${whole}, ${vector}::tsvector)`,
    );
    // One statement, so that a filing costs one round trip more and not three.
    await sql`WITH document AS (
        INSERT INTO search_document (id, kind, site, scope, category, at, month, room)
        VALUES (${id}, ${kind}, ${site}, ${scope}, ${category ?? null}, ${at}, ${month ?? null},
          ${room ?? null})
        ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, site = excluded.site,
          scope = excluded.scope, category = excluded.category, at = excluded.at,
          month = excluded.month, room = excluded.room
      ), surplus AS (
        DELETE FROM search_part WHERE document_id = ${id} AND part >= ${parts.length}
      )
      INSERT INTO search_part (document_id, part, whole, tokens) VALUES ${sql.join(parts)}
      ON CONFLICT (document_id, part) DO UPDATE SET whole = excluded.whole,
        tokens = excluded.tokens`.execute(db);
  },

  async remove(db, id) {
    await sql`WITH parts AS (DELETE FROM search_part WHERE document_id = ${id})
      DELETE FROM search_document WHERE id = ${id}`.execute(db);
  },

  async purge(db) {
    // Dead rows and the pending list go with a rewrite of the table and its index.
    await sql`CLUSTER search_part USING search_part_pkey`.execute(db);
  },

  async search(db, request) {
    const { phrases } = parseQuery(request.query);
    if (phrases.length === 0 || !canMatch(request)) return nothingFound;
    const size = pageSizeOf(request);
    // MATERIALIZED keeps the planner from walking the documents in page order and testing each.
    const { rows } = await sql<{ total: string | number; page: SearchHit[] }>`
      WITH hit AS MATERIALIZED (${hitsOf(phrases.map(matchOf))}),
      seen AS MATERIALIZED (
        SELECT d.id, d.kind, d.at FROM search_document d
        WHERE d.id IN (SELECT document_id FROM hit) AND ${onShelf(request)}
          AND ${allOf(whenAndWhere(request))}
      ),
      page AS (
        SELECT id, kind, at FROM seen WHERE ${allOf(afterCursor(cursorOf(request)))}
        ORDER BY at DESC, id DESC LIMIT ${size + 1}
      )
      SELECT (SELECT count(*) FROM seen) AS total,
        (SELECT coalesce(json_agg(page ORDER BY at DESC, id DESC), '[]') FROM page) AS page`.execute(
      db,
    );
    const [answer] = rows;
    if (answer === undefined) return nothingFound;
    return searchPage(answer.page, Number(answer.total), size);
  },
};

/** Who holds all phrases in one part, or, for long documents, in several of them. */
export function hitsOf(matches: readonly string[]): RawBuilder<unknown> {
  const together = sql`SELECT document_id FROM search_part
    WHERE ${holds(matches.map((match) => `(${match})`).join(' & '))}`;
  if (matches.length === 1) return together;
  const apart = matches.map(
    (match) => sql`SELECT document_id FROM search_part WHERE NOT whole AND ${holds(match)}`,
  );
  return sql`${together} UNION (${sql.join(apart, sql` INTERSECT `)})`;
}

/**
 * The condition that a part holds a match. From a SELECT of its own the planner cannot guess how
 * common the words are; for common ones it would read, and unpack, every part there is.
 */
function holds(match: string): RawBuilder<unknown> {
  return sql`tokens @@ (SELECT ${match}::tsquery)`;
}

/** Shape: `'电梯':1 '梯困':2 '困_':3`. */
function vectorOf(part: DocumentPart): string {
  return Array.from(part, ([token, positions]) => `${quoted(token)}:${positions.join(',')}`).join(
    ' ',
  );
}

/** Shape: `'电梯' <-> '梯困'` or, where the last token is only its beginning, `'梯':*`. */
export function matchOf(phrase: string): string {
  const { tokens, open } = phraseTokens(phrase);
  return `${tokens.map(quoted).join(' <-> ')}${open ? ':*' : ''}`;
}

function quoted(token: string): string {
  return `'${token.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
