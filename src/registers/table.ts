import type { Finding } from './finding.ts';

/** One row of a file: its line as a person counts it in a spreadsheet, and its cells by head. */
export interface TableRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
  /** What stands to the right of the last head. */
  readonly extra?: readonly string[];
  /** A row with more or fewer cells than heads. */
  readonly problem?: Finding;
}

/** A register file as read: heads are unique, what was noticed on the way stands in `notes`. */
export interface Table {
  readonly heads: readonly string[];
  readonly rows: readonly TableRow[];
  readonly notes: readonly string[];
}

/** What a file's bytes give before heads are found: rows of text, in file order. */
export interface Grid {
  readonly rows: readonly (readonly string[])[];
  /** The line of each row, where blank lines were skipped or titles stand above. */
  readonly lines: readonly number[];
  readonly notes: readonly string[];
}

/** Limits of a file. Units: bytes, rows. */
export const tableLimits = { sizeBytes: 50 * 1024 * 1024, rows: 200_000, columns: 512 } as const;

/** The heads under which a file of rejected rows keeps what stood beyond the last head. */
export const extraHead = /^多出 \d+$/u;

/** Column heads that count rows or carry an earlier refusal; they are no part of a record. */
export const ignoredColumns: ReadonlySet<string> = new Set(['序号', '行号', '原因']);
