/** One page of a keyset list: `next` is what to pass as `after` for the following page. */
export interface Page<Row> {
  readonly items: readonly Row[];
  readonly next: string | null;
}

/** The most rows a page may hold. */
export const maximumPageSize = 200;

/** Cuts `limit + 1` fetched rows into a page; `keyOf` gives the key of the last row shown. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => string,
): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? keyOf(last) : null };
}
