import type { SiteDocument } from '../../catalogue/model.ts';
import { localMinuteOf } from '../../core/month.ts';
import type { RecordLine } from '../../records/model.ts';
import { defusedCsvText } from '../../registers/csv-text.ts';
import type { ExportRow } from './find-rows.ts';

/** A row with its line as it may be shown. */
export interface ExportLine {
  readonly row: ExportRow;
  readonly line: RecordLine;
}

/** Turns lines into text, a page at a time. */
export interface ExportFormat {
  head(): string;
  body(lines: readonly ExportLine[]): string;
}

const statusWords = { open: '未办结', closed: '已办结', void: '已作废' } as const;
/** What every record has, in names that no category's field bears but for the room. */
const ownColumns = [
  '登记编号',
  '项目',
  '登记类别',
  '题名',
  '发生于',
  '归档于',
  '房号',
  '状态',
  '更正次数',
  '保管至',
];

/**
 * A table for spreadsheets: `names` are the fields after the columns that every record has.
 *
 * Shape: UTF-8 with a byte-order mark, CRLF; no cell is taken for a formula.
 */
export function csvFormat(document: SiteDocument, names: readonly string[]): ExportFormat {
  const fields = names.filter((name) => !ownColumns.includes(name));
  const zone = document.timeZone;
  const siteNames = new Map(document.sites.map(({ code, name }) => [code, name]));
  const titles = new Map(document.categories.map(({ code, title }) => [code, title]));
  const text = (rows: (string | number)[][], bom: boolean) => defusedCsvText(rows, bom);
  return {
    head: () => text([[...ownColumns, ...fields]], true),
    body: (lines) =>
      text(
        lines.map(({ row, line }) => [
          line.number,
          siteNames.get(row.site) ?? row.site,
          `${line.category} ${titles.get(line.category) ?? ''}`.trim(),
          line.title,
          localMinuteOf(line.occurredAt, zone),
          localMinuteOf(row.filed_at, zone),
          line.room ?? '',
          statusWords[line.status],
          line.corrections,
          line.retainedThrough ?? (row.retention_years === null ? '长期' : ''),
          ...fields.map((name) => line.fields[name] ?? ''),
        ]),
        false,
      ),
  };
}

/** One JSON object a line, as the API's lists show a record, with its site. */
export const jsonLinesFormat: ExportFormat = {
  head: () => '',
  body: (lines) =>
    lines.map(({ row, line }) => `${JSON.stringify({ site: row.site, ...line })}\n`).join(''),
};
