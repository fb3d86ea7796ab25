import { stringify } from 'csv-stringify/sync';
import { headKey } from './match-heads.ts';
import type { Table } from './table.ts';
import { ignoredColumns } from './table.ts';

/** A row that was not filed and the sentences that say why. */
export interface RejectedRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
  readonly reasons: readonly string[];
}

/**
 * The rejected rows as CSV: the file's own columns and cells, untouched, then 行号 and 原因. Mended
 * and imported again, the two columns are passed over.
 *
 * Shape: UTF-8 with a byte-order mark, CRLF, so that a spreadsheet opens it with Chinese intact.
 */
export function rejectedCsv(table: Pick<Table, 'heads'>, rejected: readonly RejectedRow[]): string {
  const added = new Set([...ignoredColumns].filter((name) => name !== '序号'));
  const heads = table.heads.filter((head) => !added.has(headKey(head)));
  const titles = heads.map((head) => head.replace(/^第 \d+ 列$|〔\d+〕$/u, ''));
  const rows = rejected.map(({ line, cells, reasons }) => [
    ...heads.map((head) => cells[head] ?? ''),
    String(line),
    reasons.join('；'),
  ]);
  return stringify([[...titles, '行号', '原因'], ...rows], {
    bom: true,
    record_delimiter: 'windows',
  });
}
