import type { Requester } from '../../access/model.ts';
import { actorText } from '../../core/actor.ts';
import { AppError } from '../../core/app-error.ts';
import { newId } from '../../core/ids.ts';
import type { Home } from '../../home/open.ts';
import { monthKeyName } from '../../ledger/entry.ts';
import type { LedgerTx, Once, Recorded } from '../../ledger/transact.ts';
import type { Finding } from '../../registers/finding.ts';
import type { CorrectRecord, FilingWarning } from '../model.ts';
import { openFields } from '../queries/contents.ts';
import { getRecordRow } from '../queries/find-record.ts';
import type { CorrectionContent } from '../rows/contents.ts';
import { closingStateOf, findRecordRow, type RecordRow } from '../rows/record-rows.ts';
import { checkFields } from '../rules/check-fields.ts';
import type { Fields } from '../rules/fields.ts';
import { maskValue } from '../rules/masking.ts';
import { headingOf } from '../rules/title.ts';
import { type FilingFrame, frameOf, refusalOf, warningsOf } from './check-record.ts';
import { indexRecord } from './index-record.ts';
import { blindName, linkRecord } from './write-record.ts';

/** What a correction answers. */
export interface CorrectedRecord {
  readonly number: string;
  /** How many corrections the record now has. */
  readonly corrections: number;
  readonly warnings: readonly FilingWarning[];
}

type CorrectingHome = Pick<Home, 'ledger' | 'catalogue' | 'index'>;

/**
 * Appends a correction to a record: who, when, why, and each value from → to. What was filed stays
 * as it is, and so does its month.
 *
 * Errors: `forbidden`, `not-found`, `invalid`, `conflict` (voided), `stale-version` (someone else
 * corrected it meanwhile). Source: C-6.4.
 */
export async function correctRecord(
  home: CorrectingHome,
  who: Requester,
  input: CorrectRecord & { number: string },
  once?: Once,
): Promise<CorrectedRecord> {
  const { store } = home.ledger;
  const seen = await getRecordRow(store.read, who, input.number, 'record.correct');
  const frame = await frameOf(home, {
    document: await home.catalogue.at(seen.catalogue_version),
    version: seen.catalogue_version,
    site: seen.site,
    category: seen.category,
  });
  let warnings: FilingWarning[] = [];
  const result = await home.ledger.transact(
    who.actor,
    async (tx) => {
      const row = await findRecordRow(tx.db, seen.number);
      if (row === undefined) throw new Error('a record is never removed');
      const corrected = await applyChanges(home, tx, { row, frame, input });
      warnings = warningsOf(corrected.findings);
      return saveCorrection(home, tx, { row, frame, input, who, corrected });
    },
    once,
  );
  return { ...result, warnings };
}

interface Corrected {
  readonly fields: Fields;
  readonly room: string | null;
  readonly changes: CorrectionContent['changes'];
  readonly findings: readonly Finding[];
}

async function applyChanges(
  home: CorrectingHome,
  { db }: LedgerTx,
  asked: { row: RecordRow; frame: FilingFrame; input: CorrectRecord },
): Promise<Corrected> {
  const { row, frame, input } = asked;
  refuseStale(row, input);
  const before = (await openFields(db, home.ledger.keyring, [row])).get(row.id)?.fields;
  if (before === undefined) {
    throw new AppError('conflict', `${row.number} 的内容已按处置决定销毁，不能更正。`);
  }
  refuseMasked(frame, before, input.changes);
  const names = new Set(Object.keys(input.changes));
  const unknown = [...names].filter(
    (name) => !frame.category.fields.some((field) => field.name === name),
  );
  const checked = checkFields(frame.category, { ...before, ...input.changes }, frame.context);
  // What nobody touches stays as filed, even where today's household list would refuse it.
  const findings = checked.findings.filter(
    ({ column, rule }) => names.has(column) || ['required', 'signature-pair'].includes(rule),
  );
  const refusal = refusalOf([...findings, ...unknown.map((name) => noColumn(frame, name))]);
  if (refusal !== undefined) throw refusal;
  const untouched = Object.entries(before).filter(([name]) => !names.has(name));
  const touched = Object.entries(checked.fields).filter(([name]) => names.has(name));
  const fields = Object.fromEntries([...untouched, ...touched]);
  const changes = Object.fromEntries(
    [...names]
      .filter((name) => before[name] !== fields[name])
      .map((name) => [name, { from: before[name] ?? null, to: fields[name] ?? null }]),
  );
  if (Object.keys(changes).length === 0) {
    throw new AppError('invalid', '没有任何改动：新值与现有内容相同。');
  }
  const place = frame.category.room === undefined ? undefined : fields[frame.category.room];
  const room = typeof place === 'string' ? place : row.current_room;
  return { fields, room, changes, findings };
}

function refuseStale(row: RecordRow, input: CorrectRecord): void {
  if (row.status === 'void') {
    throw new AppError('conflict', `${row.number} 已作废，不能更正；请重新登记。`);
  }
  if (input.expects === undefined || input.expects === row.corrections) return;
  throw new AppError(
    'stale-version',
    `${row.number} 已有 ${row.corrections} 次更正，您看到的是 ${input.expects} 次；请刷新后再更正。`,
  );
}

/** Refuses a value as it is shown masked: written back, it would stand in the place of the true one. */
function refuseMasked(
  { category }: FilingFrame,
  before: Readonly<Fields>,
  changes: CorrectRecord['changes'],
): void {
  const masked = category.fields.filter((field) => {
    const known = before[field.name];
    const given = String(changes[field.name] ?? '').trim();
    if (field.personal !== true || known === undefined || given === String(known)) return false;
    return given === String(maskValue(field, known));
  });
  if (masked.length === 0) return;
  const message = '这是遮盖后的样子，不是原来的内容；不改这一栏就不要填它';
  const problems = masked.map(({ name }) => ({ field: name, rule: 'masked', message }));
  throw new AppError('invalid', `${masked.map(({ name }) => name).join('、')}：${message}。`, {
    problems,
  });
}

function noColumn(frame: FilingFrame, column: string): Finding {
  const message = `“${frame.category.title}”没有这一栏`;
  return { column, value: '', rule: 'unknown-column', severity: 'rejected', message };
}

async function saveCorrection(
  home: CorrectingHome,
  tx: LedgerTx,
  saved: {
    row: RecordRow;
    frame: FilingFrame;
    input: CorrectRecord;
    who: Requester;
    corrected: Corrected;
  },
): Promise<Recorded<{ number: string; corrections: number }>> {
  const { row, frame, input, who, corrected } = saved;
  const { fields, room, changes } = corrected;
  const { category } = frame;
  const { number, site, month } = row;
  const ordinal = row.corrections + 1;
  const id = newId('cor', home.ledger.clock, home.ledger.entropy);
  await tx.db
    .insertInto('record_correction')
    .values({
      id,
      record_id: row.id,
      ordinal,
      at: tx.now,
      by_actor: actorText(who.actor),
      entry_seq: tx.seq,
    })
    .execute();
  const status = await saveState(home, tx, { row, frame, fields, room, ordinal });
  const record = { id: row.id, number, site, month, occurredAt: row.occurred_at };
  const orders = await linkRecord(home, tx, { frame, fields, room, actor: who.actor, record });
  await indexRecord(home, tx.db, { record, category, fields, room });
  const value: CorrectionContent = { number, ordinal, reason: input.reason, changes, fields };
  return {
    result: { number, corrections: ordinal },
    entries: [
      {
        kind: 'record.corrected',
        subject: number,
        site,
        content: { id, keyName: monthKeyName(row), value },
        facts: { category: row.category, month, class: row.class, ordinal, status },
      },
      ...orders,
    ],
  };
}

/** Closing or reopening moves the state; an end date once given is never lowered. */
async function saveState(
  home: CorrectingHome,
  { db }: LedgerTx,
  saved: {
    row: RecordRow;
    frame: FilingFrame;
    fields: Fields;
    room: string | null;
    ordinal: number;
  },
): Promise<'open' | 'closed'> {
  const { row, frame, fields, room, ordinal } = saved;
  const state = closingStateOf(frame.category, fields, {
    occurredAt: row.occurred_at,
    years: row.kept_years,
    zone: frame.context.zone,
  });
  const ends = [row.retained_through, state.retainedThrough].filter((end) => end !== null);
  await db
    .updateTable('record_state')
    .set({
      status: state.status,
      closed_at: state.closedAt,
      retained_through: ends.sort().at(-1) ?? null,
      room,
      responsible: blindName(home, headingOf(frame.category, fields).responsible),
      corrections: ordinal,
    })
    .where('record_id', '=', row.id)
    .execute();
  return state.status;
}
