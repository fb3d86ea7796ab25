import type { SessionLine, WeeksView, WeekView } from '../../training/model/views.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { FilterBar } from '../kit/ui/bar.tsx';
import { DataTable } from '../kit/ui/data-table.tsx';
import { Panel } from '../kit/ui/panel.tsx';
import { Tag } from '../kit/ui/tag.tsx';
import { PolicyTabs } from '../policies/tabs.tsx';
import { minuteAt } from '../policies/titles.tsx';
import { listed, SessionTitle, topicTitle } from './titles.tsx';
import { trainingWords } from './words.ts';

interface WeeksProps {
  readonly page: Page;
  readonly weeks: WeeksView;
  readonly asked: { readonly from: string; readonly to: string };
}

/** The weekly hours, week by week, with what counts and what does not. */
export function WeeksPage({ page, weeks, asked }: WeeksProps) {
  const { lang } = page;
  const say = trainingWords(lang);
  return (
    <Frame
      page={page}
      title={say('weeks')}
      current="policies"
      crumbs={[{ title: say('title'), href: paths.trainings() }]}
    >
      <PolicyTabs page={page} current="training" />
      <p>{say('weeksLead')}</p>
      <FilterBar
        lang={lang}
        action={paths.trainingWeeks()}
        fields={[
          { name: 'from', label: say('from'), value: asked.from, kind: 'date' },
          { name: 'to', label: say('to'), value: asked.to, kind: 'date' },
        ]}
      />
      <Months page={page} weeks={weeks} />
      <Weeks page={page} weeks={weeks} />
    </Frame>
  );
}

/** What each month lacks. */
function Months({ page, weeks }: Omit<WeeksProps, 'asked'>) {
  const { lang } = page;
  const say = trainingWords(lang);
  return (
    <Panel title={say('monthTopics')}>
      <DataTable
        caption={say('monthTopics')}
        rows={weeks.months}
        columns={[
          { title: say('month'), cell: ({ month }) => month },
          {
            title: say('missingTopics'),
            wide: true,
            cell: ({ missing }) =>
              missing.length === 0 ? (
                <Tag tone="good">{say('allTopics')}</Tag>
              ) : (
                <Tag tone="warn">
                  {listed(
                    lang,
                    missing.map((topic) => topicTitle(lang, topic)),
                  )}
                </Tag>
              ),
          },
        ]}
      />
    </Panel>
  );
}

/** Week by week. */
function Weeks({ page, weeks }: Omit<WeeksProps, 'asked'>) {
  const say = trainingWords(page.lang);
  return (
    <Panel title={say('weekList')}>
      <DataTable
        caption={say('weekList')}
        rows={weeks.items}
        columns={[
          {
            title: say('week'),
            cell: (week) => (
              <span id={week.week}>
                <span class="unbroken">{week.week}</span>{' '}
                <span class="quiet unbroken">
                  {week.monday} – {week.sunday}
                </span>
              </span>
            ),
          },
          { title: say('state'), cell: (week) => <Count page={page} week={week} /> },
          {
            title: say('counted'),
            wide: true,
            cell: ({ counted }) => <Hours page={page} rows={counted.map((one) => ({ one }))} />,
          },
          {
            title: say('uncounted'),
            wide: true,
            cell: ({ uncounted }) => (
              <Hours
                page={page}
                rows={uncounted.map(({ session, why }) => ({
                  one: session,
                  words: say(`why_${why}`),
                }))}
              />
            ),
          },
        ]}
      />
    </Panel>
  );
}

function Count({ page, week }: { page: Page; week: WeekView }) {
  const say = trainingWords(page.lang);
  const { held, goal, complete, isOpen } = week;
  const tone = held >= goal ? 'good' : isOpen ? 'info' : 'warn';
  return (
    <>
      <Tag tone={tone}>{`${held}/${goal}`}</Tag>{' '}
      <span class="quiet">
        {say('held', { held, goal, complete })}
        {isOpen ? ` · ${say('weekOpen')}` : ''}
      </span>
    </>
  );
}

interface HoursProps {
  readonly page: Page;
  readonly rows: readonly { readonly one: SessionLine; readonly words?: string }[];
}

function Hours({ page, rows }: HoursProps) {
  const say = trainingWords(page.lang);
  if (rows.length === 0) return <span class="quiet">{say('nothing')}</span>;
  return (
    <ul class="training-hours">
      {rows.map(({ one, words }) => (
        <li>
          <a class="unbroken" href={paths.session(one.id)}>
            {minuteAt(page, one.startsAt)}
          </a>{' '}
          <SessionTitle lang={page.lang} line={one} />
          {words === undefined ? null : <span class="quiet"> · {words}</span>}
        </li>
      ))}
    </ul>
  );
}
