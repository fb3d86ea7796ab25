import type { Category, DeadlineRule } from '../catalogue/model.ts';
import { type Instant, instantAfter } from '../core/clock.ts';
import { instantOf, isLocalDate, localDateOf, nextDay } from '../core/month.ts';
import { closedAtOf } from '../records/rules/closing.ts';
import { type Fields, holds } from '../records/rules/fields.ts';
import type { Deadline, DeadlineState } from './model.ts';

/**
 * A clock warns once this share of its time is left: of five minutes two, in which an order can
 * still be written; of the twelve at the counter nearly five.
 */
const warnShare = 0.4;
/** But at most this long before the end: 40 % of a day is no warning. Units: milliseconds. */
const warnAtMostMs = 2 * 60 * 60_000;
const minuteMs = 60_000;

/** The moment at which deadlines are looked at. */
export interface Moment {
  readonly now: Instant;
  /** The installation's time zone, in which fields are written and days end. */
  readonly zone: string;
  /** When the first standing dispatch order was taken for the record. */
  readonly dispatchedAt?: Instant | undefined;
}

/**
 * The promised times of a record, as its fields now read, in the order of the category's rules.
 *
 * A rule whose start is not written down, or whose condition does not hold, gives none. Registers
 * write whole minutes, so seconds decide nothing: what is done within the last minute is in time.
 * Source: SLA-01 to SLA-05, SLA-07.
 */
export function deadlinesFor(
  category: Category,
  fields: Readonly<Fields>,
  moment: Moment,
): Deadline[] {
  return (category.deadlines ?? []).flatMap((rule) => {
    if (rule.when !== undefined && !holds(rule.when, fields)) return [];
    const startedAt = momentOf(fields[rule.from], moment.zone);
    if (startedAt === undefined) return [];
    const byOrder = category.dispatch?.at === rule.to;
    const span = {
      startedAt,
      dueAt: dueAtOf(rule.within, startedAt, moment.zone),
      doneAt: doneAtOf(rule, fields, { startedAt, byOrder, moment }),
    };
    const state = stateOf(span, moment.now);
    const { code, title, source, to } = rule;
    const promise: Deadline = {
      rule: code,
      ruleTitle: title,
      source,
      prompt: false,
      endsWith: to,
      byOrder,
      ...span,
      state,
      leftSeconds: leftSecondsOf(span, moment.now),
    };
    return [promise, ...promptOf(category, rule, fields, moment)];
  });
}

/**
 * The last minute in which a promise made at `startedAt` is still kept.
 *
 * Same day: the last minute of the calendar day in `zone`, whatever the clocks do that night.
 */
export function dueAtOf(within: DeadlineRule['within'], startedAt: Instant, zone: string): Instant {
  if (!('sameDay' in within)) return instantAfter(startedAt, { minutes: within.minutes });
  const midnight = instantOf(nextDay(localDateOf(startedAt, zone)), zone);
  return instantAfter(midnight, { minutes: -1 });
}

/** How long before its end a clock of so long a time warns. Units: milliseconds. */
export function warningMs(totalMs: number): number {
  return Math.min(totalMs * warnShare, warnAtMostMs);
}

/** How long before its end a promise warns; what merely may be asked for never presses. */
export function warningOf(span: Pick<Deadline, 'startedAt' | 'dueAt' | 'prompt'>): number {
  if (span.prompt) return 0;
  return warningMs(Date.parse(span.dueAt) - Date.parse(span.startedAt));
}

/** Where a promise stands at `now`. An end that stands before its start keeps no promise. */
export function stateOf(
  span: Pick<Deadline, 'startedAt' | 'dueAt' | 'doneAt'>,
  now: Instant,
): DeadlineState {
  const [start, due] = [Date.parse(span.startedAt), Date.parse(span.dueAt)];
  if (span.doneAt !== null) {
    const end = wholeMinute(span.doneAt);
    return end >= wholeMinute(span.startedAt) && end <= due ? 'met' : 'late';
  }
  if (wholeMinute(now) > due) return 'overdue';
  return due - Date.parse(now) <= warningMs(due - start) ? 'warned' : 'running';
}

/** After a promise was kept, the time from which the clerk may press on; never a breach. */
function promptOf(
  category: Category,
  rule: DeadlineRule,
  fields: Readonly<Fields>,
  { now, zone }: Moment,
): Deadline[] {
  const startedAt = momentOf(fields[rule.to], zone);
  if (rule.prompt === undefined || startedAt === undefined) return [];
  const { code, title, source, to, afterMinutes } = rule.prompt;
  const dueAt = instantAfter(startedAt, { minutes: afterMinutes });
  // Nobody needs to ask about a matter that is over.
  const over =
    category.closing.by === 'field'
      ? closedAtOf(category, fields, { occurredAt: startedAt, zone })
      : undefined;
  const doneAt = momentOf(fields[to], zone) ?? over ?? null;
  const waiting = Date.parse(now) < Date.parse(dueAt) ? 'running' : 'warned';
  const leftSeconds = leftSecondsOf({ dueAt, doneAt }, now);
  const state = doneAt === null ? waiting : 'met';
  const words = { rule: code, ruleTitle: title, source, prompt: true, endsWith: to };
  return [{ ...words, byOrder: false, startedAt, dueAt, doneAt, state, leftSeconds }];
}

/** The end as the register has it; else, where an order is the end, when that order was taken. */
function doneAtOf(
  rule: DeadlineRule,
  fields: Readonly<Fields>,
  { startedAt, byOrder, moment }: { startedAt: Instant; byOrder: boolean; moment: Moment },
): Instant | null {
  const written = momentOf(fields[rule.to], moment.zone);
  if (written !== undefined) return written;
  const { dispatchedAt } = moment;
  if (!byOrder || dispatchedAt === undefined) return null;
  // An order taken while the record was still being written came at its very start.
  return Date.parse(dispatchedAt) < Date.parse(startedAt) ? startedAt : dispatchedAt;
}

function leftSecondsOf(span: { dueAt: Instant; doneAt: Instant | null }, now: Instant) {
  if (span.doneAt !== null) return null;
  return Math.floor((Date.parse(span.dueAt) - Date.parse(now)) / 1000);
}

function wholeMinute(at: Instant): number {
  return Math.floor(Date.parse(at) / minuteMs) * minuteMs;
}

/** The instant that a field's value names; a day without a time is its midnight. */
function momentOf(value: unknown, zone: string): Instant | undefined {
  const isTime =
    typeof value === 'string' &&
    /^.{10}(?: (?:[01]\d|2[0-3]):[0-5]\d)?$/.test(value) &&
    isLocalDate(value.slice(0, 10));
  return isTime ? instantOf(value, zone) : undefined;
}
