import { csvText } from './csv-text.ts';
import { defuseFormula } from './defuse.ts';
import { headKey } from './match-heads.ts';
import type { Table } from './table.ts';
import { extraHead, ignoredColumns } from './table.ts';

/** A row that was not filed and the sentences that say why. */
export interface RejectedRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
  readonly extra?: readonly string[] | undefined;
  readonly reasons: readonly string[];
}

/**
 * The rejected rows as CSV: the file's own columns and cells, what stood beyond the last head under
 * 多出 1, 多出 2 …, then 行号 and 原因. Mended and imported again, the last two are passed over. Only
 * what a spreadsheet would run is changed, and read back as it was.
 *
 * Shape: UTF-8 with a byte-order mark, CRLF, so that a spreadsheet opens it with Chinese intact.
 */
export function rejectedCsv(table: Pick<Table, 'heads'>, rejected: readonly RejectedRow[]): string {
  const added = new Set([...ignoredColumns].filter((name) => name !== '序号'));
  const heads = table.heads.filter((head) => !added.has(headKey(head)) && !extraHead.test(head));
  const beyond = Math.max(0, ...rejected.map(({ extra }) => extra?.length ?? 0));
  const places = Array.from({ length: beyond }, (_, at) => at);
  const titles = heads.map((head) => head.replace(/^第 \d+ 列$|〔\d+〕$/u, ''));
  const rows = rejected.map(({ line, cells, extra, reasons }) => [
    ...heads.map((head) => defuseFormula(cells[head] ?? '')),
    ...places.map((at) => defuseFormula(extra?.[at] ?? '')),
    String(line),
    reasons.join('；'),
  ]);
  const head = [...titles, ...places.map((at) => `多出 ${at + 1}`), '行号', '原因'];
  return csvText([head, ...rows]);
}
