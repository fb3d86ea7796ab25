import type { SessionLine } from '../../training/model/views.ts';
import type { TrainingPart } from '../../training/model/words.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { type Column, DataTable } from '../kit/ui/data-table.tsx';
import { InChinese } from '../kit/ui/form-field.tsx';
import { minuteAt } from '../policies/titles.tsx';
import { listed, partTitle, SessionTitle, StatusTag } from './titles.tsx';
import { trainingWords } from './words.ts';

interface SessionTableProps {
  readonly page: Page;
  readonly caption: string;
  readonly rows: readonly SessionLine[];
  readonly kind: 'ahead' | 'incomplete' | 'held' | 'all';
  readonly children?: unknown;
}

/** Sessions in a table; its children are shown where there is none. */
export function SessionTable({ page, caption, rows, kind, children }: SessionTableProps) {
  const { lang } = page;
  const say = trainingWords(lang);
  const counts: Column<SessionLine>[] = [
    {
      title: say('cameOf'),
      numeric: true,
      cell: ({ expectedPresent, expected }) => `${expectedPresent}/${expected}`,
    },
  ];
  const columns: Column<SessionLine>[] = [
    {
      title: say('when'),
      cell: ({ id, startsAt }) => (
        <a class="unbroken" href={paths.session(id)}>
          {minuteAt(page, startsAt)}
        </a>
      ),
    },
    { title: say('what'), wide: true, cell: (line) => <SessionTitle lang={lang} line={line} /> },
    {
      title: say('trainer'),
      cell: ({ trainer }) => <InChinese lang={lang}>{trainer.name}</InChinese>,
    },
    ...(kind === 'ahead'
      ? [
          {
            title: say('where'),
            cell: ({ place }: SessionLine) => <InChinese lang={lang}>{place}</InChinese>,
          },
          { title: say('expected'), numeric: true, cell: ({ expected }: SessionLine) => expected },
        ]
      : counts),
    ...(kind === 'held' || kind === 'all'
      ? [
          { title: say('passed'), numeric: true, cell: ({ passed }: SessionLine) => passed },
          {
            title: say('average'),
            numeric: true,
            cell: ({ average }: SessionLine) => average ?? '—',
          },
        ]
      : []),
    ...(kind === 'held' ? [] : [stateColumn(page)]),
  ];
  return (
    <DataTable
      caption={caption}
      captioned="unseen"
      columns={columns}
      rows={rows}
      empty={children as never}
      rowLink={({ id }) => paths.session(id)}
    />
  );
}

function stateColumn(page: Page): Column<SessionLine> {
  const { lang, now } = page;
  const say = trainingWords(lang);
  return {
    title: say('state'),
    cell: ({ id, status, missing: all, startsAt }) => {
      // Before the hour only what should be there by then is missed.
      const ahead = (part: TrainingPart) => part === 'plan' || part === 'notes';
      const missing = status === 'planned' ? all.filter(ahead) : all;
      return (
        <>
          <StatusTag lang={lang} status={status} />{' '}
          {missing.length === 0 ? null : (
            <span class="quiet">
              {say('lacks')}
              {page.lang === 'zh' ? '' : ' '}
              {listed(
                lang,
                missing.map((part) => partTitle(lang, part)),
              )}
            </span>
          )}{' '}
          {status === 'incomplete' && startsAt.slice(0, 10) === now.slice(0, 10) ? (
            <a class="screen-only" href={paths.sessionAct(id, 'sign-in')}>
              {say('signInNow')}
            </a>
          ) : null}
        </>
      );
    },
  };
}
