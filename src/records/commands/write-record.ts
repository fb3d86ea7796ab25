import type { Actor } from '../../core/actor.ts';
import { actorText } from '../../core/actor.ts';
import { AppError } from '../../core/app-error.ts';
import { newId } from '../../core/ids.ts';
import { instantOf } from '../../core/month.ts';
import { findOrderRow, transcribeOrder } from '../../dispatch/rows.ts';
import { type OrderNumber, orderNumberAt } from '../../dispatch/rules.ts';
import type { Home } from '../../home/open.ts';
import { type EntryDraft, monthKeyName } from '../../ledger/entry.ts';
import type { LedgerTx, Recorded } from '../../ledger/transact.ts';
import type { Tx } from '../../store/tables.ts';
import { orderClaim, recordClaim } from '../queries/imported.ts';
import type { RecordContent } from '../rows/contents.ts';
import { numberText, takeNumber } from '../rows/number-series.ts';
import { closingStateOf, insertLinks, insertRecord, supplementOf } from '../rows/record-rows.ts';
import type { Fields } from '../rules/fields.ts';
import { classOf } from '../rules/retention.ts';
import { headingOf } from '../rules/title.ts';
import type { CheckedRecord, FilingFrame } from './check-record.ts';
import { indexRecord } from './index-record.ts';

/** Writes a checked record in a transaction: its number, rows, links, order and words. */
export async function writeRecord(
  home: Pick<Home, 'ledger' | 'index'>,
  tx: LedgerTx,
  filing: {
    frame: FilingFrame;
    record: CheckedRecord;
    actor: Actor;
    source: 'desk' | 'import';
    lateReason?: string | undefined;
  },
): Promise<Recorded<{ number: string }>> {
  const { frame, record, actor, source, lateReason } = filing;
  const { category, site } = frame;
  const { ledger } = home;
  const { db, now } = tx;
  const { month, fields, occurredAt, room } = record;
  const series = { site, series: category.prefix, month };
  const number = numberText(frame.sitePrefix, series, await takeNumber(db, series));
  const years = 'years' in category.retention ? category.retention.years : null;
  const heading = headingOf(category, fields);
  const row = {
    id: newId('rec', ledger.clock, ledger.entropy),
    site,
    number,
    category: category.code,
    version: frame.version,
    month,
    occurredAt,
    precision: category.time.precision,
    filedAt: now,
    filedBy: actorText(actor),
    source,
    room,
    class: classOf(category),
    years,
    supplement: await supplementOf(db, site, month),
    seq: tx.seq,
  };
  const closing = { occurredAt, years, zone: frame.context.zone };
  const state = closingStateOf(category, fields, closing);
  await insertRecord(db, row, { ...state, responsible: blindName(home, heading.responsible) });
  const orders = await linkRecord(home, tx, { frame, fields, room, actor, record: row });
  await indexRecord(home, db, { record: row, category, fields, room });
  const content: RecordContent = {
    number,
    category: category.code,
    ...heading,
    occurredAt,
    room,
    ...(lateReason === undefined ? {} : { lateReason }),
    fields,
  };
  const { class: bag, supplement } = row;
  const filed: EntryDraft = {
    kind: 'record.filed',
    subject: number,
    site,
    content: { id: row.id, keyName: monthKeyName(row), value: content },
    facts: {
      category: category.code,
      month,
      class: bag,
      source,
      ...(supplement > 0 ? { supplement } : {}),
    },
  };
  return { result: { number }, entries: [filed, ...orders] };
}

/** The keyed hash by which a responsible person's name is matched. */
export function blindName(home: Pick<Home, 'ledger'>, name: string): string | null {
  return name === '' ? null : home.ledger.keyring.blind(`responsible:${name}`);
}

/**
 * Notes what a record names and, where its category carries dispatch orders, enters the order that
 * an old register or a late slip names. Hands back the entries to stand after the record's own.
 *
 * Errors: `conflict` (the order belongs to something else), `invalid` (no possible number).
 */
export async function linkRecord(
  home: Pick<Home, 'ledger'>,
  tx: LedgerTx,
  linked: {
    frame: FilingFrame;
    fields: Readonly<Fields>;
    room: string | null;
    actor: Actor;
    record: { id: string; number: string };
  },
): Promise<EntryDraft[]> {
  const { frame, fields, record } = linked;
  const { dispatch, links = [] } = frame.category;
  const named = links.flatMap((field) => {
    const target = fields[field];
    return typeof target === 'string' ? [{ field, target }] : [];
  });
  const order = orderOf(frame, fields);
  if (order instanceof AppError) throw order;
  if (dispatch === undefined || order === undefined) {
    await insertLinks(tx.db, record.id, named);
    return [];
  }
  await refuseTaken(tx.db, { ...linked, field: dispatch.number, order: order.number });
  const toOrder = { field: dispatch.number, target: order.number };
  await insertLinks(tx.db, record.id, [...named, toOrder]);
  return enterOrder(home, tx, { ...linked, order, dispatch });
}

/**
 * The dispatch order that a record's fields carry, as it stands in the site's books; an AppError
 * `invalid` for no possible number, or another site's.
 */
export function orderOf(
  frame: FilingFrame,
  fields: Readonly<Fields>,
): { number: string; parts: OrderNumber } | AppError | undefined {
  const { dispatch } = frame.category;
  const written = dispatch && fields[dispatch.number];
  if (typeof written !== 'string') return undefined;
  return orderNumberAt(written, frame.sitePrefix);
}

/** One order belongs to one record; a second one with its number has other content. */
async function refuseTaken(
  db: Tx,
  taken: { field: string; order: string; record: { id: string } },
): Promise<void> {
  const other = await db
    .selectFrom('record_link as l')
    .innerJoin('record_state as s', 's.record_id', 'l.record_id')
    .select('s.number')
    .where('l.target', '=', taken.order)
    .where('l.field', '=', taken.field)
    .where('s.status', '!=', 'void')
    .where('s.record_id', '!=', taken.record.id)
    .executeTakeFirst();
  if (other === undefined) return;
  throw orderConflict(taken.field, recordClaim(taken.order, other.number));
}

async function enterOrder(
  home: Pick<Home, 'ledger'>,
  tx: LedgerTx,
  named: Parameters<typeof linkRecord>[2] & {
    order: { number: string; parts: OrderNumber };
    dispatch: NonNullable<FilingFrame['category']['dispatch']>;
  },
): Promise<EntryDraft[]> {
  const { frame, fields, room, order, dispatch } = named;
  const known = await findOrderRow(tx.db, order.number);
  if (known !== undefined) {
    const claim = orderClaim(known, room);
    if (claim === undefined) return [];
    throw orderConflict(dispatch.number, claim);
  }
  const text = (field: string) => String(fields[field] ?? '');
  const at = fields[dispatch.at];
  const { clock, entropy } = home.ledger;
  const entry = await transcribeOrder(
    tx,
    {
      id: newId('ord', clock, entropy),
      site: frame.site,
      number: order.number,
      parts: order.parts,
      takenAt: typeof at === 'string' ? instantOf(at, frame.context.zone) : tx.now,
      takenBy: actorText(named.actor),
      room,
      record: named.record.number,
      signed: text(dispatch.signed) === '是',
      content: {
        number: order.number,
        matter: text(dispatch.matter),
        department: text(dispatch.department),
        engineer: text(dispatch.engineer),
      },
    },
    tx.seq + 1,
  );
  return [entry];
}

function orderConflict(field: string, message: string): AppError {
  return new AppError('conflict', message, { problems: [{ field, rule: 'conflict', message }] });
}
