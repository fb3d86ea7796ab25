/** The languages of the pages. */
export type Lang = 'zh' | 'en';

/** How near a deadline is: nothing to say yet, near, or past. */
export type Nearness = 'calm' | 'warn' | 'bad';

/** Milliseconds of a second, a minute, an hour and a day. */
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * The time left until a deadline, or since it, in words.
 *
 * Shape: minutes and seconds below one hour, hours and minutes below one day, then days and hours.
 * Units: `left` in milliseconds, negative once the deadline has passed.
 */
export function dueWords(lang: Lang, left: number): string {
  // A second that has begun counts as left until it is over, and as late only when it is full.
  const whole = Math.ceil(left / second) * second;
  const length = lengthOf(lang, Math.abs(whole));
  if (lang === 'zh') return left > 0 ? `剩 ${length}` : `超时 ${length}`;
  return left > 0 ? `${length} left` : `${length} over`;
}

function lengthOf(lang: Lang, time: number): string {
  const [days, hours] = [Math.floor(time / day), Math.floor((time % day) / hour)];
  const minutes = Math.floor((time % hour) / minute);
  if (days > 0) return lang === 'zh' ? `${days}天${hours}时` : `${days} d ${hours} h`;
  if (hours > 0) return lang === 'zh' ? `${hours}时${minutes}分` : `${hours} h ${minutes} min`;
  return `${twoDigits(minutes)}:${twoDigits(Math.floor((time % minute) / second))}`;
}

function twoDigits(count: number): string {
  return String(count).padStart(2, '0');
}

/** How near a deadline is. Units: both in milliseconds; `warning` is when it begins to be near. */
export function nearness(left: number, warning: number): Nearness {
  if (left <= 0) return 'bad';
  return left <= warning ? 'warn' : 'calm';
}

/** The moments that are spoken aloud, once each. */
export type Moment = 'minute' | 'breach';

/** The moment passed between two looks at a deadline, the later one if both were. */
export function momentBetween(before: number, left: number): Moment | undefined {
  if (before > 0 && left <= 0) return 'breach';
  return before > minute && left <= minute ? 'minute' : undefined;
}
