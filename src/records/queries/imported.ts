import type { Month } from '../../core/month.ts';
import { missingRuns, type OrderNumber, orderSeries } from '../../dispatch/rules.ts';
import type { Reader } from '../../store/tables.ts';
import { numberText } from '../rows/number-series.ts';

/** How many values stand in one statement. */
const chunkSize = 500;

/** Which row digests were imported at a site before. */
export async function findImported(
  db: Reader,
  { site, digests }: { site: string; digests: readonly string[] },
): Promise<Set<string>> {
  const found = await inChunks(digests, (chunk) =>
    db
      .selectFrom('imported_row')
      .select('digest')
      .where('site', '=', site)
      .where('digest', 'in', chunk)
      .execute(),
  );
  return new Set(found.map(({ digest }) => digest));
}

/**
 * Which order numbers a new record may not carry, each with the sentence why; it depends on the
 * room for orders that the desk took.
 */
export async function findOrderClaims(
  db: Reader,
  { field, numbers }: { field: string; numbers: readonly string[] },
): Promise<Map<string, (room: string | null) => string | undefined>> {
  const linked = await inChunks(numbers, (chunk) =>
    db
      .selectFrom('record_link as l')
      .innerJoin('record_state as s', 's.record_id', 'l.record_id')
      .select(['l.target', 's.number'])
      .where('l.target', 'in', chunk)
      .where('l.field', '=', field)
      .where('s.status', '!=', 'void')
      .execute(),
  );
  const orders = await inChunks(numbers, (chunk) =>
    db
      .selectFrom('dispatch_order as o')
      .innerJoin('dispatch_state as s', 's.order_id', 'o.id')
      .select(['o.number', 'o.room', 's.status'])
      .where('o.number', 'in', chunk)
      .execute(),
  );
  const claims = new Map<string, (room: string | null) => string | undefined>();
  for (const order of orders) claims.set(order.number, (room) => orderClaim(order, room));
  for (const { target, number } of linked) {
    claims.set(target, () => recordClaim(target, number));
  }
  return claims;
}

/** Why a record in `room` may not carry an order that is there already; undefined if it may. */
export function orderClaim(
  order: { number: string; room: string | null; status: string },
  room: string | null,
): string | undefined {
  if (order.status === 'void') return `派工单 ${order.number} 已作废，请核对单号`;
  if (order.room === null || room === null || order.room === room) return undefined;
  return `派工单 ${order.number} 是 ${order.room} 的单，请核对单号`;
}

/** Why no second record may carry an order: one order belongs to one record. */
export function recordClaim(order: string, record: string): string {
  return `派工单号 ${order} 已属于登记 ${record}，内容不同；请核对单号`;
}

/**
 * The numbers missing in each month that some orders name, counting those orders as
 * there, whether their rows were good or not: a bad row is named elsewhere.
 */
export async function orderGaps(
  db: Reader,
  wanted: { site: string; sitePrefix: string; written: readonly OrderNumber[] },
): Promise<{ month: Month; first: string; last: string }[]> {
  const { site, sitePrefix, written } = wanted;
  const months = [...new Set(written.map(({ month }) => month))].sort();
  const gaps: { month: Month; first: string; last: string }[] = [];
  for (const month of months) {
    const rows = await db
      .selectFrom('dispatch_order')
      .select('ordinal')
      .where('site', '=', site)
      .where('month', '=', month)
      .execute();
    const own = written.filter((order) => order.month === month);
    const present = [...new Set([...rows, ...own].map(({ ordinal }) => ordinal))];
    present.sort((a, b) => a - b);
    const spell = (ordinal: number) =>
      numberText(sitePrefix, { site, series: orderSeries, month }, ordinal);
    for (const run of missingRuns(present, present.at(-1) ?? 0)) {
      gaps.push({ month, first: spell(run.first), last: spell(run.last) });
    }
  }
  return gaps;
}

async function inChunks<Value, Row>(
  values: readonly Value[],
  query: (chunk: Value[]) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let start = 0; start < values.length; start += chunkSize) {
    rows.push(...(await query(values.slice(start, start + chunkSize))));
  }
  return rows;
}
