import type { AccessRequestView, AccessStatus } from '../../../archives/model.ts';
import type { WaitingRequest } from '../../../archives/queries/waiting.ts';
import { localMinuteOf } from '../../../core/month.ts';
import type { Page as Part } from '../../../core/page.ts';
import { columnsIn, purposeIn } from '../../archives/titles.ts';
import { Frame } from '../../kit/page/frame.tsx';
import { mayAt } from '../../kit/page/menu.ts';
import type { Page } from '../../kit/page/page.ts';
import { paths } from '../../kit/page/paths.ts';
import { ButtonLink } from '../../kit/ui/button.tsx';
import { type Column, DataTable } from '../../kit/ui/data-table.tsx';
import { Empty } from '../../kit/ui/panel.tsx';
import { Tabs } from '../../kit/ui/tabs.tsx';
import { Tag, type Tone } from '../../kit/ui/tag.tsx';
import { accessWords } from '../words.ts';

/** The ways to look at the requests. */
export const accessViews = ['waiting', 'mine', 'every'] as const;
export type AccessViewName = (typeof accessViews)[number];

interface RequestsPageProps {
  readonly page: Page;
  readonly view: AccessViewName;
  readonly waiting: readonly WaitingRequest[];
  readonly found: Part<AccessRequestView>;
  readonly after: string | undefined;
}

/** Who may see the requests of others. */
function mayReadAll(page: Page): boolean {
  return (['archive.approve', 'archive.look', 'log.read'] as const).some((action) =>
    mayAt(page, action),
  );
}

/** Requests to see something of an archive: those that wait for the reader come first. */
export function RequestsPage({ page, view, waiting, found, after }: RequestsPageProps) {
  const say = accessWords(page.lang);
  const rows = view === 'waiting' ? waiting.map((one) => one.view) : found.items;
  const views = accessViews.filter((one) => one !== 'every' || mayReadAll(page));
  return (
    <Frame page={page} title={say('title')} current="archives" actions={<Ways page={page} />}>
      {mayAt(page, 'archive.ask') ? <AskBar page={page} /> : null}
      <Tabs
        label={say('views')}
        tabs={views.map((one) => ({
          href: paths.accessRequests({ view: one }),
          title: say(one),
          current: one === view,
          ...(one === 'waiting' ? { count: waiting.length } : {}),
        }))}
      />
      <DataTable
        caption={say('count', { count: rows.length })}
        columns={columnsOf(page, view === 'waiting' ? waiting : [])}
        rows={rows}
        rowLink={({ id }) => paths.accessRequest(id)}
        empty={<NoRequests page={page} view={view} />}
      />
      {view === 'waiting' || (found.next === null && after === undefined) ? null : (
        <nav class="pager" aria-label={say('pages')}>
          {after === undefined ? (
            <span class="pager-none" />
          ) : (
            <a class="button button-plain" href={paths.accessRequests({ view })}>
              {say('newest')}
            </a>
          )}
          {found.next === null ? (
            <span class="pager-none" />
          ) : (
            <a
              class="button button-plain"
              rel="next"
              href={paths.accessRequests({ view, after: found.next })}
            >
              {say('older')} <span aria-hidden="true">→</span>
            </a>
          )}
        </nav>
      )}
    </Frame>
  );
}

function Ways({ page }: { page: Page }) {
  const say = accessWords(page.lang);
  return (
    <>
      {mayAt(page, 'archive.read') ? (
        <ButtonLink href={paths.archives()}>{say('archives')}</ButtonLink>
      ) : null}
      {mayAt(page, 'log.read') ? (
        <ButtonLink href={paths.lookLog()}>{say('log')}</ButtonLink>
      ) : null}
    </>
  );
}

function AskBar({ page }: { page: Page }) {
  const say = accessWords(page.lang);
  return (
    <form
      method="get"
      action={paths.newAccess()}
      class="filter-bar filter-form"
      aria-label={say('newRequest')}
    >
      <div class="filter-field filter-wide">
        <label for="ask-room">{say('newRoom')}</label>
        <input
          id="ask-room"
          name="room"
          class="number"
          type="text"
          required
          autocomplete="off"
          aria-describedby="ask-room-hint"
        />
      </div>
      <button type="submit" class="button button-primary">
        {say('goOn')}
      </button>
      <p class="quiet" id="ask-room-hint">
        {say('roomHint')}
      </p>
    </form>
  );
}

function NoRequests({ page, view }: { page: Page; view: AccessViewName }) {
  const say = accessWords(page.lang);
  const words = { waiting: 'noneWaiting', mine: 'noneMine', every: 'none' } as const;
  return (
    <Empty title={say(words[view])}>
      <p>{say(`${words[view]}Help`)}</p>
    </Empty>
  );
}

const tones = {
  requested: 'warn',
  approved: 'warn',
  refused: 'neutral',
  looked: 'warn',
  relayed: 'info',
  heard: 'good',
  expired: 'neutral',
} as const satisfies Record<AccessStatus, Tone>;

/** Where a request stands, in a word. */
export function StateOf({ page, status }: { page: Page; status: AccessStatus }) {
  return <Tag tone={tones[status]}>{accessWords(page.lang)(status)}</Tag>;
}

function columnsOf(page: Page, waiting: readonly WaitingRequest[]): Column<AccessRequestView>[] {
  const say = accessWords(page.lang);
  const acts = new Map(waiting.map(({ view, act }) => [view.id, act]));
  const columns: Column<AccessRequestView>[] = [
    {
      title: say('room'),
      cell: ({ id, room }) => (
        <a class="number" href={paths.accessRequest(id)}>
          {room}
        </a>
      ),
    },
    { title: say('asker'), cell: ({ askedBy }) => askedBy },
    {
      title: say('time'),
      cell: ({ askedAt }) => (
        <span class="number">{localMinuteOf(askedAt, page.document.timeZone)}</span>
      ),
    },
    { title: say('column'), wide: true, cell: ({ fields }) => columnsIn(page.lang, fields) },
    { title: say('purpose'), cell: ({ purpose }) => purposeIn(page.lang, purpose) },
    { title: say('state'), cell: ({ status }) => <StateOf page={page} status={status} /> },
  ];
  if (waiting.length === 0) return columns;
  return [
    ...columns,
    {
      title: say('act'),
      cell: ({ id }) => {
        const act = acts.get(id);
        return act === undefined ? '' : <strong>{say(act)}</strong>;
      },
    },
  ];
}
