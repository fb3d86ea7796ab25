import { localMinuteOf } from '../../core/month.ts';
import type { DeadlineList, HitRates, MissedDeadline, RuleHitRate } from '../../deadlines/model.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { FilterBar } from '../kit/ui/bar.tsx';
import { DataTable } from '../kit/ui/data-table.tsx';
import { Meter } from '../kit/ui/meter.tsx';
import { RecordNumber } from '../kit/ui/number.tsx';
import { Empty, Panel } from '../kit/ui/panel.tsx';
import { Clocks, StateTag } from './clocks.tsx';
import { categoryTitle, ruleTitle } from './rule-titles.ts';
import { deskWords } from './words.ts';

/** A figure of a rule, whose records are listed. */
export const figureStates = ['met', 'late', 'overdue', 'running'] as const;
type FigureState = (typeof figureStates)[number];

/** One figure that was asked for: the records behind it. */
export interface Behind {
  readonly rule: RuleHitRate;
  readonly state: FigureState;
}

interface DeadlinesProps {
  readonly page: Page;
  readonly rates: HitRates;
  readonly running: DeadlineList;
  readonly missed: readonly MissedDeadline[];
  readonly behind: Behind | undefined;
}

/** How promises were kept in a month, what was missed, what runs now. */
export function DeadlinesPage({ page, rates, running, missed, behind }: DeadlinesProps) {
  const say = deskWords(page.lang);
  const { month } = rates;
  const time = localMinuteOf(rates.at, page.document.timeZone);
  return (
    <Frame
      page={page}
      title={say('deadlines')}
      current="desk"
      crumbs={[{ title: say('title'), href: paths.desk() }]}
    >
      <FilterBar
        lang={page.lang}
        action={paths.deadlines()}
        fields={[{ name: 'month', label: say('month'), kind: 'month', value: month }]}
      />
      {behind === undefined ? null : <BehindFigure page={page} month={month} behind={behind} />}
      <Panel title={say('rates', { month })} id="rates">
        <p class="quiet">{say('ratesHelp', { time })}</p>
        {rates.rules.map((rule) => (
          <Rate page={page} month={month} rule={rule} />
        ))}
      </Panel>
      <Panel title={say('missed', { month })} id="missed" tone={missed.length > 0 ? 'bad' : 'good'}>
        <Missed page={page} month={month} missed={missed} />
      </Panel>
      <Panel title={say('clocks')} id="clocks">
        <Clocks page={page} list={running} />
      </Panel>
    </Frame>
  );
}

const countWords = {
  met: 'metCount',
  late: 'lateCount',
  overdue: 'overdueCount',
  running: 'runningCount',
} as const;

function Rate({ page, month, rule }: { page: Page; month: string; rule: RuleHitRate }) {
  const say = deskWords(page.lang);
  const title = say('rateOf', {
    category: categoryTitle(page, rule),
    rule: ruleTitle(page, rule),
  });
  return (
    <div class="rate">
      {rule.due === 0 ? (
        <p>
          <strong>{title}</strong> <span class="quiet">{say('noneDue')}</span>
        </p>
      ) : (
        <Meter lang={page.lang} label={title} value={rule.met} max={rule.due} />
      )}
      <p class="rate-figures">
        <span>{say('dueCount', { count: rule.due })}</span>
        {figureStates.map((state) => {
          const words = say(countWords[state], { count: rule[state] });
          const query = { month, of: `${rule.category.code} ${rule.rule}`, state };
          return rule[state] === 0 ? (
            <span>{words}</span>
          ) : (
            <a href={`${paths.deadlines(query)}#behind`}>{words}</a>
          );
        })}
        <span class="quiet">{say('source', { source: rule.source })}</span>
        {rule.imported.due === 0 ? null : (
          <span class="quiet">
            {say('importedCount', { met: rule.imported.met, due: rule.imported.due })}
          </span>
        )}
      </p>
    </div>
  );
}

function BehindFigure(props: { page: Page; month: string; behind: Behind }) {
  const { page, month, behind } = props;
  const say = deskWords(page.lang);
  const { rule, state } = behind;
  const numbers = rule.numbers[state];
  const title = say('behind', {
    rule: ruleTitle(page, rule),
    state: say(state),
    count: numbers.length,
  });
  return (
    <Panel
      title={title}
      id="behind"
      actions={<a href={paths.deadlines({ month })}>{say('backToRates')}</a>}
    >
      {numbers.length === 0 ? (
        <p>{say('nothingBehind')}</p>
      ) : (
        <ul class="number-list">
          {numbers.map((number) => (
            <li data-row-link={paths.record(number)}>
              <RecordNumber number={number} href={paths.record(number)} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Missed(props: { page: Page; month: string; missed: readonly MissedDeadline[] }) {
  const { page, month, missed } = props;
  const say = deskWords(page.lang);
  const { timeZone } = page.document;
  return (
    <DataTable
      caption={say('missed', { month })}
      captioned="unseen"
      rows={missed}
      rowLink={({ number }) => paths.record(number)}
      empty={<Empty title={say('missedNone')} />}
      columns={[
        {
          title: say('number'),
          cell: ({ number }) => <RecordNumber number={number} href={paths.record(number)} />,
        },
        { title: say('rule'), cell: (line) => ruleTitle(page, line) },
        { title: say('matter'), wide: true, cell: ({ title }) => title },
        { title: say('missedAt'), cell: ({ missedAt }) => localMinuteOf(missedAt, timeZone) },
        { title: say('missedNow'), cell: (line) => <StateTag page={page} line={line} /> },
      ]}
    />
  );
}
