import { assert } from '../../core/app-error.ts';
import { getContents } from '../../ledger/content.ts';
import type { Reader, Tables } from '../../store/tables.ts';
import type { Scope } from '../model.ts';
import { compareNumbers, openContents, type Proven, type Sources } from './records.ts';

/** A dispatch order as it stood when its month was sealed. */
export interface BoundOrder {
  readonly row: Tables['dispatch_order'];
  readonly proven: Proven;
  readonly copies: readonly Tables['dispatch_copy'][];
  readonly voided: Proven | undefined;
  /** `returned`: the customer-service copy is back, signed by the owner. */
  readonly status: 'issued' | 'returned' | 'void';
}

/** Numbers that nobody can account for, first and last included. */
export interface NumberGap {
  readonly first: string;
  readonly last: string;
  readonly count: number;
}

/** Every number of the month, and what became of it. */
export interface OrderAccount {
  readonly issued: number;
  readonly returned: number;
  readonly void: number;
  readonly notReturned: readonly string[];
  readonly first: string | null;
  readonly last: string | null;
  readonly gaps: readonly NumberGap[];
}

/** The orders whose number was taken in the month, in the order of their numbers. */
export async function readOrders(sources: Sources, scope: Scope): Promise<BoundOrder[]> {
  const { db } = sources;
  const rows = await db
    .selectFrom('dispatch_order')
    .selectAll()
    .where('site', '=', scope.site)
    .where('month', '=', scope.month)
    .where('entry_seq', '>=', scope.from)
    .where('entry_seq', '<', scope.size)
    .execute();
  rows.sort((one, other) => compareNumbers(one.number, other.number));
  const contents = await openContents(
    sources,
    rows.map((row) => row.id),
  );
  const copies = Map.groupBy(await copiesOf(db, scope), (copy) => copy.order_id);
  const voids = await voidsOf(sources, scope);
  return rows.map((row) => {
    const proven = contents.get(row.id);
    assert(proven !== undefined, `the content of order ${row.number} is there`);
    const voided = voids.get(row.id);
    const own = copies.get(row.id) ?? [];
    const returned = own.some((copy) => copy.copy === 'service');
    return {
      row,
      proven,
      copies: own,
      voided,
      status: voided ? 'void' : returned ? 'returned' : 'issued',
    };
  });
}

/** Accounts for every number from the first of the month up to the highest one taken. */
export function accountOf(orders: readonly BoundOrder[], startAt = 1): OrderAccount {
  const ordinals = new Map(orders.map((order) => [order.row.ordinal, order.row.number]));
  const highest = Math.max(0, ...ordinals.keys());
  const stem = (orders[0]?.row.number ?? '').replace(/\d+$/, '');
  const numberOf = (ordinal: number) => `${stem}${String(ordinal).padStart(4, '0')}`;
  const gaps: NumberGap[] = [];
  for (let ordinal = startAt; ordinal <= highest; ordinal += 1) {
    if (ordinals.has(ordinal)) continue;
    const first = ordinal;
    while (!ordinals.has(ordinal + 1)) ordinal += 1;
    gaps.push({ first: numberOf(first), last: numberOf(ordinal), count: ordinal - first + 1 });
  }
  const by = (status: BoundOrder['status']) => orders.filter((order) => order.status === status);
  return {
    issued: orders.length,
    returned: by('returned').length,
    void: by('void').length,
    notReturned: by('issued').map((order) => order.row.number),
    first: orders[0]?.row.number ?? null,
    last: orders.at(-1)?.row.number ?? null,
    gaps,
  };
}

/** A gap as people read it: one number, or the first and the last. */
export function gapText(gap: NumberGap): string {
  return gap.count === 1 ? gap.first : `${gap.first} 至 ${gap.last}（${gap.count} 个）`;
}

function copiesOf(db: Reader, scope: Scope): Promise<Tables['dispatch_copy'][]> {
  return db
    .selectFrom('dispatch_copy')
    .innerJoin('dispatch_order', 'dispatch_order.id', 'dispatch_copy.order_id')
    .selectAll('dispatch_copy')
    .where('dispatch_order.site', '=', scope.site)
    .where('dispatch_order.month', '=', scope.month)
    .where('dispatch_copy.entry_seq', '<', scope.size)
    .orderBy('dispatch_copy.entry_seq')
    .orderBy('dispatch_copy.copy')
    .execute();
}

async function voidsOf(sources: Sources, scope: Scope): Promise<Map<string, Proven>> {
  const { db, keyring } = sources;
  const rows = await db
    .selectFrom('dispatch_state')
    .innerJoin('dispatch_order', 'dispatch_order.id', 'dispatch_state.order_id')
    .select(['dispatch_state.order_id', 'dispatch_state.void_content_id'])
    .where('dispatch_order.site', '=', scope.site)
    .where('dispatch_order.month', '=', scope.month)
    .where('dispatch_state.void_content_id', 'is not', null)
    .execute();
  const ids = rows.flatMap((row) => row.void_content_id ?? []);
  const contents = await getContents(db, keyring, ids);
  return new Map(
    rows.flatMap((row) => {
      const content = contents.get(row.void_content_id ?? '');
      return content !== undefined && content.seq < scope.size ? [[row.order_id, content]] : [];
    }),
  );
}
