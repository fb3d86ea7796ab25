import type { PostingTask } from '../../walls/model.ts';
import { Frame } from '../kit/page/frame.tsx';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { FilterBar } from '../kit/ui/bar.tsx';
import { Button, ButtonLink } from '../kit/ui/button.tsx';
import { type Column, DataTable } from '../kit/ui/data-table.tsx';
import { Empty, Notice, Panel } from '../kit/ui/panel.tsx';
import { PolicyTabs } from '../policies/tabs.tsx';
import { minuteAt, placeTitle, Zh } from '../policies/titles.tsx';
import { policyWords } from '../policies/words.ts';
import type { WallRow } from './read-walls.ts';
import { TaskTag, WallTag } from './state-tag.tsx';
import { wallWords } from './words.ts';

interface WallsProps {
  readonly page: Page;
  /** The one place that is asked for; empty for all. */
  readonly place: string;
  readonly rows: readonly WallRow[];
  readonly tasks: readonly PostingTask[];
  /** A sheet's code that was looked up and is unknown. */
  readonly unknown: string | undefined;
}

/** Every wall: what must be replaced first, then all of them by place. */
export function WallsPage({ page, place, rows, tasks, unknown }: WallsProps) {
  const say = wallWords(page.lang);
  return (
    <Frame
      page={page}
      title={say('title')}
      current="policies"
      crumbs={[{ title: policyWords(page.lang)('title'), href: paths.policies() }]}
      actions={
        mayAt(page, 'posting.post') ? (
          <>
            <ButtonLink kind="primary" hotkey="F2" href={paths.post()}>
              {say('post')}
            </ButtonLink>
            <ButtonLink href={paths.printWalls()}>{say('printAll')}</ButtonLink>
          </>
        ) : null
      }
    >
      <PolicyTabs page={page} current="walls" />
      <p>{say('lead')}</p>
      <PlaceFilter page={page} place={place} />
      {rows.length === 0 ? (
        <Empty title={say(place === '' ? 'none' : 'noneHere')}>
          <p>{say(place === '' ? 'noneHelp' : 'noneHereHelp')}</p>
        </Empty>
      ) : (
        <>
          {tasks.length === 0 ? (
            <Notice tone="good" title={say('tasksNone')} />
          ) : (
            <Panel title={say('tasks')} tone={isPressing(tasks) ? 'bad' : 'warn'} id="tasks">
              <DataTable caption={say('tasks')} columns={taskColumns(page)} rows={tasks} />
            </Panel>
          )}
          <Panel title={say('all')} id="all">
            <DataTable caption={say('all')} columns={wallColumns(page)} rows={rows} />
          </Panel>
        </>
      )}
      <CodeForm page={page} unknown={unknown} />
    </Frame>
  );
}

/** Narrows the walls to one place. */
function PlaceFilter({ page, place }: Pick<WallsProps, 'page' | 'place'>) {
  const say = wallWords(page.lang);
  const places = page.document.places.map(({ code }) => ({
    value: code,
    title: placeTitle(page, code),
  }));
  return (
    <FilterBar
      lang={page.lang}
      action={paths.walls()}
      fields={[
        {
          name: 'place',
          label: say('place'),
          kind: 'select',
          value: place,
          options: [{ value: '', title: say('all') }, ...places],
        },
      ]}
      chips={
        place === ''
          ? []
          : [{ words: `${say('place')}: ${placeTitle(page, place)}`, href: paths.walls() }]
      }
    />
  );
}

function isPressing(tasks: readonly PostingTask[]): boolean {
  return tasks.some(({ why }) => why !== 'ahead' && why !== 'unchecked');
}

/** A place, which leads to its wall. */
function placeCell(page: Page, place: string) {
  return <a href={paths.wall(place)}>{placeTitle(page, place)}</a>;
}

function policyCell({ code, title }: { readonly code: string; readonly title: string }) {
  return (
    <a href={paths.policy(code)}>
      <span class="number">{code}</span> <Zh>{title}</Zh>
    </a>
  );
}

function Todo({ page, task }: { readonly page: Page; readonly task: PostingTask }) {
  const say = wallWords(page.lang);
  const { hanging, version, from, why } = task;
  if (why === 'unchecked') return <span>{say('look')}</span>;
  return (
    <span>
      {hanging === null
        ? say('hang', { version })
        : hanging === version
          ? say('renew', { version })
          : say('replace', { hanging, version })}{' '}
      <span class="quiet unbroken">{say(from > page.today ? 'by' : 'since', { from })}</span>
    </span>
  );
}

function taskColumns(page: Page): Column<PostingTask>[] {
  const say = wallWords(page.lang);
  const columns: Column<PostingTask>[] = [
    { title: say('place'), cell: ({ place }) => placeCell(page, place) },
    { title: say('policy'), wide: true, cell: policyCell },
    {
      title: say('state'),
      cell: (task) => <TaskTag lang={page.lang} task={task} />,
    },
    {
      title: say('todo'),
      cell: (task) => <Todo page={page} task={task} />,
    },
  ];
  if (!mayAt(page, 'posting.post')) return columns;
  return [
    ...columns,
    {
      title: '',
      acts: true,
      cell: ({ code, place, version, why }) =>
        why === 'unchecked' ? (
          <ButtonLink href={paths.checkWall(place)}>{say('check')}</ButtonLink>
        ) : (
          <span class="policy-wall-acts">
            <ButtonLink href={paths.post({ place, code, version })}>{say('post')}</ButtonLink>
            <a href={paths.posterForm(code, { place })}>{say('poster')}</a>
          </span>
        ),
    },
  ];
}

function wallColumns(page: Page): Column<WallRow>[] {
  const say = wallWords(page.lang);
  return [
    { title: say('place'), cell: ({ place }) => placeCell(page, place) },
    { title: say('policy'), wide: true, cell: policyCell },
    {
      title: say('state'),
      cell: ({ place, wall, task, isOver }) => (
        <WallTag lang={page.lang} view={{ place, wall, task, isOver }} />
      ),
    },
    {
      title: say('onWall'),
      cell: ({ wall }) =>
        wall?.posted == null || wall.state === 'missing' ? (
          <span class="quiet">—</span>
        ) : (
          <span class="unbroken">{say('nth', { version: wall.posted })}</span>
        ),
    },
    {
      title: say('who'),
      cell: ({ wall }) =>
        wall?.postedBy == null ? null : (
          <span>
            <Zh>{wall.checkedBy ?? wall.postedBy}</Zh>{' '}
            <span class="unbroken quiet">{minuteAt(page, wall.checkedAt ?? wall.postedAt)}</span>
          </span>
        ),
    },
    {
      title: say('photo'),
      cell: ({ photo }) =>
        photo === undefined ? null : <a href={paths.evidence(photo)}>{say('seePhoto')}</a>,
    },
  ];
}

/** Finds a sheet by the code that people can read off it. */
function CodeForm({ page, unknown }: Pick<WallsProps, 'page' | 'unknown'>) {
  const say = wallWords(page.lang);
  return (
    <Panel title={say('codeTitle')} id="code">
      {unknown === undefined ? null : (
        <Notice tone="bad" title={say('codeUnknown', { code: unknown })} />
      )}
      <form method="get" action={paths.walls()} class="policy-code">
        <label class="field-label" for="sheet-code">
          {say('code')}
        </label>
        <p class="field-hint" id="sheet-code-hint">
          {say('codeHint')}
        </p>
        <span class="policy-day">
          <input
            class="input input-date"
            id="sheet-code"
            name="code"
            value={unknown ?? ''}
            autocomplete="off"
            aria-describedby="sheet-code-hint"
          />
          <Button>{say('codeGo')}</Button>
        </span>
      </form>
    </Panel>
  );
}
