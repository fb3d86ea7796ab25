import type { LineFinding } from '../../records/model.ts';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { ButtonLink } from '../kit/ui/button.tsx';
import { DataTable } from '../kit/ui/data-table.tsx';
import { Facts } from '../kit/ui/facts.tsx';
import { InChinese } from '../kit/ui/form-field.tsx';
import { Notice, Panel } from '../kit/ui/panel.tsx';
import { Tag } from '../kit/ui/tag.tsx';
import type { Batch, BatchFile, Report } from './batches.ts';
import type { Checked } from './run-import.ts';
import { importWords } from './words.ts';

/** The most lines of one table; the rest stands in the file to download. */
const mostLines = 200;

interface FileProps {
  readonly page: Page;
  readonly batch: Batch;
  readonly file: BatchFile;
  readonly at: number;
  readonly checked: Checked;
  /** Whether it is checked once the household list is filed. */
  readonly isLater: boolean;
}

/** What is said of one file: counts first, then what was rejected, line by line. */
export function FileReport({ page, batch, file, at, checked, isLater }: FileProps) {
  const say = importWords(page.lang);
  const { report, error } = checked;
  const state = (
    <>
      <span class="quiet">{kindTitle(page, file)}</span>
      {error !== undefined ? (
        <Tag tone="bad">{say('broken')}</Tag>
      ) : (
        <Tag tone={file.report === null ? 'info' : 'good'}>
          {say(file.report === null ? 'dry' : 'done')}
        </Tag>
      )}
    </>
  );
  return (
    <Panel title={file.name} actions={state} id={`file-${at}`}>
      {isLater ? (
        <p>{say('later')}</p>
      ) : error !== undefined ? (
        <p>
          <InChinese lang={page.lang}>{error.message}</InChinese>
        </p>
      ) : (
        <ReportBody {...{ page, batch, file, at, report }} />
      )}
    </Panel>
  );
}

function ReportBody(props: Omit<FileProps, 'checked' | 'isLater'> & { report: Report }) {
  const { page, batch, file, at, report } = props;
  const say = importWords(page.lang);
  const isDry = file.report === null;
  const gaps = 'gaps' in report ? (report.gaps ?? []) : [];
  const proposed = 'proposed' in report ? report.proposed : [];
  return (
    <>
      <Facts
        pairs={[
          { label: say(isDry ? 'willFile' : 'filed'), value: report.filed },
          { label: say('already'), value: report.already },
          { label: say('rejected'), value: report.rejectedRows },
          { label: say('warnings'), value: report.warnings.length },
          { label: say('putRight'), value: report.putRight.length },
          { label: say('inAll'), value: say('rows', { count: report.rows }) },
        ]}
      />
      {hasOddRooms(report) ? <OddRooms page={page} /> : null}
      {report.rejectedCsv === undefined ? null : (
        <p>
          <ButtonLink href={paths.importRejected(batch.id, at)}>
            {say('download', { count: report.rejectedRows })}
          </ButtonLink>
        </p>
      )}
      <Findings page={page} title={say('rejectedTitle')} findings={report.rejected} />
      {proposed.length === 0 ? null : (
        <>
          <p>{say('proposedHelp')}</p>
          <Findings page={page} title={say('proposed')} findings={proposed} />
        </>
      )}
      {gaps.length === 0 ? null : (
        <Notice tone="warn" title={say('gaps')}>
          <ul>
            {gaps.map((gap) => (
              <li>{say(gap.first === gap.last ? 'gapOne' : 'gapWords', gap)}</li>
            ))}
          </ul>
        </Notice>
      )}
      <Folded page={page} title={say('warningsTitle')} findings={report.warnings} />
      <Folded page={page} title={say('putRightTitle')} findings={report.putRight} />
    </>
  );
}

interface FindingsProps {
  readonly page: Page;
  readonly title: string;
  readonly findings: readonly LineFinding[];
}

function Folded(props: FindingsProps) {
  const { title, findings } = props;
  if (findings.length === 0) return null;
  return (
    <details class="import-findings">
      <summary>
        {title} <span class="count">{findings.length}</span>
      </summary>
      <Findings {...props} />
    </details>
  );
}

function Findings({ page, title, findings }: FindingsProps) {
  const say = importWords(page.lang);
  if (findings.length === 0) return null;
  const { shown, alike } = withoutRepeats(findings);
  const beyond = shown.length - mostLines;
  return (
    <>
      <DataTable
        caption={title}
        rows={shown.slice(0, mostLines)}
        columns={[
          {
            title: say('line'),
            cell: ({ line, column }) => (column === '' && line === 1 ? say('whole') : String(line)),
            numeric: true,
          },
          { title: say('column'), cell: ({ column }) => column },
          { title: say('value'), cell: ({ value }) => value },
          {
            title: say('problem'),
            cell: ({ message }) => <InChinese lang={page.lang}>{message}</InChinese>,
            wide: true,
          },
        ]}
      />
      {alike.map((one) => (
        <p class="quiet">{say('alike', one)}</p>
      ))}
      {beyond > 0 ? <p class="quiet">{say('more', { count: beyond })}</p> : null}
    </>
  );
}

/** Of a cause that so many lines share, the first ones are shown and the others counted. */
const alikeFrom = 20;
const alikeShown = 10;

function withoutRepeats(findings: readonly LineFinding[]) {
  const causeOf = ({ column, rule }: LineFinding) => `${column} ${rule}`;
  const groups = Map.groupBy(findings, causeOf);
  const repeated = [...groups.values()].filter(({ length }) => length > alikeFrom);
  const hidden = new Set(repeated.flatMap((group) => group.slice(alikeShown)));
  const alike = repeated.map((group) => ({
    column: group[0]?.column ?? '',
    count: group.length - alikeShown,
  }));
  return { shown: findings.filter((finding) => !hidden.has(finding)), alike };
}

/** Whether most rows fell over their room alone: then the site's way of writing rooms is wrong. */
export function hasOddRooms({ rejected, rows }: Report): boolean {
  const odd = rejected.filter(({ rule, column }) => rule === 'room' && column === '房号');
  return rows > 4 && odd.length * 2 > rows;
}

function OddRooms({ page }: { page: Page }) {
  const say = importWords(page.lang);
  return (
    <Notice tone="warn" title={say('oddRooms')}>
      <p>{say('oddRoomsHelp')}</p>
      {mayAt(page, 'catalogue.edit') ? (
        <p>
          <a href={paths.setUpProjects()}>{say('toProjects')}</a>
        </p>
      ) : null}
    </Notice>
  );
}

/** What a file is taken for, in words. */
export function kindTitle(page: Page, { kind }: BatchFile): string {
  const say = importWords(page.lang);
  if (kind.list !== 'records') return say(kind.list);
  const category = page.document.categories.find(({ code }) => code === kind.category);
  return (page.lang === 'en' ? category?.en : category?.title) ?? kind.category;
}
