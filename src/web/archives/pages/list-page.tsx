import type { HouseholdLine } from '../../../archives/model.ts';
import type { FoundLine } from '../../../archives/queries/found-lines.ts';
import type { SiteCompleteness } from '../../../archives/queries/households.ts';
import { Frame } from '../../kit/page/frame.tsx';
import { mayAt } from '../../kit/page/menu.ts';
import type { Page } from '../../kit/page/page.ts';
import { paths } from '../../kit/page/paths.ts';
import { FilterBar } from '../../kit/ui/bar.tsx';
import { ButtonLink } from '../../kit/ui/button.tsx';
import { type Column, DataTable } from '../../kit/ui/data-table.tsx';
import { Masked } from '../../kit/ui/masked.tsx';
import { Meter } from '../../kit/ui/meter.tsx';
import { RecordNumber } from '../../kit/ui/number.tsx';
import { Empty } from '../../kit/ui/panel.tsx';
import { Tabs } from '../../kit/ui/tabs.tsx';
import { Tag } from '../../kit/ui/tag.tsx';
import { archiveWords } from '../words.ts';

interface ListPageProps {
  readonly page: Page;
  readonly q: string;
  readonly survey: SiteCompleteness;
  /** What answers the words typed, if any were. */
  readonly found: readonly FoundLine[] | undefined;
  /** Whether only archives that lack papers are shown. */
  readonly lacking: boolean;
  /** The part of the list that is shown, from 1. */
  readonly sheet: number;
}

/** Households on one page of the list. */
const perSheet = 50;

/** Every household with how complete its archive is; first of all, a field to find one. */
export function ListPage(props: ListPageProps) {
  const { page, q, survey, found } = props;
  const say = archiveWords(page.lang);
  return (
    <Frame page={page} title={say('title')} current="archives" actions={<Ways page={page} />}>
      {survey.households === 0 ? (
        <NoneYet page={page} />
      ) : (
        <>
          <FilterBar
            lang={page.lang}
            action={paths.archives()}
            fields={[
              {
                name: 'q',
                label: say(mayAt(page, 'personal.read') ? 'findLabel' : 'findRooms'),
                value: q,
                wide: true,
              },
            ]}
          />
          {found === undefined ? <Everybody {...props} /> : <Found page={page} found={found} />}
          <p class="quiet">{say('maskedNote')}</p>
        </>
      )}
    </Frame>
  );
}

function Ways({ page }: { page: Page }) {
  const say = archiveWords(page.lang);
  return (
    <>
      <ButtonLink href={paths.accessRequests()}>{say('requests')}</ButtonLink>
      {mayAt(page, 'log.read') ? (
        <ButtonLink href={paths.lookLog()}>{say('log')}</ButtonLink>
      ) : null}
    </>
  );
}

function NoneYet({ page }: { page: Page }) {
  const say = archiveWords(page.lang);
  return (
    <Empty title={say('noneYet')}>
      <p>{say('noneYetHelp')}</p>
      <p>
        {mayAt(page, 'import.run') ? (
          <a href={paths.imports()}>{say('import')}</a>
        ) : (
          say('importAsk')
        )}
      </p>
    </Empty>
  );
}

/** By what a household may be found. */
const foundBy = { room: 'room', name: 'name', plate: 'plate' } as const;

function Found({ page, found }: { page: Page; found: readonly FoundLine[] }) {
  const say = archiveWords(page.lang);
  const hits = new Map(found.map((one) => [one.line.room, one.by]));
  const columns = columnsOf(page);
  const how: Column<HouseholdLine> = {
    title: say('foundHow'),
    cell: ({ room }) =>
      (hits.get(room) ?? []).map((by) => say(foundBy[by])).join(page.lang === 'zh' ? '、' : ', '),
  };
  return (
    <>
      <DataTable
        caption={say('found', { count: found.length })}
        columns={[...columns, how]}
        rows={found.map(({ line }) => line)}
        rowLink={({ room }) => paths.archive(room)}
        empty={
          <Empty title={say('none')}>
            <p>{say('noneHelp')}</p>
          </Empty>
        }
      />
      <p>
        <a href={paths.archives()}>{say('clear')}</a>
      </p>
    </>
  );
}

function Everybody({ page, survey, lacking, sheet }: ListPageProps) {
  const say = archiveWords(page.lang);
  const { lines, incomplete, households } = survey;
  const rows = lacking ? incomplete : lines;
  const last = Math.max(1, Math.ceil(rows.length / perSheet));
  const at = Math.min(sheet, last);
  const shown = rows.slice((at - 1) * perSheet, at * perSheet);
  const complete = households - incomplete.length;
  return (
    <>
      <Meter
        lang={page.lang}
        label={say('whole')}
        value={survey.there}
        max={survey.applicable}
        note={say('wholeNote', { complete, households })}
      />
      <Tabs
        label={say('views')}
        tabs={[
          { href: paths.archives(), title: say('all', { count: households }), current: !lacking },
          {
            href: paths.archives({ lacking: 1 }),
            title: say('incomplete', { count: incomplete.length }),
            current: lacking,
          },
        ]}
      />
      <DataTable
        caption={say('title')}
        captioned="unseen"
        columns={columnsOf(page)}
        rows={shown}
        rowLink={({ room }) => paths.archive(room)}
        empty={
          <Empty title={say('noneIncomplete')}>
            <p>{say('noneIncompleteHelp')}</p>
          </Empty>
        }
      />
      {last === 1 ? null : (
        <Sheets page={page} at={at} last={last} lacking={lacking} count={rows.length} />
      )}
    </>
  );
}

interface SheetsProps {
  readonly page: Page;
  readonly at: number;
  readonly last: number;
  readonly lacking: boolean;
  readonly count: number;
}

function Sheets({ page, at, last, lacking, count }: SheetsProps) {
  const say = archiveWords(page.lang);
  const to = (sheet: number) =>
    paths.archives({ lacking: lacking ? 1 : undefined, sheet: sheet === 1 ? undefined : sheet });
  const from = (at - 1) * perSheet + 1;
  return (
    <nav class="pager" aria-label={say('pages')}>
      {at === 1 ? (
        <span class="pager-none" />
      ) : (
        <a class="button button-plain" rel="prev" href={to(at - 1)}>
          <span aria-hidden="true">←</span> {say('previous')}
        </a>
      )}
      <span class="pager-words">
        {say('shown', { from, until: Math.min(count, at * perSheet), count })}
      </span>
      {at === last ? (
        <span class="pager-none" />
      ) : (
        <a class="button button-plain" rel="next" href={to(at + 1)}>
          {say('next')} <span aria-hidden="true">→</span>
        </a>
      )}
    </nav>
  );
}

function columnsOf(page: Page): Column<HouseholdLine>[] {
  const say = archiveWords(page.lang);
  return [
    {
      title: say('room'),
      cell: ({ room }) => <RecordNumber number={room} href={paths.archive(room)} />,
    },
    { title: say('owner'), cell: ({ owner }) => <Masked text={owner} /> },
    {
      title: say('handover'),
      cell: ({ handoverOn }) => <span class="number">{handoverOn ?? ''}</span>,
    },
    {
      title: say('complete'),
      cell: ({ completeness: { there, applicable } }) => (
        <Meter lang={page.lang} label={say('complete')} value={there} max={applicable} />
      ),
    },
    {
      title: say('missing'),
      wide: true,
      cell: ({ completeness: { missing } }) =>
        missing.length === 0 ? (
          <Tag tone="good">{say('nothingMissing')}</Tag>
        ) : (
          <Missing page={page} orders={missing} />
        ),
    },
  ];
}

/** The kinds that a line names before it only counts the others. */
const namedKinds = 3;

function Missing({ page, orders }: { page: Page; orders: readonly number[] }) {
  const say = archiveWords(page.lang);
  const titles = page.document.documentTypes
    .filter(({ order }) => orders.includes(order))
    .map(({ order, title, en }) => `${order} ${page.lang === 'zh' ? title : en}`);
  const more = titles.length > namedKinds ? ' …' : '';
  const types = titles.slice(0, namedKinds).join(page.lang === 'zh' ? '、' : ', ') + more;
  return (
    <span title={titles.join('\n')}>{say('missingTypes', { count: orders.length, types })}</span>
  );
}
