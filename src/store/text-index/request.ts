import { type RawBuilder, sql } from 'kysely';
import { AppError } from '../../core/app-error.ts';
import { maximumPageSize } from '../../core/page.ts';
import type { SearchHit, SearchPage, SearchRequest } from '../../core/search/port.ts';

export const nothingFound: SearchPage = { ids: [], total: 0, next: null };

/** Whether the request can match at all: nobody sees anything without a site and a right. */
export function canMatch({ sites, scopes, kinds }: SearchRequest): boolean {
  return sites.length > 0 && scopes.length > 0 && kinds?.length !== 0;
}

/** The condition on the document `d` that it is within the asker's rights and the asked limits. */
export function withinRequest(request: SearchRequest): RawBuilder<unknown> {
  const conditions = [
    sql`d.site IN (${sql.join(request.sites)})`,
    sql`d.scope IN (${sql.join(request.scopes)})`,
  ];
  if (request.kinds !== undefined) conditions.push(sql`d.kind IN (${sql.join(request.kinds)})`);
  if (request.category !== undefined) conditions.push(sql`d.category = ${request.category}`);
  if (request.month !== undefined) conditions.push(sql`d.month = ${request.month}`);
  if (request.room !== undefined) conditions.push(sql`d.room = ${request.room}`);
  if (request.from !== undefined) conditions.push(sql`d.at >= ${request.from}`);
  if (request.until !== undefined) conditions.push(sql`d.at < ${request.until}`);
  return sql.join(conditions, sql` AND `);
}

/** The condition that a row of `at` and `id` comes after the page that gave out `after`. */
export function afterCursor(after: string | undefined): RawBuilder<unknown> {
  if (after === undefined) return sql`1 = 1`;
  const [, at, id] = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) (.+)$/s.exec(after) ?? [];
  if (at === undefined || id === undefined) {
    throw new AppError('invalid', '翻页位置无效，请从第一页重新搜索。');
  }
  return sql`(at < ${at} OR (at = ${at} AND id < ${id}))`;
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
