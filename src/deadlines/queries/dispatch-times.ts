import type { Instant } from '../../core/clock.ts';
import type { Reader } from '../../store/tables.ts';

/** A record that an order may have handed on. */
interface HandedRow {
  readonly id: string;
  readonly number: string;
  readonly source: string;
}

/** What an order says of when its record was handed on. */
interface LinkedOrder {
  readonly recordId: string;
  readonly takenAt: Instant;
  readonly source: string;
}

/**
 * When the first standing dispatch order was taken for each record, whether the order names the
 * record or the record the order; voided orders handed nothing on.
 *
 * `field` is the record's field for the order's number. An old register's order says nothing beside
 * the register itself: one transcribed without a time stands at the moment of the import.
 */
export async function dispatchTimes(
  db: Reader,
  asked: readonly { row: HandedRow; field: string }[],
): Promise<Map<string, Instant>> {
  const times = new Map<string, Instant>();
  if (asked.length === 0) return times;
  const rows = new Map(asked.map(({ row }) => [row.id, row]));
  for (const { recordId, takenAt, source } of await linkedOrders(db, asked)) {
    if (source === 'import' && rows.get(recordId)?.source === 'import') continue;
    const earliest = times.get(recordId);
    if (earliest === undefined || takenAt < earliest) times.set(recordId, takenAt);
  }
  return times;
}

async function linkedOrders(
  db: Reader,
  asked: Parameters<typeof dispatchTimes>[1],
): Promise<LinkedOrder[]> {
  const idOf = new Map(asked.map(({ row }) => [row.number, row.id]));
  const taken = await db
    .selectFrom('dispatch_order as o')
    .innerJoin('dispatch_state as s', 's.order_id', 'o.id')
    .select(['o.record', 'o.taken_at', 'o.source'])
    .where('o.record', 'in', [...idOf.keys()])
    .where('s.status', '!=', 'void')
    .execute();
  const named = await db
    .selectFrom('record_link as l')
    .innerJoin('dispatch_order as o', 'o.number', 'l.target')
    .innerJoin('dispatch_state as s', 's.order_id', 'o.id')
    .select(['l.record_id', 'o.taken_at', 'o.source'])
    .where('l.record_id', 'in', [...idOf.values()])
    .where('l.field', 'in', [...new Set(asked.map(({ field }) => field))])
    .where('s.status', '!=', 'void')
    .execute();
  return [
    ...taken.flatMap(({ record, taken_at: takenAt, source }) => {
      const recordId = idOf.get(record ?? '');
      return recordId === undefined ? [] : [{ recordId, takenAt, source }];
    }),
    ...named.map((row) => ({
      recordId: row.record_id,
      takenAt: row.taken_at,
      source: row.source,
    })),
  ];
}
