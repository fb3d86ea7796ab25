import { type RawBuilder, sql } from 'kysely';
import type { SearchHit, SearchPage } from '../core/search/port.ts';
import type { RetentionClass } from '../records/rules/retention.ts';
import type { Store } from '../store/open.ts';
import { type MatchRequest, matchingDocuments } from '../store/text-index/matching.ts';
import { afterCursor, allOf, cursorOf, searchPage } from '../store/text-index/request.ts';

/** A request of the index, narrowed further by what only records have. */
export interface FindRequest extends MatchRequest {
  readonly class?: RetentionClass | undefined;
  /** The keyed hash of who answers for it. */
  readonly responsible?: string | undefined;
}

/** One value of a facet, how many hits have it, and one record that does. */
export interface FacetRow {
  readonly facet: 'category' | 'year' | 'month' | 'class' | 'person' | 'place';
  readonly value: string;
  readonly hits: number;
  readonly sample: string;
}

type FindingStore = Pick<Store, 'read' | 'engine'>;

/** Facets are counted over so many hits, the newest; the page says so where there are more. */
export const facetReach = 10_000;
/** The most values of a facet that are read, the most frequent first. */
const mostValues = 12;

/** A page of what answers the request, the newest first. */
export async function findPage(
  { read, engine }: FindingStore,
  request: FindRequest & { readonly after?: string | undefined; readonly limit: number },
): Promise<SearchPage> {
  const { after, limit, ...asked } = request;
  const hits = narrowed(engine, asked);
  if (hits === undefined) return { ids: [], total: 0, next: null };
  const count = await sql<{ total: number | string }>`SELECT count(*) AS total
    FROM (${hits}) hit`.execute(read);
  const cursor = cursorOf({ ...asked, limit, ...(after === undefined ? {} : { after }) });
  const { rows } = await sql<SearchHit>`SELECT id, kind, at FROM (${hits}) hit
    WHERE ${allOf(afterCursor(cursor))} ORDER BY at DESC, id DESC LIMIT ${limit + 1}`.execute(read);
  return searchPage(rows, Number(count.rows[0]?.total ?? 0), limit);
}

/** How the hits of a request divide, in one statement over the newest `facetReach` of them. */
export async function countFacets(
  { read, engine }: FindingStore,
  request: FindRequest,
): Promise<FacetRow[]> {
  const hits = narrowed(engine, request);
  if (hits === undefined) return [];
  const facet = (name: FacetRow['facet'], value: RawBuilder<unknown>) => sql`
    SELECT * FROM (SELECT ${sql.lit(name)} AS facet, ${value} AS value, count(*) AS hits,
      max(id) AS sample FROM hit WHERE ${value} IS NOT NULL AND ${value} <> ''
      GROUP BY ${value} ORDER BY count(*) DESC, ${value} LIMIT ${sql.lit(mostValues * 4)}) ${sql.id(`by_${name}`)}`;
  const { rows } = await sql<{ [Key in keyof FacetRow]: FacetRow[Key] | string }>`
    WITH hit AS MATERIALIZED (
      SELECT * FROM (${hits}) found ORDER BY at DESC, id DESC LIMIT ${facetReach})
    ${sql.join(
      [
        facet('category', sql`(CASE WHEN kind = 'record' THEN category ELSE kind END)`),
        facet('year', sql`substr(coalesce(month, at), 1, 4)`),
        facet('month', sql`substr(coalesce(month, at), 1, 7)`),
        facet('class', sql`class`),
        facet('person', sql`responsible`),
        facet('place', sql`room`),
      ],
      sql` UNION ALL `,
    )}`.execute(read);
  return rows.map((row) => ({ ...row, hits: Number(row.hits) }) as FacetRow);
}

/** The hits with what only records have, which is null for all others. */
function narrowed(engine: Store['engine'], request: FindRequest): RawBuilder<unknown> | undefined {
  const matching = matchingDocuments(engine, request);
  if (matching === undefined) return undefined;
  const conditions: RawBuilder<unknown>[] = [];
  if (request.class !== undefined) conditions.push(sql`r.class = ${request.class}`);
  if (request.responsible !== undefined) {
    conditions.push(sql`s.responsible = ${request.responsible}`);
  }
  return sql`SELECT m.id, m.kind, m.category, m.at, m.month, m.room, r.class, s.responsible
    FROM (${matching}) m LEFT JOIN record r ON r.id = m.id
    LEFT JOIN record_state s ON s.record_id = m.id WHERE ${allOf(conditions)}`;
}
