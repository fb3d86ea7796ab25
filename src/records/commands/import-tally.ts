import type { Finding } from '../../registers/finding.ts';
import type { TableRow } from '../../registers/table.ts';
import type { RejectedRow } from '../../registers/write-rejected.ts';
import type { LineFinding } from '../model.ts';

/** A finding, or what only an import finds: a row or an order number that was there before. */
export type Said = Omit<Finding, 'rule'> & { readonly rule: string };

/** What an import has found so far. */
export interface Tally {
  readonly file: string;
  readonly said: Record<'put-right' | 'warning' | 'rejected', LineFinding[]>;
  readonly refused: RejectedRow[];
  filed: number;
  already: number;
}

/** An import that has found nothing yet. */
export function emptyTally(file: string): Tally {
  return {
    file,
    said: { 'put-right': [], warning: [], rejected: [] },
    refused: [],
    filed: 0,
    already: 0,
  };
}

/** Names one finding by its line. */
export function say(tally: Tally, line: number, finding: Said): void {
  const { column, value, rule, message } = finding;
  tally.said[finding.severity].push({ file: tally.file, line, column, value, rule, message });
}

/** Keeps a row from being filed. */
export function refuse(tally: Tally, row: TableRow, reasons: readonly string[]): void {
  tally.refused.push({ line: row.line, cells: row.cells, extra: row.extra, reasons });
}

/** Keeps a row from being filed because its order is someone else's. */
export function refuseOrder(
  tally: Tally,
  row: TableRow,
  { column, number, claim }: { column: string; number: string; claim: string },
): void {
  say(tally, row.line, {
    column,
    value: number,
    rule: 'conflict',
    severity: 'rejected',
    message: claim,
  });
  refuse(tally, row, [`${column}：${claim}`]);
}
