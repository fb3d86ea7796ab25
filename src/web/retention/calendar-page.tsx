import type { DueCount, RetentionCalendar } from '../../audit/retention.ts';
import type { RetentionClass } from '../../records/rules/retention.ts';
import { Frame } from '../kit/page/frame.tsx';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { type Column, DataTable } from '../kit/ui/data-table.tsx';
import { Empty, Panel } from '../kit/ui/panel.tsx';
import { Tag } from '../kit/ui/tag.tsx';
import { findCategory, titleIn } from '../records/titles.ts';
import { ArchiveTabs } from '../search/tabs.tsx';
import { retentionWords } from './words.ts';

const classes = ['y5', 'y10', 'long'] as const satisfies RetentionClass[];

interface CalendarProps {
  readonly page: Page;
  readonly calendar: RetentionCalendar;
}

/** What falls due in which month, years ahead; what has no date stands apart. */
export function CalendarPage({ page, calendar }: CalendarProps) {
  const say = retentionWords(page.lang);
  return (
    <Frame page={page} title={say('title')} current="search">
      <ArchiveTabs page={page} current="retention" />
      <Panel title={say('how')} tone="info">
        <ul>
          <li>{say('rule')}</li>
          <li>{say('ruleOpen')}</li>
          <li>
            <strong>{say('ruleDue')}</strong>
          </li>
          <li>{say('ruleChange')}</li>
        </ul>
      </Panel>
      <DueTable page={page} due={calendar.due} />
      <Undated page={page} calendar={calendar} />
      <details>
        <summary>{say('periods')}</summary>
        <Periods page={page} />
      </details>
    </Frame>
  );
}

interface MonthRow {
  readonly month: string;
  readonly counts: readonly DueCount[];
}

const sumOf = (counts: readonly DueCount[]) => counts.reduce((all, one) => all + one.records, 0);
const ofClass = (counts: readonly DueCount[], kept: RetentionClass) =>
  sumOf(counts.filter((one) => one.class === kept));

function DueTable({ page, due }: { page: Page; due: readonly DueCount[] }) {
  const say = retentionWords(page.lang);
  // A long period that is counted in years has a date, too.
  const shown = classes.filter((kept) => kept !== 'long' || due.some((one) => one.class === kept));
  const rows = [...Map.groupBy(due, ({ month }) => month)].map(([month, counts]) => ({
    month,
    counts,
  }));
  return (
    <DataTable
      caption={say('calendar')}
      rows={rows}
      empty={
        <Empty title={say('empty')}>
          <p>{say('emptyHelp')}</p>
        </Empty>
      }
      columns={columnsOf(page, shown)}
      footer={
        <tr>
          <th scope="row">{say('total')}</th>
          {shown.map((kept) => (
            <td class="numeric" data-label={say(kept)}>
              {ofClass(due, kept)}
            </td>
          ))}
          <td class="numeric" data-label={say('total')}>
            {sumOf(due)}
          </td>
          <td />
        </tr>
      }
    />
  );
}

function columnsOf(page: Page, shown: readonly RetentionClass[]): Column<MonthRow>[] {
  const say = retentionWords(page.lang);
  const figure = (month: string, count: number, kept?: RetentionClass) => (
    <Figure
      href={paths.due({ month, class: kept })}
      count={count}
      label={say('figure', { month, count, title: say(kept ?? 'total') })}
    />
  );
  return [
    {
      title: say('month'),
      cell: ({ month }) => (
        <span class="cluster">
          {month}
          {month < page.today.slice(0, 7) ? <Tag tone="warn">{say('due')}</Tag> : null}
        </span>
      ),
    },
    ...shown.map(
      (kept): Column<MonthRow> => ({
        title: say(kept),
        numeric: true,
        cell: ({ month, counts }) => figure(month, ofClass(counts, kept), kept),
      }),
    ),
    {
      title: say('total'),
      numeric: true,
      cell: ({ month, counts }) => figure(month, sumOf(counts)),
    },
    {
      title: say('byCategory'),
      wide: true,
      cell: ({ month, counts }) => <ByCategory page={page} month={month} counts={counts} />,
    },
  ];
}

function Figure({ href, count, label }: { href: string; count: number; label: string }) {
  if (count === 0) return <>0</>;
  return (
    <a href={href} aria-label={label}>
      {count}
    </a>
  );
}

function ByCategory(props: { page: Page; month: string; counts: readonly DueCount[] }) {
  const { page, month, counts } = props;
  const say = retentionWords(page.lang);
  const inOrder = [...counts].sort((one, other) => (one.category < other.category ? -1 : 1));
  return (
    <details>
      <summary>{say('categories', { count: counts.length })}</summary>
      <ul class="plain-list">
        {inOrder.map(({ category, class: kept, records }) => (
          <li>
            <a href={paths.due({ month, class: kept, category })}>
              {titleOf(page, category)} {records}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}

function titleOf(page: Page, code: string): string {
  const category = findCategory(page.document, code);
  return category === undefined ? code : titleIn(page.lang, category);
}

/** What has no date: open matters, what is kept for good. */
function Undated({ page, calendar }: CalendarProps) {
  const say = retentionWords(page.lang);
  const { open, undated, voided, archives } = calendar;
  const mayReadArchives = mayAt(page, 'archive.read');
  return (
    <section class="stack" aria-labelledby="undated">
      <h2 id="undated">{say('undatedTitle')}</h2>
      <ul class="figures">
        {classes
          .filter((kept) => open[kept] > 0)
          .map((kept) => (
            <li>
              <a class="figure" href={paths.due({ open: 1, class: kept })}>
                {open[kept]}
              </a>
              {say('open', { title: say(kept) })}
              <p class="quiet">{say('openHelp')}</p>
            </li>
          ))}
        <li>
          <span class="figure">{undated}</span>
          {say('forGood')}
          <p class="quiet">{say('forGoodHelp')}</p>
        </li>
        <li>
          {mayReadArchives ? (
            <a class="figure" href={paths.archives()}>
              {archives}
            </a>
          ) : (
            <span class="figure">{archives}</span>
          )}
          {say('archives')}
          <p class="quiet">{say('archivesHelp')}</p>
        </li>
        {voided === 0 ? null : (
          <li>
            <span class="figure">{voided}</span>
            {say('voided')}
            <p class="quiet">{say('voidedHelp')}</p>
          </li>
        )}
      </ul>
    </section>
  );
}

function Periods({ page }: { page: Page }) {
  const say = retentionWords(page.lang);
  return (
    <DataTable
      caption={say('periods')}
      rows={page.document.categories}
      columns={[
        {
          title: say('category'),
          cell: (category) => `${category.code} ${titleIn(page.lang, category)}`,
        },
        {
          title: say('period'),
          cell: ({ retention }) =>
            'permanent' in retention ? say('permanent') : say('years', { count: retention.years }),
        },
        {
          title: say('source'),
          cell: ({ retention }) => <span lang="zh-CN">{retention.source}</span>,
        },
      ]}
    />
  );
}
