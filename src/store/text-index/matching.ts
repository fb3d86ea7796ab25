import { type RawBuilder, sql } from 'kysely';
import type { SearchRequest } from '../../core/search/port.ts';
import { parseQuery } from '../../core/search/query.ts';
import type { Engine } from '../tables.ts';
import { hitsOf, matchOf as matchInPostgres } from './postgres.ts';
import { allOf, canMatch, onShelf, whenAndWhere } from './request.ts';
import { matchOf as matchInSqlite } from './sqlite.ts';

/** What is looked for, but for the page: without a word, all that the conditions leave. */
export type MatchRequest = Omit<SearchRequest, 'after' | 'limit'>;

/**
 * The documents that answer a request, as a SELECT that other statements join with more; undefined
 * where nothing can answer.
 *
 * Shape: columns `id, kind, category, at, month, room`; `category` is empty or null where none is.
 */
export function matchingDocuments(
  engine: Engine,
  request: MatchRequest,
): RawBuilder<unknown> | undefined {
  const whole = { ...request, limit: 1 };
  if (!canMatch(whole)) return undefined;
  const { phrases } = parseQuery(request.query);
  const conditions = allOf([onShelf(whole), ...whenAndWhere(whole)]);
  const columns = sql`d.id, kind, category, d.at, d.month, d.room`;
  if (engine === 'postgres') {
    const among =
      phrases.length === 0
        ? sql``
        : sql`AND d.id IN (SELECT document_id FROM (${hitsOf(phrases.map(matchInPostgres))}) hit)`;
    return sql`SELECT ${columns} FROM search_document d WHERE ${conditions} ${among}`;
  }
  const match = phrases.map(matchInSqlite).join(' AND ');
  // The words first: CROSS JOIN keeps that order.
  const documents =
    phrases.length === 0
      ? sql`search_document d`
      : sql`(SELECT rowid FROM search_text WHERE search_text MATCH ${match}) hit
          CROSS JOIN search_document d ON d.docid = hit.rowid`;
  return sql`SELECT ${columns} FROM ${documents}
    JOIN search_shelf ON search_shelf.shelf = d.shelf WHERE ${conditions}`;
}
