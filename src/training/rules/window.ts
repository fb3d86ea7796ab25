import { AppError } from '../../core/app-error.ts';
import { type Instant, instantAfter } from '../../core/clock.ts';
import { instantOf, localDateOf, localMinuteOf, nextDay } from '../../core/month.ts';

/** How long before the hour one may sign in. Units: minutes. */
const signInAhead = 60;
/** Who signs in so long after the beginning is late. Units: minutes. Source: ZD-22. */
const lateAfter = 10;

/** An hour as its windows need it. */
export interface Hour {
  readonly startsAt: Instant;
  readonly minutes: number;
}

/** When an hour is over. */
export function endOf({ startsAt, minutes }: Hour): Instant {
  return instantAfter(startsAt, { minutes });
}

/** From when until when (exclusive) one may sign in: to the end of the day, or of the hour. */
export function signInWindow(hour: Hour, zone: string): { from: Instant; until: Instant } {
  const midnight = instantOf(nextDay(localDateOf(hour.startsAt, zone)), zone);
  const end = endOf(hour);
  return {
    from: instantAfter(hour.startsAt, { minutes: -signInAhead }),
    until: [end, midnight].toSorted().at(-1) ?? end,
  };
}

/** Whether somebody may sign in now. Returns undefined, or the AppError `conflict`. */
export function whyNoSignIn(hour: Hour, now: Instant, zone: string): AppError | undefined {
  const { from, until } = signInWindow(hour, zone);
  if (now < from) {
    const at = localMinuteOf(from, zone);
    return new AppError('conflict', `还没到签到时间，${at} 起可以签到。`);
  }
  if (now < until) return undefined;
  const words = '签到当天截止，已经不能再签；确实到场的，请讲师作“更正签到”并写明原因。';
  return new AppError('conflict', words);
}

/** Whether the exam may be answered now. Returns undefined, or the AppError `conflict`. */
export function whyNoExam(hour: Hour, now: Instant, zone: string): AppError | undefined {
  if (now < hour.startsAt) {
    const at = localMinuteOf(hour.startsAt, zone);
    return new AppError('conflict', `考核在开课后作答，${at} 开课。`);
  }
  if (now < signInWindow(hour, zone).until) return undefined;
  return new AppError('conflict', '考核当天截止，已经不能再答；纸上答的，请讲师登记成绩。');
}

/** Whether a sign-in at this moment is late. */
export function isLate(hour: Hour, at: Instant): boolean {
  return at > instantAfter(hour.startsAt, { minutes: lateAfter });
}
