import type { Json } from '../core/canonical-json.ts';
import type { Instant } from '../core/clock.ts';
import type { Month } from '../core/month.ts';
import { type EntryDraft, monthKeyName } from '../ledger/entry.ts';
import type { LedgerTx } from '../ledger/transact.ts';
import { raiseNumber } from '../records/rows/number-series.ts';
import type { Reader, Tx } from '../store/tables.ts';
import type { OrderCopy, OrderStatus } from './model.ts';
import { type OrderNumber, orderSeries } from './rules.ts';

/** What lies sealed under an order's id. */
export interface OrderContent {
  readonly [name: string]: Json | undefined;
  readonly number: string;
  readonly matter: string;
  readonly department: string;
  readonly engineer: string;
}

/** A new order, numbered. */
export interface NewOrder {
  readonly id: string;
  readonly site: string;
  readonly number: string;
  readonly month: Month;
  readonly ordinal: number;
  readonly takenAt: Instant;
  readonly takenBy: string;
  readonly room: string | null;
  readonly record: string | null;
  readonly source: 'desk' | 'import';
  readonly status: OrderStatus;
  readonly content: OrderContent;
}

/** The data key of an order's content; dispatch orders take ten years (RET-01). */
export function orderKeyName(order: { site: string; month: Month }): string {
  return monthKeyName({ ...order, class: 'y10' });
}

/** Inserts an order and its state; hands back the entry that stands for it, at `seq`. */
export async function insertOrder(db: Tx, order: NewOrder, seq: number): Promise<EntryDraft> {
  await db
    .insertInto('dispatch_order')
    .values({
      id: order.id,
      site: order.site,
      number: order.number,
      month: order.month,
      ordinal: order.ordinal,
      taken_at: order.takenAt,
      taken_by: order.takenBy,
      room: order.room,
      record: order.record,
      source: order.source,
      entry_seq: seq,
    })
    .execute();
  await db
    .insertInto('dispatch_state')
    .values({ order_id: order.id, status: order.status, void_content_id: null })
    .execute();
  return {
    kind: order.source === 'desk' ? 'order.taken' : 'order.transcribed',
    subject: order.number,
    site: order.site,
    content: { id: order.id, keyName: orderKeyName(order), value: order.content },
    facts: { month: order.month, ordinal: order.ordinal, status: order.status },
  };
}

/** An order whose number was given out before, on paper or by an old register. */
export interface WrittenOrder extends Omit<NewOrder, 'month' | 'ordinal' | 'source' | 'status'> {
  readonly parts: OrderNumber;
  /** The owner signed the customer-service copy, so the register says. */
  readonly signed: boolean;
}

/** Enters such an order under its own number and raises the counter to it. */
export async function transcribeOrder(
  { db, now }: LedgerTx,
  { parts, signed, ...order }: WrittenOrder,
  seq: number,
): Promise<EntryDraft> {
  const { month, ordinal } = parts;
  await raiseNumber(db, { site: order.site, series: orderSeries, month }, ordinal);
  const status = signed ? 'done' : 'issued';
  const entry = await insertOrder(db, { ...order, month, ordinal, source: 'import', status }, seq);
  if (!signed) return entry;
  await insertCopy(db, {
    orderId: order.id,
    copy: 'service',
    at: now,
    by: order.takenBy,
    how: 'transcribed',
    seq,
  });
  return { ...entry, facts: { ...entry.facts, copies: ['service'] } };
}

/** Notes a copy as handed in. */
export async function insertCopy(
  db: Tx,
  copy: {
    orderId: string;
    copy: OrderCopy;
    at: Instant;
    by: string;
    how: 'checked-in' | 'transcribed';
    seq: number;
  },
): Promise<void> {
  await db
    .insertInto('dispatch_copy')
    .values({
      order_id: copy.orderId,
      copy: copy.copy,
      at: copy.at,
      by_actor: copy.by,
      how: copy.how,
      entry_seq: copy.seq,
    })
    .execute();
}

/** Those of the numbers that are orders of a site, in order of number. */
export function findOrders(
  db: Reader,
  asked: { readonly site: string; readonly numbers: readonly string[]; readonly limit: number },
): Promise<{ number: string; room: string | null }[]> {
  return db
    .selectFrom('dispatch_order')
    .select(['number', 'room'])
    .where('site', '=', asked.site)
    .where('number', 'in', asked.numbers)
    .orderBy('number')
    .limit(asked.limit)
    .execute();
}

/** An order's row with its state, or undefined. */
export function findOrderRow(db: Reader | Tx, number: string) {
  return db
    .selectFrom('dispatch_order as o')
    .innerJoin('dispatch_state as s', 's.order_id', 'o.id')
    .selectAll('o')
    .select(['s.status', 's.void_content_id'])
    .where('o.number', '=', number)
    .executeTakeFirst();
}
