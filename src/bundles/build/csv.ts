import type { Category } from '../../catalogue/model.ts';
import { localMinuteOf } from '../../core/month.ts';
import { defusedCsvText } from '../../registers/csv-text.ts';
import type { BoundRecord } from '../data/records.ts';

const statusWords = { open: '未办结', closed: '已办结', void: '已作废' } as const;

/** Columns that stand before a category's own. */
const recordColumns = [
  '登记编号',
  '发生时间',
  '登记时间',
  '登记人',
  '状态',
  '保管至',
  '更正次数',
  '附件数',
] as const;

/** A category's records as a table; a field that only some versions have gets its own column. */
export function recordsCsv(
  category: Category,
  records: readonly BoundRecord[],
  words: { readonly nameOf: (actor: string) => string; readonly zone: string },
): string {
  const known = new Set(category.fields.map(({ name }) => name));
  const older = new Set(
    records.flatMap((record) => Object.keys(record.fields).filter((name) => !known.has(name))),
  );
  const columns = [...known, ...[...older].sort()];
  const rows = records.map((record) => [
    record.row.number,
    localMinuteOf(record.row.occurred_at, words.zone).slice(
      0,
      record.row.precision === 'day' ? 10 : 16,
    ),
    localMinuteOf(record.row.filed_at, words.zone),
    words.nameOf(record.row.filed_by),
    statusWords[record.status],
    record.retainedThrough ?? (record.row.retention_years === null ? '长期' : ''),
    record.corrections.length,
    record.attachments.length,
    ...columns.map((name) => record.fields[name] ?? ''),
  ]);
  return defusedCsvText([[...recordColumns, ...columns], ...rows]);
}
