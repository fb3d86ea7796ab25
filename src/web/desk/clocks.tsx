import { localMinuteOf } from '../../core/month.ts';
import type { DeadlineLine, DeadlineList, DeadlineState } from '../../deadlines/model.ts';
import { warningOf } from '../../deadlines/rules.ts';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { ButtonLink } from '../kit/ui/button.tsx';
import { Countdown } from '../kit/ui/countdown.tsx';
import { type Column, DataTable } from '../kit/ui/data-table.tsx';
import { RecordNumber } from '../kit/ui/number.tsx';
import { Empty } from '../kit/ui/panel.tsx';
import { Tag, type Tone } from '../kit/ui/tag.tsx';
import { ruleTitle } from './rule-titles.ts';
import { deskWords } from './words.ts';

const tones: Readonly<Record<DeadlineState, Tone>> = {
  running: 'info',
  warned: 'warn',
  overdue: 'bad',
  met: 'good',
  late: 'bad',
};

/** How the row of a promise is marked at its edge. */
const rowClasses: Readonly<Partial<Record<DeadlineState, string>>> = {
  warned: 'warn',
  overdue: 'overdue',
};

/** Where a promise stands, as sign and word. */
export function StateTag(props: { page: Page; line: Pick<DeadlineLine, 'state' | 'prompt'> }) {
  const { page, line } = props;
  const say = deskWords(page.lang);
  if (line.prompt && line.state !== 'met') {
    const isTime = line.state === 'warned';
    return <Tag tone={isTime ? 'warn' : 'neutral'}>{say(isTime ? 'prompt' : 'promptWaiting')}</Tag>;
  }
  return <Tag tone={tones[line.state]}>{say(line.state)}</Tag>;
}

/** What runs, what is due first standing first, each with the act that ends it. */
export function Clocks(props: { page: Page; list: DeadlineList; most?: number }) {
  const { page, list, most } = props;
  const say = deskWords(page.lang);
  const rows = most === undefined ? list.items : list.items.slice(0, most);
  const rest = list.items.length - rows.length;
  return (
    <>
      <DataTable
        caption={say('clocks')}
        captioned="unseen"
        columns={columnsOf(page, list)}
        rows={rows}
        rowLink={({ number }) => paths.record(number)}
        rowClass={({ state, prompt }) => (prompt ? undefined : rowClasses[state])}
        empty={
          <Empty title={say('clocksNone')}>
            <p>{say('clocksNoneHelp')}</p>
          </Empty>
        }
      />
      {rest > 0 ? (
        <p>
          <a href={paths.deadlines()}>{say('clocksMore', { count: rest })}</a>
        </p>
      ) : null}
    </>
  );
}

function columnsOf(page: Page, list: DeadlineList): Column<DeadlineLine>[] {
  const say = deskWords(page.lang);
  const dispatched = list.items.find(({ byOrder }) => byOrder);
  return [
    {
      title: say('number'),
      cell: ({ number }) => <RecordNumber number={number} href={paths.record(number)} />,
    },
    {
      title: say('left'),
      cell: (line) => (
        <div class="clock">
          <Countdown
            dueAt={line.dueAt}
            now={list.at}
            lang={page.lang}
            warnMs={warningOf(line)}
            label={`${line.number} ${ruleTitle(page, line)}`}
          />
          <StateTag page={page} line={line} />
        </div>
      ),
    },
    {
      title: say('matter'),
      cell: (line) => (
        <div>
          {line.title}
          <div class="quiet">
            {ruleTitle(page, line)} · <DueTime page={page} line={line} />
            {line.responsible === ''
              ? null
              : ` · ${say('responsible', { name: line.responsible })}`}
          </div>
        </div>
      ),
    },
    {
      title: say('act'),
      acts: true,
      cell: (line) => <EndingAct page={page} line={line} isFirst={line === dispatched} />,
    },
  ];
}

function DueTime({ page, line }: { page: Page; line: DeadlineLine }) {
  const minute = localMinuteOf(line.dueAt, page.document.timeZone);
  return (
    <time class="unbroken" datetime={line.dueAt}>
      {deskWords(page.lang)('dueAt', { time: shortTime(page, minute) })}
    </time>
  );
}

/** The day is left out where it is today. */
function shortTime(page: Page, minute: string): string {
  return minute.startsWith(page.today) ? minute.slice(11) : minute.slice(5);
}

/** The one thing that ends a promise: a dispatch order, or the next lines of the record. */
function EndingAct(props: { page: Page; line: DeadlineLine; isFirst: boolean }) {
  const { page, line, isFirst } = props;
  const say = deskWords(page.lang);
  if (line.byOrder && mayAt(page, 'order.take')) {
    return (
      <ButtonLink
        hotkey={isFirst ? 'F8' : undefined}
        href={paths.newOrder({ record: line.number })}
      >
        {say('dispatch')}
      </ButtonLink>
    );
  }
  if (!mayAt(page, 'record.correct')) return null;
  return <ButtonLink href={paths.continueRecord(line.number)}>{say('continue')}</ButtonLink>;
}
