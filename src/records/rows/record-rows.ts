import type { Category } from '../../catalogue/model.ts';
import type { Instant } from '../../core/clock.ts';
import { type LocalDate, localDateOf, type Month } from '../../core/month.ts';
import type { Reader, Tx } from '../../store/tables.ts';
import { closedAtOf } from '../rules/closing.ts';
import type { Fields } from '../rules/fields.ts';
import { type RetentionClass, retainedThrough } from '../rules/retention.ts';

/** The part of a record that never changes. */
export interface NewRecordRow {
  readonly id: string;
  readonly site: string;
  readonly number: string;
  readonly category: string;
  readonly version: number;
  readonly month: Month;
  readonly occurredAt: Instant;
  readonly precision: 'minute' | 'day';
  readonly filedAt: Instant;
  readonly filedBy: string;
  readonly source: 'desk' | 'import';
  readonly room: string | null;
  readonly class: RetentionClass;
  readonly years: number | null;
  readonly supplement: number;
  readonly seq: number;
}

/** Whether the matter is over, and how long it must then be kept. */
export interface ClosingState {
  readonly status: 'open' | 'closed';
  readonly closedAt: Instant | null;
  readonly retainedThrough: LocalDate | null;
}

/** The state that a record's fields give it. */
export function closingStateOf(
  category: Category,
  fields: Readonly<Fields>,
  record: { occurredAt: Instant; years: number | null; zone: string },
): ClosingState {
  const closedAt = closedAtOf(category, fields, record);
  if (closedAt === undefined) return { status: 'open', closedAt: null, retainedThrough: null };
  const through =
    record.years === null
      ? null
      : retainedThrough(localDateOf(closedAt, record.zone), record.years);
  return { status: 'closed', closedAt, retainedThrough: through };
}

/** How often a month was sealed: what is filed late belongs to the supplement of that number. */
export async function supplementOf(db: Tx, site: string, month: Month): Promise<number> {
  const { seals } = await db
    .selectFrom('month_seal')
    .select(({ fn }) => fn.countAll<number>().as('seals'))
    .where('site', '=', site)
    .where('month', '=', month)
    .executeTakeFirstOrThrow();
  return Number(seals);
}

/** Inserts a record and its first state. */
export async function insertRecord(
  db: Tx,
  record: NewRecordRow,
  state: ClosingState & { responsible: string | null },
): Promise<void> {
  await db
    .insertInto('record')
    .values({
      id: record.id,
      site: record.site,
      number: record.number,
      category: record.category,
      catalogue_version: record.version,
      month: record.month,
      occurred_at: record.occurredAt,
      precision: record.precision,
      filed_at: record.filedAt,
      filed_by: record.filedBy,
      source: record.source,
      room: record.room,
      class: record.class,
      retention_years: record.years,
      supplement: record.supplement,
      entry_seq: record.seq,
    })
    .execute();
  await db
    .insertInto('record_state')
    .values({
      record_id: record.id,
      site: record.site,
      occurred_at: record.occurredAt,
      number: record.number,
      room: record.room,
      responsible: state.responsible,
      status: state.status,
      closed_at: state.closedAt,
      kept_years: record.years,
      retained_through: state.retainedThrough,
      corrections: 0,
    })
    .execute();
}

/** Notes what a record names; a link once made stays. */
export async function insertLinks(
  db: Tx,
  recordId: string,
  links: readonly { field: string; target: string }[],
): Promise<void> {
  if (links.length === 0) return;
  await db
    .insertInto('record_link')
    .values(links.map((link) => ({ record_id: recordId, ...link })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Those of the numbers that are records of a site, in order of number. */
export function findRecords(
  db: Reader,
  asked: { readonly site: string; readonly numbers: readonly string[]; readonly limit: number },
): Promise<{ number: string; category: string }[]> {
  return db
    .selectFrom('record')
    .select(['number', 'category'])
    .where('site', '=', asked.site)
    .where('number', 'in', asked.numbers)
    .orderBy('number')
    .limit(asked.limit)
    .execute();
}

/** How many records there are, of all sites. */
export async function countRecords(db: Reader): Promise<number> {
  const { count } = await db
    .selectFrom('record')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** A record's row with its state, or undefined. */
export function findRecordRow(db: Reader | Tx, number: string) {
  return db
    .selectFrom('record as r')
    .innerJoin('record_state as s', 's.record_id', 'r.id')
    .selectAll('r')
    .select([
      's.status',
      's.closed_at',
      's.kept_years',
      's.retained_through',
      's.corrections',
      's.room as current_room',
    ])
    .where('r.number', '=', number)
    .executeTakeFirst();
}

/** A record with its state, as `findRecordRow` reads it. */
export type RecordRow = NonNullable<Awaited<ReturnType<typeof findRecordRow>>>;
