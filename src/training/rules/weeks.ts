import type { Instant } from '../../core/clock.ts';
import { type LocalDate, localDateOf, type Month, monthOf } from '../../core/month.ts';
import { type Topic, topics, weeklyGoal } from '../model/words.ts';
import { endOf } from './window.ts';

/** A weekly hour as the count sees it. */
export interface WeeklyHour {
  readonly id: string;
  /** The session that it repeats, or itself. */
  readonly root: string;
  readonly startsAt: Instant;
  readonly minutes: number;
  readonly topic: Topic | null;
  readonly status: 'planned' | 'incomplete' | 'closed' | 'cancelled';
  /** How many came. */
  readonly present: number;
}

/** Why an hour does not count. */
export type Uncounted = 'cancelled' | 'ahead' | 'nobody' | 'short' | 'repeat' | 'overlap';

/** One ISO week: what was held, and what was not counted, with the reason. */
export interface WeekCount {
  /** Shape: `2026-W44`. */
  readonly week: string;
  readonly monday: LocalDate;
  readonly sunday: LocalDate;
  readonly goal: number;
  readonly counted: readonly string[];
  readonly uncounted: readonly { readonly id: string; readonly why: Uncounted }[];
  /** Of those counted, how many have all five parts. */
  readonly complete: number;
  /** Whether the week is not over yet. */
  readonly isOpen: boolean;
}

/** The Monday of the week of a day. */
export function mondayOf(day: LocalDate): LocalDate {
  const date = Temporal.PlainDate.from(day);
  return date.subtract({ days: date.dayOfWeek - 1 }).toString();
}

/** The ISO week of a day. Source: ISO 8601. Shape: `2026-W44`. */
export function weekOf(day: LocalDate): string {
  const { yearOfWeek, weekOfYear } = Temporal.PlainDate.from(day);
  return `${yearOfWeek}-W${String(weekOfYear).padStart(2, '0')}`;
}

/** The hours that count as held: each once, however often it was repeated, and one at a time. */
function countedHours(hours: readonly WeeklyHour[]): {
  counted: WeeklyHour[];
  uncounted: Map<string, Uncounted>;
} {
  const uncounted = new Map<string, Uncounted>();
  const counted: WeeklyHour[] = [];
  const roots = new Set<string>();
  let before: WeeklyHour | undefined;
  for (const hour of hours.toSorted((a, b) => compare(a.startsAt, b.startsAt))) {
    const isDuringLast = before !== undefined && hour.startsAt < endOf(before);
    const why =
      whyUncounted(hour) ??
      (roots.has(hour.root) ? 'repeat' : isDuringLast ? 'overlap' : undefined);
    if (why !== undefined) uncounted.set(hour.id, why);
    else {
      roots.add(hour.root);
      before = hour;
      counted.push(hour);
    }
  }
  return { counted, uncounted };
}

function whyUncounted({ status, present, minutes }: WeeklyHour): Uncounted | undefined {
  if (status === 'cancelled') return 'cancelled';
  if (status === 'planned') return 'ahead';
  if (present === 0) return 'nobody';
  return minutes < weeklyGoal.minutes ? 'short' : undefined;
}

/**
 * The weeks from the one of `from` to the one of `to`, newest first. `hours` holds every session of
 * an hour, also those that were held in other weeks, so that each hour counts once.
 *
 * Source: C-5.3(2), TRN-02.
 */
export function countWeeks(
  hours: readonly WeeklyHour[],
  asked: { readonly from: LocalDate; readonly to: LocalDate; readonly now: Instant },
  zone: string,
): WeekCount[] {
  const { counted, uncounted } = countedHours(hours);
  const weekOfHour = new Map(hours.map((one) => [one.id, weekOf(localDateOf(one.startsAt, zone))]));
  const today = localDateOf(asked.now, zone);
  const weeks: WeekCount[] = [];
  const last = mondayOf(asked.to);
  for (let monday = mondayOf(asked.from); monday <= last; monday = plusDays(monday, 7)) {
    const week = weekOf(monday);
    const own = counted.filter(({ id }) => weekOfHour.get(id) === week);
    const sunday = plusDays(monday, 6);
    weeks.push({
      week,
      monday,
      sunday,
      goal: weeklyGoal.hours,
      counted: own.map(({ id }) => id),
      uncounted: [...uncounted]
        .filter(([id]) => weekOfHour.get(id) === week)
        .map(([id, why]) => ({ id, why })),
      complete: own.filter(({ status }) => status === 'closed').length,
      isOpen: today <= sunday,
    });
  }
  return weeks.toReversed();
}

/** Which topics the hours held in a month did not cover. Source: C-5.3(2). */
export function missingTopics(hours: readonly WeeklyHour[], month: Month, zone: string): Topic[] {
  const { counted } = countedHours(hours);
  const covered = new Set(
    counted.filter(({ startsAt }) => monthOf(startsAt, zone) === month).map(({ topic }) => topic),
  );
  return topics.filter((topic) => !covered.has(topic));
}

/** The day so many days later. */
export function plusDays(day: LocalDate, days: number): LocalDate {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
