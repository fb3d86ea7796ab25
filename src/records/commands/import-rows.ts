import { AppError } from '../../core/app-error.ts';
import { type OrderNumber, partsOfOrderNumber } from '../../dispatch/rules.ts';
import type { Home } from '../../home/open.ts';
import { cellsByField, type HeadMatch } from '../../registers/match-heads.ts';
import type { Table, TableRow } from '../../registers/table.ts';
import { findImported, findOrderClaims } from '../queries/imported.ts';
import type { Fields } from '../rules/fields.ts';
import { readOrderNumber } from '../rules/read-code.ts';
import { rowDigest } from '../rules/row-digest.ts';
import { type CheckedRecord, checkRecord, type FilingFrame } from './check-record.ts';
import { refuse, refuseOrder, type Said, say, type Tally } from './import-tally.ts';
import { orderOf } from './write-record.ts';

/** A row that may be filed. */
export interface GoodRow {
  readonly row: TableRow;
  readonly record: CheckedRecord;
  /** The dispatch order it carries. */
  readonly order: { readonly number: string; readonly parts: OrderNumber } | undefined;
  /** Keyed, since the bare digest of a row with a name and a phone could be guessed. */
  readonly digest: string;
}

/** Checks the rows of a table; what is wrong goes to the tally, what is good comes back. */
export function checkRows(
  home: Pick<Home, 'ledger'>,
  frame: FilingFrame,
  { table, match, tally }: { table: Table; match: HeadMatch; tally: Tally },
): GoodRow[] {
  if (match.missing.length > 0) {
    // Said once about the file; the same sentence for each of its rows would bury it.
    const reason = `文件里没有必填的“${match.missing.join('”“')}”`;
    for (const row of table.rows) refuse(tally, row, [reason]);
    return [];
  }
  return table.rows.flatMap((row): GoodRow[] => {
    const { record, findings } = checkRecord(frame, cellsByField(row.cells, match));
    const order = record && orderOf(frame, record.fields);
    const all: Said[] = row.problem === undefined ? findings : [row.problem, ...findings];
    if (order instanceof AppError) all.push(...problemsOf(order, record?.fields ?? {}));
    for (const finding of all) say(tally, row.line, finding);
    const against = all.filter(({ severity }) => severity === 'rejected');
    if (record === undefined || order instanceof AppError || against.length > 0) {
      refuse(
        tally,
        row,
        against.map(({ column, message }) => `${column}：${message}`),
      );
      return [];
    }
    const digest = home.ledger.keyring.blind(rowDigest(frame.category.code, record.fields));
    return [{ row, record, order, digest }];
  });
}

function problemsOf(error: AppError, fields: Readonly<Fields>): Said[] {
  return error.problems.map(({ field, rule, message }) => {
    const value = String(fields[field] ?? '');
    return { column: field, value, rule, severity: 'rejected', message };
  });
}

/** Leaves out rows filed before, rows that stand twice, and orders that are someone else's. */
export async function leaveOutKnown(
  home: Pick<Home, 'ledger'>,
  frame: FilingFrame,
  good: readonly GoodRow[],
  tally: Tally,
): Promise<GoodRow[]> {
  const { read } = home.ledger.store;
  const digests = good.map(({ digest }) => digest);
  const imported = await findImported(read, { site: frame.site, digests });
  const lineOf = new Map<string, number>();
  const unknown = good.filter(({ row, digest }) => {
    const twin = lineOf.get(digest);
    lineOf.set(digest, twin ?? row.line);
    if (twin !== undefined) say(tally, row.line, twinFinding(twin));
    const known = twin !== undefined || imported.has(digest);
    if (known) tally.already += 1;
    return !known;
  });
  const { dispatch } = frame.category;
  if (dispatch === undefined) return unknown;
  const numbers = unknown.flatMap(({ order }) => order?.number ?? []);
  const claims = await findOrderClaims(read, { field: dispatch.number, numbers });
  const takenBy = new Map<string, number>();
  return unknown.filter(({ row, record, order }) => {
    if (order === undefined) return true;
    const { number } = order;
    const line = takenBy.get(number);
    const claim =
      line === undefined
        ? claims.get(number)?.(record.room)
        : `派工单号 ${number} 与第 ${line} 行相同，内容不同；请核对单号`;
    takenBy.set(number, line ?? row.line);
    if (claim !== undefined) refuseOrder(tally, row, { column: dispatch.number, number, claim });
    return claim === undefined;
  });
}

function twinFinding(line: number): Said {
  const message = `与第 ${line} 行完全相同，只归档一次`;
  return { column: '整行', value: '', rule: 'already', severity: 'warning', message };
}

/** The order numbers that a table names, in rows good and bad alike. */
export function ordersNamed(
  frame: FilingFrame,
  { table, match }: { table: Table; match: HeadMatch },
): OrderNumber[] {
  const { dispatch } = frame.category;
  if (dispatch === undefined) return [];
  return table.rows.flatMap((row) => {
    const read = readOrderNumber(cellsByField(row.cells, match)[dispatch.number] ?? '');
    const parts = 'value' in read ? partsOfOrderNumber(read.value) : undefined;
    const isOwn = parts?.site === '' || `${parts?.site}-` === frame.sitePrefix;
    return parts !== undefined && isOwn ? parts : [];
  });
}
