import { type CellObject, read, SSF, utils, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { AppError } from '../core/app-error.ts';
import { type Grid, tableLimits } from './table.ts';
import { unpackedSizeOf } from './unpacked-size.ts';

const sparePadRows = 30;
const unpackedLimitBytes = 1024 * 1024 * 1024;

/** A worksheet that holds something, as text. */
export interface SheetGrid extends Grid {
  readonly name: string;
}

/**
 * Reads every filled worksheet of an .xlsx or .xls file, hidden ones left out. Dates become
 * wall-clock text, numbers keep all their digits, merged cells are filled downwards.
 *
 * Errors: invalid (damaged or locked by a password), limit (too large).
 */
export function readSheets(bytes: Uint8Array): SheetGrid[] {
  if ((unpackedSizeOf(bytes) ?? 0) > unpackedLimitBytes) {
    throw new AppError('limit', '表格解开后太大，请分成几个文件导入');
  }
  const book = openBook(bytes);
  const date1904 = book.Workbook?.WBProps?.date1904 === true;
  return book.SheetNames.flatMap((name, index) => {
    const sheet = book.Sheets[name];
    const hidden = (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0;
    if (sheet === undefined || sheet['!ref'] === undefined || hidden) return [];
    return [{ name, ...gridOf(sheet, date1904) }];
  });
}

function openBook(bytes: Uint8Array): WorkBook {
  try {
    return read(bytes, {
      type: 'array',
      cellNF: true,
      cellText: true,
      cellHTML: false,
      cellDates: false,
      dense: true,
      sheetRows: tableLimits.rows + sparePadRows + 1,
    });
  } catch (cause) {
    const locked = cause instanceof Error && /password-protected/iu.test(cause.message);
    const message = locked
      ? '表格有密码，请去掉密码后再导入'
      : '表格打不开，文件可能已损坏；请在 Excel 里另存为 .xlsx 后再导入';
    throw new AppError('invalid', message, { cause });
  }
}

function gridOf(sheet: WorkSheet, date1904: boolean): Grid {
  const found: Found = { lost: [], formulas: 0, filled: 0 };
  const cells: (CellObject | undefined)[][] = sheet['!data'] ?? [];
  const rows = Array.from(cells, (row, r) =>
    Array.from((row ?? []).slice(0, tableLimits.columns), (cell, c) =>
      cell === undefined || cell === null ? '' : textOfCell(cell, { r, c, date1904 }, found),
    ),
  );
  fillMerged(sheet, rows, found);
  const last = rows.findLastIndex((row) => row.some((cell) => cell.trim() !== ''));
  if (last >= tableLimits.rows + sparePadRows) {
    throw new AppError('limit', `超过 ${tableLimits.rows} 行，请分成几个文件导入`);
  }
  const filled = rows.slice(0, last + 1);
  const width = filled.reduce((most, row) => Math.max(most, row.length), 0);
  const even = filled.map((row) => Array.from({ length: width }, (_, c) => row[c] ?? ''));
  return { rows: even, lines: even.map((_, index) => index + 1), notes: notesOf(found) };
}

/** What is worth a note: numbers that lost digits, formulas, merged cells. */
interface Found {
  readonly lost: string[];
  formulas: number;
  filled: number;
}

function notesOf(found: Found): string[] {
  const notes: string[] = [];
  if (found.filled > 0) notes.push(`合并单元格按上方的值补齐了 ${found.filled} 格`);
  if (found.formulas > 0) notes.push(`${found.formulas} 格是公式，取的是表格里显示的结果`);
  if (found.lost.length > 0) {
    const cells = found.lost.slice(0, 5).join('、');
    notes.push(`${cells} 的长数字在表格里已丢失末几位，请把该列设为文本后重填`);
  }
  return notes;
}

function textOfCell(
  cell: CellObject,
  at: { r: number; c: number; date1904: boolean },
  found: Found,
): string {
  if (cell.f !== undefined) found.formulas += 1;
  if (cell.v === undefined || cell.v === null) return cell.f === undefined ? '' : `=${cell.f}`;
  if (cell.t === 'n' && typeof cell.v === 'number') {
    if (typeof cell.z === 'string' && SSF.is_date(cell.z)) {
      return wallClock(cell.v, at.date1904) ?? String(cell.v);
    }
    if (Math.abs(cell.v) >= 1e15) found.lost.push(utils.encode_cell({ r: at.r, c: at.c }));
    return plainNumber(cell.v);
  }
  if (cell.t === 'b') return cell.v === true ? '是' : '否';
  if (cell.t === 'e') return cell.w ?? '#错误';
  return String(cell.v);
}

/** All digits of a number, never `1.3E+10`. A spreadsheet keeps 15 digits; what is beyond is noise. */
function plainNumber(value: number): string {
  const rounded = Number(value.toPrecision(15));
  const text = String(rounded);
  if (!text.includes('e')) return text;
  return Math.abs(rounded) >= 1
    ? BigInt(rounded).toString()
    : rounded.toFixed(20).replace(/0+$/, '');
}

/** A spreadsheet's date as `YYYY-MM-DD`, with ` HH:MM` if it has a time of day. */
function wallClock(days: number, date1904: boolean): string | undefined {
  const parts = SSF.parse_date_code(days, { date1904 });
  if (parts === null || parts === undefined) return undefined;
  const two = (part: number) => String(part).padStart(2, '0');
  const clock = `${two(parts.H)}:${two(parts.M)}`;
  if (days < 1) return clock;
  const date = `${parts.y}-${two(parts.m)}-${two(parts.d)}`;
  return Number.isInteger(days) ? date : `${date} ${clock}`;
}

/** A value merged over several rows holds for each of them; over several columns, for its first. */
function fillMerged(sheet: WorkSheet, rows: string[][], found: Found): void {
  for (const { s, e } of sheet['!merges'] ?? []) {
    const value = rows[s.r]?.[s.c] ?? '';
    if (value === '') continue;
    for (let r = s.r + 1; r <= Math.min(e.r, rows.length - 1); r++) {
      const row = rows[r];
      if (row === undefined || (row[s.c] ?? '') !== '') continue;
      while (row.length < s.c) row.push('');
      row[s.c] = value;
      found.filled += 1;
    }
  }
}
