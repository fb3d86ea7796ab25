import type { Action, Requester } from '../access/model.ts';
import { namesOfActors } from '../access/queries.ts';
import { can, demand, isOutsider } from '../access/rules.ts';
import { getSite, sitePrefix } from '../catalogue/catalogue.ts';
import { AppError } from '../core/app-error.ts';
import { isMonth, type Month } from '../core/month.ts';
import { maximumPageSize, type Page, pageOf } from '../core/page.ts';
import type { Home } from '../home/open.ts';
import { getContents } from '../ledger/content.ts';
import { numberText } from '../records/rows/number-series.ts';
import type { Reader } from '../store/tables.ts';
import {
  type MonthAccount,
  OrderCopy,
  type OrderLine,
  OrderStatus,
  type OrderView,
} from './model.ts';
import { findOrderRow, type OrderContent } from './rows.ts';
import { missingRuns, orderSeries } from './rules.ts';

type OrderHome = Pick<Home, 'store' | 'keyring' | 'catalogue'>;

/** An order with its state, as `findOrderRow` reads it. */
export type OrderRow = NonNullable<Awaited<ReturnType<typeof findOrderRow>>>;

/**
 * The order of a number, for someone who may do `action` at its site.
 *
 * Errors: `not-found` (no such number, or nothing of that site is the asker's), `forbidden`.
 */
export async function getOrderRow(
  db: Reader,
  who: Requester,
  number: string,
  action: Action,
): Promise<OrderRow> {
  const row = await findOrderRow(db, number.trim().toUpperCase());
  const missing = () => new AppError('not-found', `没有派工单“${number}”，请核对单号。`);
  if (row === undefined) throw missing();
  const refusal = can(who, action, { site: row.site });
  if (refusal === undefined) return row;
  throw isOutsider(who, row.site) ? missing() : refusal;
}

/** A dispatch order with its copies and the records around it. Errors: as `getOrderRow`. */
export async function getOrder(
  home: OrderHome,
  who: Requester,
  number: string,
): Promise<OrderView> {
  const { read } = home.store;
  const row = await getOrderRow(read, who, number, 'order.read');
  const voidId = row.void_content_id;
  const ids = voidId === null ? [row.id] : [row.id, voidId];
  const contents = await getContents(read, home.keyring, ids);
  const content = contents.get(row.id)?.value as OrderContent | undefined;
  const voided = contents.get(voidId ?? '')?.value as
    | { reason: string; approver: string }
    | undefined;
  const nameOf = await namesOfActors(read);
  const copies = await read
    .selectFrom('dispatch_copy')
    .selectAll()
    .where('order_id', '=', row.id)
    .orderBy('entry_seq')
    .execute();
  return {
    number: row.number,
    site: row.site,
    month: row.month,
    takenAt: row.taken_at,
    takenBy: nameOf(row.taken_by),
    source: row.source === 'import' ? 'import' : 'desk',
    room: row.room,
    matter: content?.matter ?? '',
    department: content?.department ?? '',
    engineer: content?.engineer ?? '',
    records: await recordsOf(read, row),
    status: OrderStatus.parse(row.status),
    copies: copies.map(({ copy, at, by_actor, how }) => ({
      copy: OrderCopy.parse(copy),
      at,
      by: nameOf(by_actor),
      how: how === 'transcribed' ? 'transcribed' : 'checked-in',
    })),
    voided: voided === undefined ? null : { reason: voided.reason, approver: voided.approver },
    seq: row.entry_seq,
  };
}

async function recordsOf(db: Reader, row: OrderRow): Promise<string[]> {
  const naming = await db
    .selectFrom('record_link as l')
    .innerJoin('record as r', 'r.id', 'l.record_id')
    .select('r.number')
    .where('l.target', '=', row.number)
    .orderBy('r.occurred_at')
    .execute();
  const numbers = [...(row.record === null ? [] : [row.record]), ...naming.map((r) => r.number)];
  return [...new Set(numbers)];
}

/**
 * The orders of a month in number order, by keyset.
 *
 * Errors: `forbidden`, `not-found` (site), `invalid` (month, page mark).
 */
export async function listOrders(
  home: OrderHome,
  who: Requester,
  wanted: {
    site?: string | undefined;
    month: Month;
    status?: OrderStatus | undefined;
    after?: string | undefined;
    limit?: number | undefined;
  },
): Promise<Page<OrderLine>> {
  const site = getSite(home.catalogue.document, wanted.site).code;
  demand(who, 'order.read', { site });
  refuseNoMonth(wanted.month);
  const after = Number(wanted.after ?? 0);
  if (!Number.isSafeInteger(after)) {
    throw new AppError('invalid', '下一页标记不对，请从第一页重新查起。');
  }
  const { read } = home.store;
  const limit = Math.min(wanted.limit ?? 50, maximumPageSize);
  let query = read
    .selectFrom('dispatch_order as o')
    .innerJoin('dispatch_state as s', 's.order_id', 'o.id')
    .select(['o.id', 'o.number', 'o.room', 'o.taken_at', 'o.ordinal', 's.status'])
    .where('o.site', '=', site)
    .where('o.month', '=', wanted.month)
    .where('o.ordinal', '>', after);
  if (wanted.status !== undefined) query = query.where('s.status', '=', wanted.status);
  const rows = await query
    .orderBy('o.ordinal')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows, limit, ({ ordinal }) => String(ordinal));
  const ids = page.items.map(({ id }) => id);
  const copies =
    ids.length === 0
      ? []
      : await read
          .selectFrom('dispatch_copy')
          .select(['order_id', 'copy'])
          .where('order_id', 'in', ids)
          .orderBy('entry_seq')
          .execute();
  const contents = await getContents(read, home.keyring, ids);
  const contentOf = (id: string) => contents.get(id)?.value as OrderContent | undefined;
  const items = page.items.map(({ id, number, room, taken_at, status }) => ({
    number,
    room,
    takenAt: taken_at,
    status: OrderStatus.parse(status),
    matter: contentOf(id)?.matter ?? '',
    department: contentOf(id)?.department ?? '',
    engineer: contentOf(id)?.engineer ?? '',
    copies: copies
      .filter(({ order_id }) => order_id === id)
      .map(({ copy }) => OrderCopy.parse(copy)),
  }));
  return { items, next: page.next };
}

/** Every number of a month accounted for: issued, done, void, not returned, and missing ones. */
export async function accountForMonth(
  home: Pick<Home, 'catalogue'>,
  db: Reader,
  wanted: { site: string; month: Month },
): Promise<MonthAccount> {
  const { site, month } = wanted;
  const rows = await db
    .selectFrom('dispatch_order as o')
    .innerJoin('dispatch_state as s', 's.order_id', 'o.id')
    .leftJoin('dispatch_copy as c', (join) =>
      join.onRef('c.order_id', '=', 'o.id').on('c.copy', '=', 'service'),
    )
    .select(['o.ordinal', 'o.number', 's.status', 'c.copy'])
    .where('o.site', '=', site)
    .where('o.month', '=', month)
    .orderBy('o.ordinal')
    .execute();
  const series = await db
    .selectFrom('number_series')
    .select('last')
    .where('site', '=', site)
    .where('series', '=', orderSeries)
    .where('month', '=', month)
    .executeTakeFirst();
  const prefix = sitePrefix(home.catalogue.document, site);
  const spell = (ordinal: number) =>
    numberText(prefix, { site, series: orderSeries, month }, ordinal);
  const last = Math.max(series?.last ?? 0, rows.at(-1)?.ordinal ?? 0);
  const runs = missingRuns(
    rows.map(({ ordinal }) => ordinal),
    last,
  );
  const stateOf = new Map(rows.map(({ ordinal, status }) => [ordinal, status]));
  const count = (status: OrderStatus) => rows.filter((row) => row.status === status).length;
  const returned = rows.filter((row) => row.copy !== null).length;
  return {
    site,
    month,
    first: last === 0 ? null : spell(1),
    last: last === 0 ? null : spell(last),
    issued: rows.length,
    done: count('done'),
    void: count('void'),
    returned,
    notReturned: rows.filter((row) => row.copy === null && row.status !== 'void').length,
    gaps: runs.map((run) => ({ first: spell(run.first), last: spell(run.last) })),
    numbers: Array.from({ length: last }, (_, index) => ({
      number: spell(index + 1),
      state: stateOf.get(index + 1) ?? ('missing' as const),
    })),
  };
}

function refuseNoMonth(month: string): void {
  if (isMonth(month)) return;
  throw new AppError('invalid', `“${month}”不是月份，请写成 2026-10。`, {
    problems: [{ field: 'month', rule: 'type', message: '请写成 2026-10' }],
  });
}
