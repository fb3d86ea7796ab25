import type { Category } from '../../catalogue/model.ts';
import { AppError } from '../../core/app-error.ts';
import { cellsByField, matchHeads } from '../../registers/match-heads.ts';
import { readTable } from '../../registers/read-table.ts';
import type { Table } from '../../registers/table.ts';
import { rejectedCsv } from '../../registers/write-rejected.ts';
import type { ArchiveImportReport } from '../model.ts';
import { headsOf, isRefused, type ReadRow } from '../rules/read-row.ts';
import { type FoundRow, rejectedRows, sortFindings } from '../rules/report.ts';

/** A file to import, as it came. */
export interface ImportedFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly site?: string | undefined;
  /** Reports what would be done, and does nothing. */
  readonly dryRun?: boolean | undefined;
}

/** A row of a list on its way into the archives: findings may still be added to it. */
export interface ListRow extends FoundRow, ReadRow {
  readonly findings: ReadRow['findings'][number][];
}

/** A list as read from a file: every row with its findings so far. */
export interface ReadList {
  readonly table: Table;
  readonly rows: readonly ListRow[];
}

/**
 * Reads a list file row by row. What concerns the whole file (a column nobody knows) is said at the
 * line of its heads. `readerFor` sees all rows before it reads the first.
 *
 * Errors: `invalid` (no table, or a required column is missing), `limit`.
 */
export async function readList(
  list: Category,
  file: ImportedFile,
  readerFor: (
    rows: readonly Readonly<Record<string, string>>[],
  ) => (cells: Readonly<Record<string, string>>) => ReadRow,
): Promise<ReadList> {
  const table = await readTable(file.bytes, file.fileName, headsOf(list));
  const heads = matchHeads(list, table.heads);
  if (heads.missing.length > 0) {
    throw new AppError(
      'invalid',
      `${file.fileName} 缺少“${heads.missing.join('、')}”一栏，不像${list.title}。`,
    );
  }
  const named = table.rows.map(({ cells }) => cellsByField(cells, heads));
  const read = readerFor(named);
  const rows = table.rows.map(({ line, cells, extra, problem }, at): ListRow => {
    const { fields, findings } = read(named[at] ?? {});
    return { line, cells, extra, fields, findings: [...(problem ? [problem] : []), ...findings] };
  });
  const notes = table.notes.map((message): ListRow['findings'][number] => {
    return { column: '', value: '', rule: 'file', severity: 'warning', message };
  });
  const said: ListRow = { line: 1, cells: {}, fields: {}, findings: [...notes, ...heads.findings] };
  return { table, rows: said.findings.length > 0 ? [said, ...rows] : rows };
}

/** The rows of a list that may be filed as far as is known. */
export function goodRows(list: ReadList): ListRow[] {
  return list.rows.filter(
    ({ cells, findings }) => Object.keys(cells).length > 0 && !isRefused(findings),
  );
}

/** What an import did with a list. */
export function reportOf(
  list: ReadList,
  file: ImportedFile,
  done: Pick<ArchiveImportReport, 'kind' | 'site' | 'filed' | 'already'>,
): ArchiveImportReport {
  const rejected = rejectedRows(list.rows).map(({ line, cells, extra, findings }) => ({
    line,
    cells,
    extra,
    reasons: findings
      .filter(({ severity }) => severity === 'rejected')
      .map(({ column, message }) => `${column}：${message}`),
  }));
  return {
    ...done,
    ...sortFindings(file.fileName, list.rows),
    file: file.fileName,
    dryRun: file.dryRun === true,
    rows: list.table.rows.length,
    ...(rejected.length > 0 ? { rejectedCsv: rejectedCsv(list.table, rejected) } : {}),
  };
}

/** Told after each piece how many of the rows to file are filed. */
export type Progress = (done: number, total: number) => void;

/** Lists are filed in pieces, so that others need not wait for a whole estate. */
const pieceRows = 200;

/** Files rows piece by piece, each in a transaction of its own. */
export async function filePieces<Row>(
  rows: readonly Row[],
  file: (piece: readonly Row[]) => Promise<unknown>,
  progress?: Progress,
): Promise<void> {
  for (let at = 0; at < rows.length; at += pieceRows) {
    await file(rows.slice(at, at + pieceRows));
    progress?.(Math.min(at + pieceRows, rows.length), rows.length);
  }
}
