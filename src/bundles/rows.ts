import { canonicalJson } from '../core/canonical-json.ts';
import type { Reader, Tx } from '../store/tables.ts';
import { type BindingKey, type MonthSeal, type Scope, SealPlan } from './model.ts';

/** Every sealing of a month, the month itself first. */
export async function listSeals(
  db: Reader | Tx,
  key: Pick<BindingKey, 'site' | 'month'>,
): Promise<MonthSeal[]> {
  const rows = await db
    .selectFrom('month_seal')
    .selectAll()
    .where('site', '=', key.site)
    .where('month', '=', key.month)
    .orderBy('supplement')
    .execute();
  return rows.map((row) => ({
    site: row.site,
    month: row.month,
    supplement: row.supplement,
    sealedAt: row.sealed_at,
    entrySeq: row.entry_seq,
    plan: SealPlan.parse(JSON.parse(row.plan)),
  }));
}

/** Writes a sealing, once. */
export async function insertSeal(db: Tx, plan: SealPlan, entrySeq: number): Promise<void> {
  await db
    .insertInto('month_seal')
    .values({
      site: plan.site,
      month: plan.month,
      supplement: plan.supplement,
      sealed_at: plan.sealedAt,
      size: plan.size,
      plan: canonicalJson(plan),
      entry_seq: entrySeq,
    })
    .execute();
}

/** Whether a record or an order came into the binding after its evidence was read. */
export async function hasGrown(db: Tx, scope: Scope): Promise<boolean> {
  const record = await db
    .selectFrom('record')
    .select('number')
    .where('site', '=', scope.site)
    .where('month', '=', scope.month)
    .where('supplement', '=', scope.supplement)
    .where('entry_seq', '>=', scope.size)
    .limit(1)
    .executeTakeFirst();
  const order = await db
    .selectFrom('dispatch_order')
    .select('number')
    .where('site', '=', scope.site)
    .where('month', '=', scope.month)
    .where('entry_seq', '>=', scope.size)
    .limit(1)
    .executeTakeFirst();
  return record !== undefined || order !== undefined;
}

/** Whether anything was filed for a sealed month since: what its next supplement would hold. */
export async function hasLate(db: Reader, scope: Omit<Scope, 'size'>): Promise<boolean> {
  const record = await db
    .selectFrom('record')
    .select('number')
    .where('site', '=', scope.site)
    .where('month', '=', scope.month)
    .where('supplement', '=', scope.supplement)
    .limit(1)
    .executeTakeFirst();
  const order = await db
    .selectFrom('dispatch_order')
    .select('number')
    .where('site', '=', scope.site)
    .where('month', '=', scope.month)
    .where('entry_seq', '>=', scope.from)
    .limit(1)
    .executeTakeFirst();
  return record !== undefined || order !== undefined;
}

/** The first signature under a sealing that waits for its second. */
export interface Proposal {
  readonly id: string;
  readonly by: string;
  readonly at: string;
}

/** The newest proposal to seal, if there is one. */
export async function findProposal(db: Reader, key: BindingKey): Promise<Proposal | undefined> {
  const row = await db
    .selectFrom('month_seal_proposal')
    .select(['id', 'proposed_by as by', 'proposed_at as at'])
    .where('site', '=', key.site)
    .where('month', '=', key.month)
    .where('supplement', '=', key.supplement)
    .orderBy('entry_seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row;
}
