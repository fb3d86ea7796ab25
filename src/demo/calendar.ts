import { type Instant, instantAfter } from '../core/clock.ts';
import {
  instantOf,
  type LocalDate,
  localDateOf,
  localMinuteOf,
  type Month,
  nextDay,
  previousMonth,
} from '../core/month.ts';

/** When the story happens, counted back from the present. */
export interface Calendar {
  readonly now: Instant;
  readonly today: LocalDate;
  /** The two months that come out of paper registers, and the present one. */
  readonly months: { readonly earlier: Month; readonly last: Month; readonly present: Month };
  /** The month before the registers, since which the policies are in force. */
  readonly before: Month;
  /** The first day on which the desk files by itself instead of on paper. */
  readonly deskFrom: LocalDate;
  /** The opening of the home: the first morning of the earlier month. */
  readonly opening: Instant;
  at(day: LocalDate, time: string): Instant;
  daysAgo(count: number): LocalDate;
  minutesAgo(minutes: number): Instant;
  /** The wall-clock time as registers write it. */
  minute(at: Instant): string;
  /** The days from the first to the one before the last. */
  days(from: LocalDate, until: LocalDate): LocalDate[];
}

/** How long the desk has filed by itself at least. Units: days. */
const deskDays = 9;

/** The calendar of a story told at `now` in `zone`. */
export function calendarOf(now: Instant, zone: string): Calendar {
  const today = localDateOf(now, zone);
  const present = today.slice(0, 7);
  const last = previousMonth(present);
  const earlier = previousMonth(last);
  const daysAgo = (count: number) =>
    Temporal.PlainDate.from(today).subtract({ days: count }).toString();
  const first = `${present}-01`;
  const at = (day: LocalDate, time: string) => instantOf(`${day} ${time}`, zone);
  return {
    now,
    today,
    months: { earlier, last, present },
    before: previousMonth(earlier),
    deskFrom: daysAgo(deskDays) < first ? daysAgo(deskDays) : first,
    opening: at(`${earlier}-01`, '08:30'),
    at,
    daysAgo,
    minutesAgo: (minutes) => instantAfter(now, { minutes: -minutes }),
    minute: (instant) => localMinuteOf(instant, zone),
    days(from, until) {
      const days: LocalDate[] = [];
      for (let day = from; day < until; day = nextDay(day)) days.push(day);
      return days;
    },
  };
}
