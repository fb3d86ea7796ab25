import type { Instant } from '../../core/clock.ts';
import type { Reader } from '../../store/tables.ts';
import { type Seen, type SeenSheet, sheetOf } from '../rules.ts';

/** A duty's name among those of a site: a policy and a place. */
export function dutyKey({ code, place }: { code: string; place: string }): string {
  return `${code}/${place}`;
}

/**
 * The sheet of every policy and place of a site as it was known at an instant: its last posting, and
 * the checks since then. What was before the last posting is not read.
 */
export async function sheetsAt(
  db: Reader,
  { site, at }: { site: string; at: Instant },
): Promise<Map<string, SeenSheet>> {
  const last = db
    .selectFrom('posting')
    .select(['policy', 'place'])
    .select(({ fn }) => fn.max('entry_seq').as('last'))
    .where('site', '=', site)
    .where('posted_at', '<=', at)
    .groupBy(['policy', 'place']);
  const postings = await db
    .selectFrom('posting')
    .innerJoin(last.as('newest'), 'newest.last', 'posting.entry_seq')
    .select(['posting.id', 'posting.policy as code', 'posting.place', 'posting.version'])
    .select(['posting.print_id as print', 'posting.posted_at as at', 'posting.posted_by as by'])
    .execute();
  const checks = await db
    .selectFrom('posting_check as seen')
    .leftJoin('poster_print as sheet', 'sheet.id', 'seen.print_id')
    .leftJoin(last.as('newest'), (on) =>
      on.onRef('newest.policy', '=', 'seen.policy').onRef('newest.place', '=', 'seen.place'),
    )
    .select(['seen.id', 'seen.policy as code', 'seen.place', 'seen.found', 'sheet.version'])
    .select(['seen.posting_id as posting', 'seen.print_id as print'])
    .select(['seen.checked_at as at', 'seen.checked_by as by'])
    .where('seen.site', '=', site)
    .where('seen.checked_at', '<=', at)
    .where('seen.found', '!=', 'elsewhere')
    .where((where) =>
      where.or([
        where('newest.last', 'is', null),
        where('seen.entry_seq', '>', where.ref('newest.last')),
      ]),
    )
    .orderBy('seen.entry_seq')
    .execute();
  const seen = new Map<string, Seen[]>();
  const add = (row: { code: string; place: string }, one: Seen) =>
    seen.set(dutyKey(row), [...(seen.get(dutyKey(row)) ?? []), one]);
  for (const row of postings) {
    const { id, print, version, at: when, by } = row;
    add(row, { kind: 'posting', posting: id, print, version, at: when, by });
  }
  for (const row of checks) {
    const { id, posting, print, version, at: when, by } = row;
    const found = row.found as 'good' | 'damaged' | 'missing';
    add(row, { kind: 'check', check: id, posting, print, version, found, at: when, by });
  }
  const sheets = [...seen].map(([key, all]) => [key, sheetOf(all)] as const);
  return new Map(sheets.flatMap(([key, sheet]) => (sheet === undefined ? [] : [[key, sheet]])));
}
