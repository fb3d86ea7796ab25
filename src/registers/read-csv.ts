import { CsvError, parse } from 'csv-parse/sync';
import { AppError } from '../core/app-error.ts';
import { decodeText } from './decode-text.ts';
import { undefuse } from './defuse.ts';
import { type Grid, tableLimits } from './table.ts';

const delimiters = [',', '\t', ';'] as const;
const sampleLines = 30;
const sampleLength = 100_000;

/**
 * Reads delimited text: commas, tabs or semicolons, with line breaks inside quotes.
 *
 * Errors: invalid (no text, a quote that never closes), limit (too many rows).
 */
export function readCsv(bytes: Uint8Array): Grid {
  const { text, notes } = decodeText(bytes);
  const declared = /^\ufeff?sep=(.)\r?\n/iu.exec(text);
  const delimiter = declared?.[1] ?? likelyDelimiter(text);
  const rows = parseRows(text.replace(/^\ufeff/, ''), delimiter);
  if (rows.length > tableLimits.rows + sampleLines) {
    throw new AppError('limit', `超过 ${tableLimits.rows} 行，请分成几个文件导入`);
  }
  if (declared !== null) rows[0] = [];
  return { rows, lines: rows.map((_, index) => index + 1), notes };
}

function parseRows(text: string, delimiter: string): string[][] {
  let last = 0;
  try {
    const rows: string[][] = parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      to: tableLimits.rows + sampleLines + 1,
      on_record: (record: string[], { lines }) => {
        last = lines;
        return record;
      },
    });
    return rows.map((row) => row.map(undefuse));
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const message = `第 ${last + 1} 行起有引号没有成对，请改好后再导入`;
    throw new AppError('invalid', message, { cause });
  }
}

/** The delimiter that cuts the first lines into the most cells. */
function likelyDelimiter(text: string): string {
  const lines = text
    .slice(0, sampleLength)
    .replace(/"[^"]*"/gu, '""')
    .split(/\r\n|[\n\r]/u, sampleLines);
  const counts = delimiters.map((delimiter) => ({
    delimiter,
    cells: Math.max(0, ...lines.map((line) => line.split(delimiter).length)),
  }));
  counts.sort((a, b) => b.cells - a.cells);
  return counts[0]?.delimiter ?? ',';
}
