import type { Instant } from '../../core/clock.ts';
import type { Reader } from '../../store/tables.ts';
import type { BoundRecord } from './records.ts';

/** Numbers in one query: below every engine's parameter limit. */
const numbersAtOnce = 200;

/**
 * When the first order was taken for each record, as the log of `size` entries tells it; orders void
 * by then handed nothing on. By record id.
 *
 * An old register's order says nothing beside the register itself. Source: SLA-01.
 */
export async function dispatchedAt(
  db: Reader,
  records: readonly BoundRecord[],
  size: number,
): Promise<Map<string, Instant>> {
  const times = new Map<string, Instant>();
  const handedOn = records.filter(({ category }) => category.dispatch !== undefined);
  for (let at = 0; at < handedOn.length; at += numbersAtOnce) {
    const some = handedOn.slice(at, at + numbersAtOnce);
    const orders = await standingOrders(db, some, size);
    for (const { row, category, fields } of some) {
      const named = fields[category.dispatch?.number ?? ''];
      const first = orders
        .filter(({ number, record }) => record === row.number || number === named)
        .filter(({ source }) => source !== 'import' || row.source !== 'import')
        .map(({ taken_at: taken }) => taken)
        .sort()[0];
      if (first !== undefined) times.set(row.id, first);
    }
  }
  return times;
}

async function standingOrders(db: Reader, records: readonly BoundRecord[], size: number) {
  const own = records.map(({ row }) => row.number);
  const named = records.flatMap(({ category, fields }) => {
    const number = fields[category.dispatch?.number ?? ''];
    return typeof number === 'string' ? [number] : [];
  });
  const orders = await db
    .selectFrom('dispatch_order')
    .select(['number', 'record', 'source', 'taken_at'])
    .where((either) =>
      either.or([
        either('record', 'in', own),
        ...(named.length === 0 ? [] : [either('number', 'in', named)]),
      ]),
    )
    .where('entry_seq', '<', size)
    .execute();
  if (orders.length === 0) return [];
  const voided = await db
    .selectFrom('entry')
    .select('subject')
    .where(
      'subject',
      'in',
      orders.map(({ number }) => number),
    )
    .where('kind', '=', 'order.voided')
    .where('seq', '<', size)
    .execute();
  const gone = new Set(voided.map(({ subject }) => subject));
  return orders.filter(({ number }) => !gone.has(number));
}
