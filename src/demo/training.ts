import type { Requester } from '../access/model.ts';
import { type Instant, instantAfter } from '../core/clock.ts';
import type { LocalDate } from '../core/month.ts';
import { addSeries } from '../training/commands/add-series.ts';
import { answerExam } from '../training/commands/answer-exam.ts';
import { cancelSession, closeSession } from '../training/commands/close-session.ts';
import { correctResult } from '../training/commands/correct-result.ts';
import { planSessions } from '../training/commands/plan-sessions.ts';
import { signIn, signInByName } from '../training/commands/sign-in.ts';
import type { Topic } from '../training/model/words.ts';
import { getExam } from '../training/queries/exam.ts';
import { mondayOf, plusDays } from '../training/rules/weeks.ts';
import type { Scene, Stage } from './stage.ts';
import { courses, sayings, topicsByWeek } from './training-texts.ts';

/** The weekly hours are on Monday, Wednesday and Friday at this time, an hour each. */
const weekly = { days: [0, 2, 4], at: '14:00', minutes: 60 } as const;

/** The week whose last hour was called off, counted from the first. */
const shortWeek = 3;

/** What the story remembers between its scenes. */
interface Notes {
  readonly series: Map<string, string>;
  readonly sessions: Map<string, string>;
}

/** How one hour goes: who comes, what they answer, how it ends. */
interface Held {
  readonly key: string;
  readonly at: Instant;
  readonly people: readonly Requester[];
  /** Who answers the second question wrong. */
  readonly wrong?: Requester | undefined;
  readonly late?: Requester | undefined;
  readonly byName?: Requester | undefined;
  /** None: the summary is never written. */
  readonly summary?: string;
}

/**
 * Trainings: two months of weekly hours, one week short of one, one hour without its summary, a
 * training on the law, and one on the revised policy, in which somebody fails.
 */
export function trainingScenes(stage: Stage): Scene[] {
  const notes: Notes = { series: new Map(), sessions: new Map() };
  const { calendar } = stage;
  const first = plusDays(mondayOf(opened(stage)), 7);
  const weeks: LocalDate[] = [];
  const last = plusDays(mondayOf(calendar.today), 7);
  for (let monday = first; monday <= last; monday = plusDays(monday, 7)) weeks.push(monday);
  return [
    {
      at: calendar.at(opened(stage), '09:20'),
      says: '培训：每周三个一、法规课、制度课，各有计划、教案、试题',
      play: () => addCourses(stage, notes),
    },
    ...weeks.flatMap((monday, index) => weekOf(stage, notes, { monday, index })),
    ...lawScenes(stage, notes),
    ...systemScenes(stage, notes),
  ].filter(({ at }) => at <= calendar.now);
}

/** The day on which the trainings are set up. */
function opened({ calendar }: Stage): LocalDate {
  return `${calendar.months.earlier}-02`;
}

function later(one: Instant, other: Instant): Instant {
  return one > other ? one : other;
}

async function addCourses({ home, cast }: Stage, { series }: Notes): Promise<void> {
  for (const [name, course] of Object.entries(courses)) {
    series.set(name, await addSeries(home, cast.administrator, course));
  }
}

function weekOf(
  stage: Stage,
  notes: Notes,
  { monday, index }: { monday: LocalDate; index: number },
): Scene[] {
  const { cast, calendar } = stage;
  const hours = weekly.days.map((days, row) => ({
    key: `${monday}:${row}`,
    at: calendar.at(plusDays(monday, days), weekly.at),
    topic: topicsByWeek[(index * weekly.days.length + row) % topicsByWeek.length] ?? 'safety',
  }));
  const planned: Scene = {
    // The week before, so that the next one is always in sight; once there is what to plan.
    at: later(calendar.at(plusDays(monday, -4), '16:10'), calendar.at(opened(stage), '10:00')),
    play: () => plan(stage, notes, { series: 'weekly', hours }),
  };
  const isShort = index === shortWeek;
  const due = hours.filter((_, row) => !isShort || row < 2);
  const [, , off] = hours;
  const isLast = mondayOf(calendar.daysAgo(3)) === monday;
  const held = due.flatMap((hour, row) =>
    holding(stage, notes, {
      key: hour.key,
      at: hour.at,
      people: [cast.clerk, cast.secondClerk, cast.administrator],
      wrong: row === index % 3 ? cast.secondClerk : undefined,
      late: row === 1 && index % 4 === 1 ? cast.clerk : undefined,
      byName: row === 2 && index === 1 ? cast.secondClerk : undefined,
      ...(isLast && row === 0 ? {} : { summary: sayings[(index + row) % sayings.length] ?? '' }),
    }),
  );
  const reason = '防汛值守，全员在岗，改到下周补讲';
  const calledOff =
    isShort && off !== undefined
      ? [
          {
            at: instantAfter(off.at, { minutes: -240 }),
            play: () => callOff(stage, notes, off.key, reason),
          },
        ]
      : [];
  return [planned, ...held, ...calledOff];
}

async function callOff(
  { home, cast }: Stage,
  { sessions }: Notes,
  key: string,
  reason: string,
): Promise<void> {
  const session = sessions.get(key);
  if (session !== undefined) await cancelSession(home, cast.supervisor, { session, reason });
}

function lawScenes(stage: Stage, notes: Notes): Scene[] {
  const { cast, calendar } = stage;
  const day = `${calendar.months.last}-12`;
  const at = calendar.at(day, '10:00');
  return [
    {
      at: calendar.at(`${calendar.months.last}-05`, '15:00'),
      play: () => plan(stage, notes, { series: 'law', hours: [{ key: 'law', at }] }),
    },
    ...holding(stage, notes, {
      key: 'law',
      at,
      people: [cast.clerk, cast.secondClerk, cast.administrator],
      summary: '应到 3 人，到 3 人；“告知”与“代管”分不清，下季度用案例再讲。',
    }),
  ];
}

function systemScenes(stage: Stage, notes: Notes): Scene[] {
  const { home, cast, calendar } = stage;
  const day = `${calendar.months.last}-16`;
  const at = calendar.at(day, '15:40');
  const summary = '第 2 版的改约规则都讲到了；林可欣改约次数答错，补读后再考。';
  return [
    {
      at: calendar.at(`${calendar.months.last}-11`, '09:10'),
      says: 'ZD-10 第 2 版的制度课：签到、考核合格的人记为已学',
      play: () => plan(stage, notes, { series: 'system', hours: [{ key: 'system', at }] }),
    },
    ...holding(stage, notes, {
      key: 'system',
      at,
      people: [cast.clerk, cast.secondClerk, cast.administrator],
      wrong: cast.secondClerk,
      summary,
    }),
    {
      at: calendar.at(plusDays(day, 1), '09:40'),
      async play() {
        const session = notes.sessions.get('system');
        if (session === undefined) return;
        const becomes = `${summary}下周三复讲 10 分钟。`;
        const reason = '漏写复讲安排';
        await correctResult(home, cast.supervisor, { what: 'summary', session, becomes, reason });
      },
    },
  ];
}

async function plan(
  { home, cast }: Stage,
  { series, sessions }: Notes,
  wish: { series: string; hours: readonly { key: string; at: Instant; topic?: Topic }[] },
): Promise<void> {
  const ids = await planSessions(home, cast.administrator, {
    series: series.get(wish.series) ?? '',
    sessions: wish.hours.map(({ at, topic }) => ({
      startsAt: at,
      ...(topic === undefined ? {} : { topic }),
    })),
    trainer: 'zhou',
    place: '客服部会议室',
    expected: ['chen', 'lin', 'wu'],
  });
  for (const [index, { key }] of wish.hours.entries()) sessions.set(key, ids[index] ?? '');
}

/** Signing in before the hour, the test towards its end, the summary after it. */
function holding(stage: Stage, { sessions }: Notes, held: Held): Scene[] {
  const { home, cast } = stage;
  const { people, late, byName, wrong, summary } = held;
  const session = () => sessions.get(held.key) ?? '';
  const inTime = people.filter((one) => one !== late && one !== byName);
  const after = (minutes: number) => instantAfter(held.at, { minutes });
  return [
    {
      at: after(-4),
      async play() {
        for (const who of inTime) await signIn(home, who, { session: session() });
      },
    },
    {
      at: after(17),
      async play() {
        if (late !== undefined) await signIn(home, late, { session: session() });
        const name = byName?.actor.kind === 'person' ? [byName.actor.username] : [];
        if (name.length === 0) return;
        await signInByName(home, cast.supervisor, { session: session(), people: name });
      },
    },
    {
      at: after(52),
      async play() {
        for (const who of people) {
          const { paper, questions } = await getExam(home, who, session());
          // Every paper of the story has its right answer second.
          const answers = questions.map((_, index) => [who === wrong && index === 1 ? 0 : 1]);
          await answerExam(home, who, { session: session(), paper, answers });
        }
      },
    },
    {
      at: after(63),
      async play() {
        if (summary === undefined) return;
        await closeSession(home, cast.supervisor, { session: session(), summary });
      },
    },
  ];
}
