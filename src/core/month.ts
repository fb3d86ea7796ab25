import type { Instant } from './clock.ts';

/** A calendar month as `YYYY-MM`, always in the installation's time zone. */
export type Month = string;

/** A calendar day as `YYYY-MM-DD`, always in the installation's time zone. */
export type LocalDate = string;

const monthPattern = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Whether `text` is a month in its one spelling, `YYYY-MM`. */
export function isMonth(text: string): text is Month {
  return monthPattern.test(text);
}

/** Whether `text` is a day that exists, in its one spelling, `YYYY-MM-DD`. */
export function isLocalDate(text: string): text is LocalDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false; // the 30th of February and its like
  }
}

/** The calendar day on which `at` falls in `zone` (an IANA name such as `Asia/Shanghai`). */
export function localDateOf(at: Instant, zone: string): LocalDate {
  return Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** The wall-clock time of `at` in `zone` as `YYYY-MM-DD HH:MM`, the way registers write it. */
export function localMinuteOf(at: Instant, zone: string): string {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDateTime();
  return local.toString({ smallestUnit: 'minute' }).replace('T', ' ');
}

/** The calendar month in which `at` falls in `zone`. */
export function monthOf(at: Instant, zone: string): Month {
  return localDateOf(at, zone).slice(0, 7);
}

/**
 * The instant of a wall-clock time in `zone`.
 *
 * Shape: `YYYY-MM-DD` (midnight) or `YYYY-MM-DD HH:MM`.
 */
export function instantOf(local: string, zone: string): Instant {
  const key = `${zone} ${local}`;
  const known = instantsBefore.get(key);
  if (known !== undefined) return known;
  const plain = Temporal.PlainDateTime.from(local.replace(' ', 'T'), { overflow: 'reject' });
  const at = plain.toZonedDateTime(zone).toInstant().toString({ smallestUnit: 'millisecond' });
  if (instantsBefore.size >= rememberedInstants) instantsBefore.clear();
  instantsBefore.set(key, at);
  return at;
}

/** The days that lists begin and end with are few, and each is asked for at every request. */
const rememberedInstants = 512;
const instantsBefore = new Map<string, Instant>();

/** The half-open interval of instants that make up `month` in `zone`. */
export function spanOf(month: Month, zone: string): { from: Instant; until: Instant } {
  return {
    from: instantOf(`${month}-01`, zone),
    until: instantOf(`${nextMonth(month)}-01`, zone),
  };
}

/** The month after `month`. */
export function nextMonth(month: Month): Month {
  const [, year, number] = /^(\d{4})-(0[1-9]|1[01])$/.exec(month) ?? [];
  if (year !== undefined) return `${year}-${String(Number(number) + 1).padStart(2, '0')}`;
  return Temporal.PlainYearMonth.from(month).add({ months: 1 }).toString();
}

/** The month before `month`. */
export function previousMonth(month: Month): Month {
  return Temporal.PlainYearMonth.from(month).subtract({ months: 1 }).toString();
}

/** The day after `day`. */
export function nextDay(day: LocalDate): LocalDate {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}

/** Every calendar day of `month`, in order. */
export function daysOf(month: Month): LocalDate[] {
  const { daysInMonth } = Temporal.PlainYearMonth.from(month);
  return Array.from({ length: daysInMonth }, (_, index) => {
    return `${month}-${String(index + 1).padStart(2, '0')}`;
  });
}
