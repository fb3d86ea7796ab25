import { stringify } from 'csv-stringify/sync';
import { defuse } from './defuse.ts';

type Rows = readonly (readonly (string | number)[])[];

/** Rows as CSV text the way Excel opens it: UTF-8 (with its mark at the start of a file), CRLF. */
export function csvText(rows: Rows, isStart = true): string {
  return stringify(
    rows.map((row) => [...row]),
    {
      bom: isStart,
      record_delimiter: 'windows',
      // A lone line feed also ends a row for whoever reads it.
      quoted_match: /[\r\n]/,
    },
  );
}

/** As `csvText`, with every cell that a spreadsheet would run put under an apostrophe. */
export function defusedCsvText(rows: Rows, isStart = true): string {
  return csvText(
    rows.map((row) => row.map((cell) => defuse(cell))),
    isStart,
  );
}
