import type { Instant } from '../../core/clock.ts';
import type { SessionLine } from '../model/views.ts';
import { hasPassed, missingParts, type PersonResult, resultsOf } from '../rules/results.ts';
import type { WeeklyHour } from '../rules/weeks.ts';
import { endOf } from '../rules/window.ts';
import type { StoredSession } from './load.ts';
import type { TrainingPerson } from './people.ts';

/** What lines are made with: everybody by id, and the time. */
export interface LineView {
  readonly people: ReadonlyMap<string, TrainingPerson>;
  readonly now: Instant;
}

/** The session whose hour this one holds again, or itself. */
export function rootOf({ id, repeats }: Pick<StoredSession, 'id' | 'repeats'>): string {
  return repeats ?? id;
}

/** The sessions of each hour, by the session that came first. */
export function hoursOf(sessions: Iterable<StoredSession>): Map<string, StoredSession[]> {
  return Map.groupBy(sessions, rootOf);
}

/** Where a session stands. */
function statusOf(
  { closing, cancelling, startsAt }: StoredSession,
  now: Instant,
): SessionLine['status'] {
  if (cancelling !== undefined) return 'cancelled';
  if (closing !== undefined) return 'closed';
  return now < startsAt ? 'planned' : 'incomplete';
}

/** What a session lacks of its five parts. */
function missingOf(session: StoredSession, results: readonly PersonResult[]) {
  if (session.closing !== undefined || session.cancelling !== undefined) return [];
  return missingParts({
    hasPlan: session.plan !== undefined,
    hasNotes: session.notes !== undefined,
    hasPaper: session.paper !== undefined,
    hasSummary: false,
    results,
  });
}

/** The summary as it stands, with every correction taken in; null before the closing. */
export function summaryOf({ closing, kept }: StoredSession): string | null {
  const last = kept.corrections.findLast(({ what }) => what === 'summary');
  return last?.becomes ?? closing?.summary ?? null;
}

/** Where somebody who was expected came to the same hour held again; null where they did not. */
export function elsewhereOf(
  session: StoredSession,
  hour: readonly StoredSession[],
  person: string,
): string | null {
  const other = hour.find(
    ({ id, cancelling, kept }) =>
      id !== session.id &&
      cancelling === undefined &&
      resultsOf(kept).some((one) => one.person === person && one.present),
  );
  return other?.id ?? null;
}

/** A session as a line; `hour` holds it and every repeat. */
export function lineOf(
  session: StoredSession,
  hour: readonly StoredSession[],
  { people, now }: LineView,
): SessionLine {
  const results = resultsOf(session.kept);
  const came = results.filter(({ present }) => present);
  const expected = results.filter((one) => one.expected);
  const passMark = session.paper?.pass_mark;
  const trainer = people.get(session.trainer);
  return {
    id: session.id,
    site: session.site,
    series: session.series.id,
    class: session.series.class,
    title: session.series.title,
    topic: session.topic,
    startsAt: session.startsAt,
    endsAt: endOf(session),
    minutes: session.minutes,
    trainer: { username: trainer?.username ?? '', name: trainer?.name ?? '' },
    place: session.place,
    repeats: session.repeats,
    policies: session.policies,
    status: statusOf(session, now),
    missing: missingOf(session, results),
    expected: expected.length,
    present: came.length,
    expectedPresent: expected.filter(
      ({ present, person }) => present || elsewhereOf(session, hour, person) !== null,
    ).length,
    passed: came.filter((one) => hasPassed(one, passMark)).length,
    average: averageOf(came, session.paper?.points),
  };
}

/** Units: hundredths of the full mark, one decimal; null where nobody was scored. */
function averageOf(
  results: readonly Pick<PersonResult, 'score'>[],
  points: number | undefined,
): number | null {
  const scores = results.flatMap(({ score }) => (typeof score === 'number' ? [score] : []));
  if (scores.length === 0 || points === undefined || points === 0) return null;
  const sum = scores.reduce((total, one) => total + one, 0);
  return Math.round((sum / scores.length / points) * 1000) / 10;
}

/** A session as the weekly count sees it. */
export function weeklyHourOf(session: StoredSession, now: Instant): WeeklyHour {
  return {
    id: session.id,
    root: rootOf(session),
    startsAt: session.startsAt,
    minutes: session.minutes,
    topic: session.topic,
    status: statusOf(session, now),
    present: resultsOf(session.kept).filter(({ present }) => present).length,
  };
}
