import type { Page } from '../kit/page/page.ts';
import { DataTable } from '../kit/ui/data-table.tsx';
import { Tag } from '../kit/ui/tag.tsx';
import { kindTitle } from './file-report.tsx';
import type { Checked, CheckedBatch } from './run-import.ts';
import { importWords } from './words.ts';

/** Whether there is nothing to say of a file but how much of it is filed. */
export function isClean({ report, error }: Checked): boolean {
  if (error !== undefined) return false;
  const { rejected, warnings, putRight } = report;
  const gaps = 'gaps' in report ? (report.gaps ?? []) : [];
  const proposed = 'proposed' in report ? report.proposed : [];
  return [rejected, warnings, putRight, gaps, proposed].every(({ length }) => length === 0);
}

/** Every file of a long batch in a line; what needs a look leads to its own part of the page. */
export function FileTable({ page, checked }: { page: Page; checked: CheckedBatch }) {
  const say = importWords(page.lang);
  const { batch, files } = checked;
  const rows = batch.files.flatMap((file, at) => {
    const one = files[at];
    return one === undefined ? [] : [{ file, one, at, report: one.report }];
  });
  return (
    <DataTable
      caption={say('allFiles')}
      rows={rows}
      rowLink={({ one, at }) => (isClean(one) ? undefined : `#file-${at}`)}
      columns={[
        { title: say('file1'), cell: ({ file }) => file.name, wide: true },
        { title: say('kind'), cell: ({ file }) => kindTitle(page, file) },
        { title: say('filedOrWill'), cell: ({ report }) => report?.filed ?? '', numeric: true },
        { title: say('already'), cell: ({ report }) => report?.already ?? '', numeric: true },
        { title: say('rejected'), cell: ({ report }) => report?.rejectedRows ?? '', numeric: true },
        {
          title: say('warnings'),
          cell: ({ report }) => report?.warnings.length ?? '',
          numeric: true,
        },
        {
          title: '',
          cell: ({ one, report }) =>
            one.error !== undefined ? (
              <Tag tone="bad">{say('broken')}</Tag>
            ) : report !== undefined && report.rejectedRows > 0 ? (
              <Tag tone="warn">{say('rejected')}</Tag>
            ) : (
              <Tag tone="good">{say('clean')}</Tag>
            ),
        },
      ]}
    />
  );
}
