import type { AccessLogLine } from '../../../archives/model.ts';
import { type AccessKind, accessKinds } from '../../../archives/queries/access-log.ts';
import type { AccessLogQuery } from '../../../archives/queries/search-access-log.ts';
import { localMinuteOf } from '../../../core/month.ts';
import type { Page as Part } from '../../../core/page.ts';
import { columnsIn, purposeIn } from '../../archives/titles.ts';
import { Frame } from '../../kit/page/frame.tsx';
import { mayAt } from '../../kit/page/menu.ts';
import type { Page } from '../../kit/page/page.ts';
import { paths } from '../../kit/page/paths.ts';
import { FilterBar } from '../../kit/ui/bar.tsx';
import { DataTable } from '../../kit/ui/data-table.tsx';
import { RecordNumber } from '../../kit/ui/number.tsx';
import { Empty } from '../../kit/ui/panel.tsx';
import { Tag } from '../../kit/ui/tag.tsx';
import { accessWords } from '../words.ts';

interface LogPageProps {
  readonly page: Page;
  readonly asked: AccessLogQuery;
  readonly found: Part<AccessLogLine>;
}

/** What a kind of entry is called. */
export function kindIn(page: Page, kind: string): string {
  const known = accessKinds.find((one) => one === kind);
  return known === undefined ? kind : accessWords(page.lang)(known);
}

/** Whether an entry tells of something that was not allowed. */
export function isDenied(kind: string): boolean {
  return kind.endsWith('-refused');
}

function isLook(kind: string): boolean {
  return kind === 'archive.looked' || kind === 'order.contact-opened';
}

/** All asks, decisions, looks and relays of a site, for those who audit. */
export function LogPage({ page, asked, found }: LogPageProps) {
  const say = accessWords(page.lang);
  return (
    <Frame
      page={page}
      title={say('logTitle')}
      current={mayAt(page, 'archive.read') ? 'archives' : undefined}
      crumbs={[{ title: say('archives'), href: paths.archives() }]}
    >
      <p class="quiet">{say('logNote')}</p>
      <Conditions page={page} asked={asked} />
      <DataTable
        caption={say('logTitle')}
        captioned="unseen"
        rows={found.items}
        columns={columnsOf(page)}
        empty={
          <Empty title={say('noLog')}>
            <p>{say('noLogHelp')}</p>
          </Empty>
        }
      />
      {found.next === null ? null : (
        <nav class="pager" aria-label={say('pages')}>
          <a class="button button-plain" href={paths.lookLog({ ...wordsOf(asked) })}>
            {say('newest')}
          </a>
          <a
            class="button button-plain"
            rel="next"
            href={paths.lookLog({ ...wordsOf(asked), after: found.next })}
          >
            {say('older')} <span aria-hidden="true">→</span>
          </a>
        </nav>
      )}
    </Frame>
  );
}

const conditions = ['room', 'person', 'kind', 'from', 'until'] as const;

function wordsOf(asked: AccessLogQuery): Record<string, string | undefined> {
  return Object.fromEntries(conditions.map((name) => [name, asked[name]]));
}

function Conditions({ page, asked }: Pick<LogPageProps, 'page' | 'asked'>) {
  const say = accessWords(page.lang);
  const labels = {
    room: say('room'),
    person: say('person'),
    kind: say('kind'),
    from: say('from'),
    until: say('untilDay'),
  };
  const words = wordsOf(asked);
  const spoken = (name: (typeof conditions)[number]) =>
    name === 'kind' ? kindIn(page, words.kind ?? '') : (words[name] ?? '');
  return (
    <FilterBar
      lang={page.lang}
      action={paths.lookLog()}
      fields={[
        { name: 'room', label: labels.room, value: asked.room ?? '' },
        { name: 'person', label: labels.person, value: asked.person ?? '' },
        {
          name: 'kind',
          label: labels.kind,
          kind: 'select',
          value: asked.kind ?? '',
          options: [
            { value: '', title: say('anyKind') },
            ...accessKinds.map((kind: AccessKind) => ({ value: kind, title: say(kind) })),
          ],
        },
        { name: 'from', label: labels.from, kind: 'date', value: asked.from ?? '' },
        { name: 'until', label: labels.until, kind: 'date', value: asked.until ?? '' },
      ]}
      chips={conditions
        .filter((name) => words[name] !== undefined)
        .map((name) => ({
          words: `${labels[name]}: ${spoken(name)}`,
          href: paths.lookLog({ ...words, [name]: undefined }),
        }))}
      clear={paths.lookLog()}
    />
  );
}

function columnsOf(page: Page) {
  const say = accessWords(page.lang);
  const { timeZone } = page.document;
  return [
    {
      title: say('logTime'),
      cell: ({ at }: AccessLogLine) => <span class="number">{localMinuteOf(at, timeZone)}</span>,
    },
    {
      title: say('kind'),
      cell: ({ kind }: AccessLogLine) => (
        <Tag tone={isDenied(kind) ? 'bad' : isLook(kind) ? 'warn' : 'neutral'}>
          {kindIn(page, kind)}
        </Tag>
      ),
    },
    { title: say('person'), cell: ({ name }: AccessLogLine) => name },
    {
      title: say('room'),
      cell: ({ room }: AccessLogLine) =>
        room !== '' && mayAt(page, 'archive.read') ? (
          <RecordNumber number={room} href={paths.archive(room)} />
        ) : (
          <span class="number">{room}</span>
        ),
    },
    {
      title: say('column'),
      wide: true,
      cell: ({ fields }: AccessLogLine) => columnsIn(page.lang, fields),
    },
    {
      title: say('purpose'),
      cell: ({ matter, purpose }: AccessLogLine) => {
        if (matter !== null) return say('matter', { matter });
        return purpose === null ? '' : purposeIn(page.lang, purpose);
      },
    },
    {
      title: say('request'),
      cell: ({ request, seq }: AccessLogLine) =>
        request === null ? (
          ''
        ) : (
          <a href={paths.accessRequest(request)} aria-label={`${say('open')} ${seq}`}>
            {say('open')}
          </a>
        ),
    },
    { title: say('logNumber'), numeric: true, cell: ({ seq }: AccessLogLine) => seq },
  ];
}
