import type { DueWish } from '../../audit/retention.ts';
import type { Page as Keyset } from '../../core/page.ts';
import type { RecordLine } from '../../records/model.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { type Column, DataTable } from '../kit/ui/data-table.tsx';
import { RecordNumber } from '../kit/ui/number.tsx';
import { Empty } from '../kit/ui/panel.tsx';
import { Tag } from '../kit/ui/tag.tsx';
import { findCategory, titleIn } from '../records/titles.ts';
import { ArchiveTabs } from '../search/tabs.tsx';
import { retentionWords } from './words.ts';

interface DueProps {
  readonly page: Page;
  readonly wish: DueWish;
  readonly found: Keyset<RecordLine>;
}

const states = {
  open: { word: 'openState', tone: 'warn' },
  closed: { word: 'closedState', tone: 'good' },
  void: { word: 'voidState', tone: 'neutral' },
} as const;

/** The records behind a figure of the calendar. */
export function DuePage({ page, wish, found }: DueProps) {
  const say = retentionWords(page.lang);
  const { month = '', class: kept, category } = wish;
  const what = wish.open === true ? say('listOpen') : say('listTitle', { month });
  const own = category === undefined ? undefined : findCategory(page.document, category);
  const parts = [
    kept === undefined ? undefined : say(kept),
    own === undefined ? undefined : titleIn(page.lang, own),
  ].filter((part) => part !== undefined);
  const title = `${what}${parts.length === 0 ? '' : say('ofClass', { title: parts.join(' · ') })}`;
  const query = { month: wish.month, class: kept, category, open: wish.open === true ? 1 : null };
  return (
    <Frame
      page={page}
      title={title}
      current="search"
      crumbs={[{ title: say('title'), href: paths.retention() }]}
    >
      <ArchiveTabs page={page} current="retention" />
      <DataTable
        caption={title}
        captioned="unseen"
        rows={found.items}
        rowLink={({ number }) => paths.record(number)}
        empty={
          <Empty title={say('none')}>
            <p>
              <a href={paths.retention()}>{say('back')}</a>
            </p>
          </Empty>
        }
        columns={columnsOf(page)}
      />
      {wish.after === undefined && found.next === null ? null : (
        <nav class="pager" aria-label={say('pages')}>
          {wish.after === undefined ? (
            <span class="pager-none" />
          ) : (
            <a class="button button-plain" href={paths.due(query)}>
              {say('first')}
            </a>
          )}
          {found.next === null ? null : (
            <a
              class="button button-plain"
              rel="next"
              href={paths.due({ ...query, after: found.next })}
            >
              →
            </a>
          )}
        </nav>
      )}
    </Frame>
  );
}

function columnsOf(page: Page): Column<RecordLine>[] {
  const say = retentionWords(page.lang);
  return [
    {
      title: say('number'),
      cell: ({ number }) => <RecordNumber number={number} href={paths.record(number)} />,
    },
    {
      title: say('category'),
      cell: (line) => {
        const category = findCategory(page.document, line.category);
        return category === undefined ? line.category : titleIn(page.lang, category);
      },
    },
    { title: say('room'), cell: ({ room }) => <span class="unbroken">{room ?? ''}</span> },
    { title: say('matter'), wide: true, cell: (line) => line.title },
    {
      title: say('state'),
      cell: ({ status }) => <Tag tone={states[status].tone}>{say(states[status].word)}</Tag>,
    },
    {
      title: say('through'),
      cell: ({ retainedThrough }) => <span class="unbroken">{retainedThrough ?? ''}</span>,
    },
  ];
}
