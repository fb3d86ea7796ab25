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
export function hasGrown(db: Tx, scope: Scope): Promise<boolean> {
  return isAnyFiled(db, scope, { records: scope.size, orders: scope.size });
}

/** Whether anything was filed for a sealed month since: what its next supplement would hold. */
export function hasLate(db: Reader, scope: Omit<Scope, 'size'>): Promise<boolean> {
  // A record says itself which supplement it is for; an order only when it was entered.
  return isAnyFiled(db, scope, { records: 0, orders: scope.from });
}

/** Whether the log holds a record of a binding, or an order of its month, from an entry on. */
async function isAnyFiled(
  db: Reader | Tx,
  key: BindingKey,
  from: { records: number; orders: number },
): Promise<boolean> {
  const record = await db
    .selectFrom('record')
    .select('number')
    .where('site', '=', key.site)
    .where('month', '=', key.month)
    .where('supplement', '=', key.supplement)
    .where('entry_seq', '>=', from.records)
    .limit(1)
    .executeTakeFirst();
  if (record !== undefined) return true;
  const order = await db
    .selectFrom('dispatch_order')
    .select('number')
    .where('site', '=', key.site)
    .where('month', '=', key.month)
    .where('entry_seq', '>=', from.orders)
    .limit(1)
    .executeTakeFirst();
  return order !== undefined;
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

/** A first signature of a site that still waits for its second. */
export interface OpenProposal {
  readonly month: string;
  readonly supplement: number;
  readonly by: string;
  readonly at: string;
}

/** Every first signature of a site that still waits for its second, by month. */
export function listOpenProposals(db: Reader, site: string): Promise<OpenProposal[]> {
  return db
    .selectFrom('month_seal_proposal as proposal')
    .leftJoin('month_seal as seal', (join) =>
      join
        .onRef('seal.site', '=', 'proposal.site')
        .onRef('seal.month', '=', 'proposal.month')
        .onRef('seal.supplement', '=', 'proposal.supplement'),
    )
    .select(['proposal.month', 'proposal.supplement'])
    .select(['proposal.proposed_by as by', 'proposal.proposed_at as at'])
    .where('proposal.site', '=', site)
    .where('seal.entry_seq', 'is', null)
    .orderBy('proposal.month')
    .execute();
}

/** The first signatures that somebody has given at a site since. */
export function listProposalsBy(
  db: Reader,
  asked: { readonly site: string; readonly by: string; readonly since: string },
): Promise<Pick<OpenProposal, 'month' | 'at'>[]> {
  return db
    .selectFrom('month_seal_proposal')
    .select(['month', 'proposed_at as at'])
    .where('site', '=', asked.site)
    .where('proposed_by', '=', asked.by)
    .where('proposed_at', '>=', asked.since)
    .execute();
}
