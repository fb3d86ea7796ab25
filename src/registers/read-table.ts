import { AppError } from '../core/app-error.ts';
import { headKey } from './match-heads.ts';
import { readCsv } from './read-csv.ts';
import { extraHead, type Grid, type Table, type TableRow, tableLimits } from './table.ts';

const searchedRows = 20;

/**
 * Reads a register file (.csv, .xlsx, .xls), whatever its name says, by its content.
 *
 * Titles above the heads are skipped: the heads are the row that holds the most of
 * `expectedHeads`, or, without any, the first row that is about as full as the fullest.
 * Errors: invalid (empty, damaged or no table), limit (over 50 MB or 200,000 rows).
 */
export async function readTable(
  bytes: Uint8Array,
  fileName: string,
  expectedHeads: readonly string[] = [],
): Promise<Table> {
  if (bytes.byteLength === 0) throw new AppError('invalid', `${fileName} 是空文件`);
  if (bytes.byteLength > tableLimits.sizeBytes) {
    throw new AppError('limit', `${fileName} 超过 50 MB，请分成几个文件导入`);
  }
  try {
    return tableOf(await gridOf(bytes, expectedHeads), expectedHeads);
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    throw new AppError(cause.code, `${fileName}：${cause.message}`, { cause });
  }
}

async function gridOf(bytes: Uint8Array, expectedHeads: readonly string[]): Promise<Grid> {
  const [first, second, third] = bytes;
  const isZip = first === 0x50 && second === 0x4b;
  const isOldOffice = first === 0xd0 && second === 0xcf && third === 0x11;
  if (!isZip && !isOldOffice) return textGrid(bytes);
  // Read at the first workbook: most registers are CSV.
  const { readSheets } = await import('./read-sheet.ts');
  const sheets = readSheets(bytes).filter(({ rows }) => rows.some(isFilled));
  const scored = sheets.map((sheet) => ({
    sheet,
    score: headRowOf(sheet.rows, expectedHeads).score,
  }));
  scored.sort((a, b) => b.score - a.score);
  const chosen = (expectedHeads.length === 0 ? sheets[0] : scored[0]?.sheet) ?? undefined;
  if (chosen === undefined) throw new AppError('invalid', '表格里没有内容');
  const others = sheets.filter((sheet) => sheet !== chosen).map(({ name }) => `“${name}”`);
  if (others.length === 0) return chosen;
  const note = `只读了工作表“${chosen.name}”，没有读 ${others.join('、')}`;
  return { ...chosen, notes: [note, ...chosen.notes] };
}

function textGrid(bytes: Uint8Array): Grid {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 512)).trimStart().toLowerCase();
  if (/^(?:\xef\xbb\xbf)?<(?:!doctype|html|\?xml|table|meta)/u.test(start)) {
    throw new AppError('invalid', '这是网页格式的表格，请在 Excel 里另存为 .xlsx 后再导入');
  }
  if (start.startsWith('%pdf'))
    throw new AppError('invalid', '这是 PDF，不是表格，请导入 .xlsx 或 .csv');
  return readCsv(bytes);
}

function tableOf(grid: Grid, expectedHeads: readonly string[]): Table {
  const { index } = headRowOf(grid.rows, expectedHeads);
  const headRow = grid.rows[index];
  if (headRow === undefined || !isFilled(headRow)) throw new AppError('invalid', '文件里没有表头');
  const body = grid.rows.slice(index + 1);
  if (body.length > tableLimits.rows) {
    throw new AppError('limit', `超过 ${tableLimits.rows} 行，请分成几个文件导入`);
  }
  const { heads, notes } = uniqueHeads(headRow, widthOf(headRow, body));
  const skipped = grid.rows.slice(0, index).filter(isFilled).length;
  const rows = body.flatMap((cells, at): TableRow[] => {
    if (!isFilled(cells)) return [];
    return [rowOf(cells, heads, grid.lines[index + 1 + at] ?? 0)];
  });
  const above = skipped === 0 ? [] : [`表头上方的 ${skipped} 行标题没有读入`];
  return { heads, rows, notes: [...grid.notes, ...above, ...notes] };
}

function rowOf(cells: readonly string[], heads: readonly string[], line: number): TableRow {
  const named = Object.fromEntries(heads.map((head, column) => [head, cells[column] ?? '']));
  const extra = cells.filter((_, at) => at >= heads.length || extraHead.test(heads[at] ?? ''));
  const filled = extra.filter((cell) => cell.trim() !== '');
  if (filled.length > 0) {
    const message = `比表头多出 ${filled.length} 格，可能有逗号没加引号，请对齐后再导入`;
    const value = filled.join('，');
    return {
      line,
      cells: named,
      extra,
      problem: { column: '整行', value, rule: 'type', severity: 'rejected', message },
    };
  }
  if (cells.length >= heads.length) return { line, cells: named };
  const message = `比表头少 ${heads.length - cells.length} 格，缺的按空白处理，请核对`;
  return {
    line,
    cells: named,
    problem: { column: '整行', value: '', rule: 'ragged', severity: 'warning', message },
  };
}

/** The row of heads and how many known heads it holds. */
function headRowOf(
  rows: readonly (readonly string[])[],
  expectedHeads: readonly string[],
): { index: number; score: number } {
  const known = new Set(expectedHeads.map(headKey));
  const searched = rows.slice(0, searchedRows);
  const scores = searched.map((row) => row.filter((cell) => known.has(headKey(cell))).length);
  const score = Math.max(0, ...scores);
  if (score > 0) return { index: scores.indexOf(score), score };
  const filled = searched.map((row) => row.filter((cell) => cell.trim() !== '').length);
  const fullest = Math.max(0, ...filled);
  return {
    index: Math.max(
      0,
      filled.findIndex((count) => count * 10 >= fullest * 6 && count > 0),
    ),
    score,
  };
}

/** Columns up to the last that has a head or any content. */
function widthOf(headRow: readonly string[], body: readonly (readonly string[])[]): number {
  const lastHead = headRow.findLastIndex((cell) => cell.trim() !== '') + 1;
  let width = Math.min(headRow.length, tableLimits.columns);
  while (width > lastHead && !body.some((row) => (row[width - 1] ?? '').trim() !== '')) width--;
  return width;
}

function uniqueHeads(
  headRow: readonly string[],
  width: number,
): { heads: string[]; notes: string[] } {
  const heads: string[] = [];
  const notes: string[] = [];
  const unnamed: number[] = [];
  for (let column = 0; column < width; column++) {
    const typed = (headRow[column] ?? '').replace(/^\ufeff/, '').trim();
    const name = typed === '' ? `第 ${column + 1} 列` : typed;
    let unique = name;
    for (let copy = 2; heads.includes(unique); copy++) unique = `${name}〔${copy}〕`;
    if (typed === '') unnamed.push(column + 1);
    else if (unique !== name) notes.push(`表头“${name}”出现不止一次，只读第一个`);
    heads.push(unique);
  }
  if (unnamed.length > 0) notes.unshift(`第 ${unnamed.join('、')} 列没有表头，没有读入`);
  return { heads, notes };
}

function isFilled(cells: readonly string[]): boolean {
  return cells.some((cell) => cell.trim() !== '');
}
