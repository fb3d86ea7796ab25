import type { SeriesLine, SessionLine, WeekView } from '../../training/model/views.ts';
import type { Topic } from '../../training/model/words.ts';
import { Frame } from '../kit/page/frame.tsx';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { ButtonLink } from '../kit/ui/button.tsx';
import { DataTable } from '../kit/ui/data-table.tsx';
import { InChinese } from '../kit/ui/form-field.tsx';
import { Meter } from '../kit/ui/meter.tsx';
import { Empty, Panel } from '../kit/ui/panel.tsx';
import { Tag } from '../kit/ui/tag.tsx';
import { PolicyTabs } from '../policies/tabs.tsx';
import { SessionTable } from './session-table.tsx';
import { classTitle, listed, partTitle, topicTitle } from './titles.tsx';
import { trainingWords } from './words.ts';

/** How many of the closed sessions the overview shows. */
const latest = 9;

interface OverviewProps {
  readonly page: Page;
  readonly series: readonly SeriesLine[];
  readonly sessions: readonly SessionLine[];
  readonly week: WeekView | undefined;
  readonly month: { readonly month: string; readonly missing: readonly Topic[] } | undefined;
}

/** What is ahead, what lacks a part, what was held, and this week's three hours. */
export function OverviewPage(props: OverviewProps) {
  const { page, series, sessions } = props;
  const say = trainingWords(page.lang);
  const mayKeep = mayAt(page, 'training.keep');
  const of = (status: SessionLine['status']) => sessions.filter((one) => one.status === status);
  const cancelled = of('cancelled');
  const closed = of('closed').toReversed();
  return (
    <Frame
      page={page}
      title={say('title')}
      current="policies"
      actions={<Actions page={page} mayKeep={mayKeep} />}
    >
      <PolicyTabs page={page} current="training" />
      <p>{say('lead')}</p>
      <ThisWeek {...props} mayKeep={mayKeep} />
      <Panel title={say('upcoming')} id="upcoming">
        <SessionTable page={page} caption={say('upcoming')} rows={of('planned')} kind="ahead">
          <Empty title={say('upcomingNone')}>{mayKeep ? <p>{say('upcomingHelp')}</p> : null}</Empty>
        </SessionTable>
      </Panel>
      <Panel title={say('incomplete')} id="incomplete">
        <SessionTable
          page={page}
          caption={say('incomplete')}
          rows={of('incomplete').toReversed()}
          kind="incomplete"
        >
          <p class="quiet">{say('incompleteNone')}</p>
        </SessionTable>
      </Panel>
      <Panel title={say('series')} id="series">
        <SeriesTable page={page} rows={series} mayKeep={mayKeep} />
      </Panel>
      <Panel title={say('heldLately')} id="held">
        <SessionTable
          page={page}
          caption={say('heldLately')}
          rows={closed.slice(0, latest)}
          kind="held"
        >
          <p class="quiet">{say('heldNone')}</p>
        </SessionTable>
        {closed.length > latest ? (
          <p>
            <a href={paths.trainingWeeks()}>{say('heldMore', { count: closed.length - latest })}</a>
          </p>
        ) : null}
      </Panel>
      {cancelled.length === 0 ? null : (
        <Panel title={say('cancelledLately')} id="cancelled">
          <SessionTable
            page={page}
            caption={say('cancelledLately')}
            rows={cancelled.toReversed()}
            kind="ahead"
          />
        </Panel>
      )}
    </Frame>
  );
}

function Actions({ page, mayKeep }: { page: Page; mayKeep: boolean }) {
  const say = trainingWords(page.lang);
  return (
    <>
      {mayKeep ? (
        <ButtonLink href={paths.newTraining()} kind="primary" hotkey="n">
          {say('add')}
        </ButtonLink>
      ) : null}
      <ButtonLink href={paths.trainingWeeks()}>{say('weeks')}</ButtonLink>
      <ButtonLink href={paths.ownTraining()}>{say('ownFile')}</ButtonLink>
    </>
  );
}

function ThisWeek(props: OverviewProps & { readonly mayKeep: boolean }) {
  const { page, week, month, series, mayKeep } = props;
  const say = trainingWords(page.lang);
  const weekly = series.find((one) => one.class === 'weekly');
  if (week === undefined || month === undefined) return null;
  const { held, goal, complete } = week;
  return (
    <Panel
      title={say('thisWeek')}
      actions={
        !mayKeep ? null : weekly === undefined ? (
          <ButtonLink href={paths.newTraining()}>{say('addWeekly')}</ButtonLink>
        ) : (
          <ButtonLink href={paths.planTraining(weekly.id)}>{say('planWeek')}</ButtonLink>
        )
      }
    >
      <p>
        <a href={`${paths.trainingWeeks()}#${week.week}`}>
          {say('held', { held, goal, complete })}
        </a>
      </p>
      <Meter
        value={Math.min(held, goal)}
        max={goal}
        label={week.week}
        goal={100}
        lang={page.lang}
        note={`${week.monday} – ${week.sunday}`}
      />
      <p>
        {month.missing.length === 0 ? (
          say('monthFull', { month: month.month })
        ) : (
          <>
            {say('monthLacks', { month: month.month })}
            {page.lang === 'zh' ? '：' : ': '}
            <strong>
              {listed(
                page.lang,
                month.missing.map((topic) => topicTitle(page.lang, topic)),
              )}
            </strong>
          </>
        )}
      </p>
    </Panel>
  );
}

function SeriesTable(props: { page: Page; rows: readonly SeriesLine[]; mayKeep: boolean }) {
  const { page, mayKeep } = props;
  const { lang } = page;
  const say = trainingWords(lang);
  const order = { weekly: 0, system: 1, law: 2 };
  const rows = props.rows.toSorted((a, b) => order[a.class] - order[b.class]);
  return (
    <DataTable
      caption={say('series')}
      rows={rows}
      empty={<Empty title={say('seriesNone')}>{mayKeep ? <p>{say('seriesHelp')}</p> : null}</Empty>}
      rowLink={({ id }) => paths.training(id)}
      columns={[
        {
          title: say('name'),
          wide: true,
          cell: ({ id, title }) => (
            <a href={paths.training(id)}>
              <InChinese lang={lang}>{title}</InChinese>
            </a>
          ),
        },
        { title: say('class'), cell: (one) => classTitle(lang, one.class) },
        {
          title: say('policies'),
          cell: ({ policies }) => (policies.length === 0 ? '—' : policies.join(' ')),
        },
        { title: say('sessions'), numeric: true, cell: ({ sessions }) => sessions },
        {
          title: say('materials'),
          cell: ({ missing }) =>
            missing.length === 0 ? (
              <Tag tone="good">{say('ready')}</Tag>
            ) : (
              <Tag tone="warn">
                {say('lacks')}
                {lang === 'zh' ? '' : ' '}
                {listed(
                  lang,
                  missing.map((part) => partTitle(lang, part)),
                )}
              </Tag>
            ),
        },
        ...(mayKeep
          ? [
              {
                title: '',
                acts: true,
                cell: ({ id }: SeriesLine) => <a href={paths.planTraining(id)}>{say('plan')}</a>,
              },
            ]
          : []),
      ]}
    />
  );
}
