import type { Actor } from '../../core/actor.ts';
import { localDateOf } from '../../core/month.ts';
import type { Home } from '../../home/open.ts';
import type { Tx } from '../../store/tables.ts';
import { retainedThrough } from '../rules/retention.ts';

/** How many records are lifted in one use case: others wait no longer than that. */
const recordsAtOnce = 500;

type RaisingHome = Pick<Home, 'ledger' | 'catalogue'>;

/**
 * Lifts records filed under a shorter period to the one their category has now; nothing is lowered.
 * Resolves to how many were lifted. Safe to repeat.
 *
 * Source: RET-01 (periods are minima; raising one lifts existing records).
 */
export async function raiseRetention(home: RaisingHome, actor: Actor): Promise<number> {
  const { ledger, catalogue } = home;
  const periods = await ledger.store.read
    .selectFrom('record_state as s')
    .innerJoin('record as r', 'r.id', 's.record_id')
    .select(['r.category', 's.kept_years'])
    .where('s.kept_years', 'is not', null)
    .distinct()
    .execute();
  let raised = 0;
  for (const category of catalogue.document.categories) {
    const years = 'years' in category.retention ? category.retention.years : null;
    const isShorter = periods.some(
      (kept) =>
        kept.category === category.code && (years === null || (kept.kept_years ?? 0) < years),
    );
    for (let lifted = recordsAtOnce; isShorter && lifted === recordsAtOnce; raised += lifted) {
      lifted = await raiseSome(home, actor, { code: category.code, years });
    }
  }
  return raised;
}

function raiseSome(
  home: RaisingHome,
  actor: Actor,
  { code, years }: { code: string; years: number | null },
): Promise<number> {
  const { timeZone } = home.catalogue.document;
  return home.ledger.transact(actor, async ({ db }) => {
    const rows = await shorter(db, code, years);
    for (const row of rows) {
      const end =
        years === null || row.closed_at === null
          ? null
          : retainedThrough(localDateOf(row.closed_at, timeZone), years);
      await db
        .updateTable('record_state')
        .set({ kept_years: years, retained_through: end })
        .where('record_id', '=', row.record_id)
        .execute();
    }
    const facts = { category: code, years, records: rows.length };
    return {
      result: rows.length,
      entries: [{ kind: 'retention.raised', subject: code, facts }],
    };
  });
}

/** Records of a category whose period is shorter than `years` (null: permanent). */
function shorter(db: Tx, category: string, years: number | null) {
  let query = db
    .selectFrom('record_state as s')
    .innerJoin('record as r', 'r.id', 's.record_id')
    .select(['s.record_id', 's.closed_at'])
    .where('r.category', '=', category)
    .where('s.kept_years', 'is not', null)
    .limit(recordsAtOnce);
  if (years !== null) query = query.where('s.kept_years', '<', years);
  return query.execute();
}
