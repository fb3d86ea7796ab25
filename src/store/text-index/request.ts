import { type RawBuilder, sql } from 'kysely';
import { AppError } from '../../core/app-error.ts';
import type { Instant } from '../../core/clock.ts';
import { maximumPageSize } from '../../core/page.ts';
import type { SearchHit, SearchPage, SearchRequest } from '../../core/search/port.ts';

export const nothingFound: SearchPage = { ids: [], total: 0, next: null };

/** Whether the request can match at all: nobody sees anything without a site and a right. */
export function canMatch({ sites, scopes, kinds }: SearchRequest): boolean {
  return sites.length > 0 && scopes.length > 0 && kinds?.length !== 0;
}

/** The conditions on what a document is: its site, right, kind and category. */
export function onShelf(request: SearchRequest): RawBuilder<unknown> {
  const { sites, scopes, scopeSites = {}, kinds, category } = request;
  const conditions = [sql`site IN (${sql.join(sites)})`, sql`scope IN (${sql.join(scopes)})`];
  for (const [scope, held] of Object.entries(scopeSites)) {
    const there = held.length === 0 ? sql`` : sql` OR site IN (${sql.join(held)})`;
    conditions.push(sql`(scope <> ${scope}${there})`);
  }
  if (kinds !== undefined) conditions.push(sql`kind IN (${sql.join(kinds)})`);
  if (category !== undefined) conditions.push(sql`category = ${category}`);
  return sql.join(conditions, sql` AND `);
}

/** What is alike of the documents on one shelf. */
export interface Shelf {
  readonly site: string;
  readonly scope: string;
  readonly kind: string;
  readonly category: string;
}

/** The same question as `onShelf`, of a shelf already read. */
export function isWanted(shelf: Shelf, request: SearchRequest): boolean {
  const { sites, scopes, scopeSites, kinds, category } = request;
  return (
    sites.includes(shelf.site) &&
    scopes.includes(shelf.scope) &&
    scopeSites?.[shelf.scope]?.includes(shelf.site) !== false &&
    kinds?.some((kind) => kind === shelf.kind) !== false &&
    (category === undefined || category === shelf.category)
  );
}

/** The conditions on when and where a document belongs; none when nothing was asked. */
export function whenAndWhere(request: SearchRequest): RawBuilder<unknown>[] {
  const { month, room, from, until } = request;
  const conditions: RawBuilder<unknown>[] = [];
  if (month !== undefined) conditions.push(sql`month = ${month}`);
  if (room !== undefined) conditions.push(sql`room = ${room}`);
  if (from !== undefined) conditions.push(sql`at >= ${from}`);
  if (until !== undefined) conditions.push(sql`at < ${until}`);
  return conditions;
}

/** Where a page begins: after the last row of the one before. */
export interface Cursor {
  readonly at: Instant;
  readonly id: string;
}

/** Reads what a page gave out as `next`. Errors: `invalid`. */
export function cursorOf({ after }: SearchRequest): Cursor | undefined {
  if (after === undefined) return undefined;
  const [, at, id] = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) (.+)$/s.exec(after) ?? [];
  if (at === undefined || id === undefined) {
    throw new AppError('invalid', '翻页位置无效，请从第一页重新搜索。');
  }
  return { at, id };
}

/** The conditions that a row comes after the cursor. */
export function afterCursor(cursor: Cursor | undefined): RawBuilder<unknown>[] {
  if (cursor === undefined) return [];
  return [sql`(at < ${cursor.at} OR (at = ${cursor.at} AND id < ${cursor.id}))`];
}

/** All of these conditions, or the one that always holds. */
export function allOf(conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return conditions.length === 0 ? sql`1 = 1` : sql.join(conditions, sql` AND `);
}

/** How many rows a page shows. */
export function pageSizeOf({ limit }: SearchRequest): number {
  return Math.max(1, Math.min(maximumPageSize, Math.floor(limit)));
}

/** A page out of up to one row more than it shows. */
export function searchPage(rows: readonly SearchHit[], total: number, size: number): SearchPage {
  const ids = rows.slice(0, size).map(({ id, kind, at }) => ({ id, kind, at }));
  const last = ids.at(-1);
  const next = rows.length > size && last !== undefined ? `${last.at} ${last.id}` : null;
  return { ids, total, next };
}
