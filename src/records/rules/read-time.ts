import { isLocalDate, type LocalDate, localMinuteOf, type Month } from '../../core/month.ts';
import { foldTyped } from '../../registers/fold-text.ts';

/** What a reader of one value answers: the value in its one spelling, or what is wrong with it. */
export type Reading<Value> = { readonly value: Value } | { readonly wrong: string };

// The one spelling itself, by far the most frequent in a register.
const usualMoment = /^(\d{4})-(\d{2})-(\d{2})(?: (\d{2}:\d{2}))?$/;
const dateParts =
  /^(\d{4})(?:-(\d{1,2})-|\/(\d{1,2})\/|\.(\d{1,2})\.| ?年 ?(\d{1,2}) ?月 ?)(\d{1,2})(?: ?[日号])?$/u;
const timeParts =
  /^(上午|凌晨|早上|中午|下午|晚上|AM |PM )? ?(\d{1,2})(?::(\d{2})(?::(\d{2})(?:\.\d+)?)?|(?:时|点)(?:(\d{1,2})分?(?:(\d{1,2})秒)?|整|(半))?)(?: ?(AM|PM))?$/iu;
const compactMoment = /^(\d{4})(\d{2})(\d{2})(?:[ T]?(\d{2}):?(\d{2})(?::?\d{2})?)?$/;
const offsetTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** Days that a spreadsheet's count of days can mean here: 2000-01-01 to 2099-12-31. */
const serial = { first: 36526, last: 73050, minutesOfDay: 1440 };

/**
 * Reads a day in any spelling that has one meaning.
 *
 * Shape: gives `YYYY-MM-DD`.
 */
export function readDate(text: string, zone: string): Reading<LocalDate> {
  const moment = readMoment(text, zone);
  if ('wrong' in moment) return { wrong: moment.wrong || askFor('date') };
  return { value: moment.value.day };
}

/**
 * Reads a wall-clock time in any spelling that has one meaning; a day alone is not a time.
 *
 * Shape: gives `YYYY-MM-DD HH:MM`.
 */
export function readMinute(text: string, zone: string): Reading<string> {
  const moment = readMoment(text, zone);
  if ('wrong' in moment) return { wrong: moment.wrong || askFor('minute') };
  const { day, time } = moment.value;
  if (time === undefined) return { wrong: `只有日期，缺几点几分，请写成 ${day} 09:05 这样` };
  return { value: `${day} ${time}` };
}

/** The month that a period such as `2026年9月` or `2026-09` names, if it names one. */
export function readPeriod(text: string): Month | undefined {
  const found = /^(\d{4})(?: ?年 ?|[-/.])(\d{1,2})(?: ?月(?:份)?)?$/u.exec(foldTyped(text));
  const month = `${found?.[1]}-${found?.[2]?.padStart(2, '0')}`;
  return found !== null && isLocalDate(`${month}-01`) ? month : undefined;
}

function askFor(type: 'date' | 'minute'): string {
  const example = type === 'date' ? '2026-10-02' : '2026-10-02 09:05';
  return `不是能确定的${type === 'date' ? '日期' : '时间'}，请写成 ${example} 这样`;
}

function readMoment(text: string, zone: string): Reading<{ day: LocalDate; time?: string }> {
  const usual = usualMoment.exec(text);
  if (usual !== null) return withClock(readDay(usual[1], usual[2], usual[3]), usual[4] ?? '');
  const folded = foldTyped(text).replace(/\s+/gu, ' ');
  if (offsetTime.test(folded)) return readOffset(folded, zone);
  if (/^\d{5}(?:\.\d+)?$/.test(folded)) return readSerial(Number(folded));
  const compact = compactMoment.exec(folded);
  if (compact !== null) {
    const time = compact[4] === undefined ? '' : `${compact[4]}:${compact[5]}`;
    return withClock(readDay(compact[1], compact[2], compact[3]), time);
  }
  const { dayText, timeText } = splitMoment(folded);
  const parts = dateParts.exec(dayText);
  if (parts === null) return { wrong: '' };
  const day = readDay(parts[1], parts[2] ?? parts[3] ?? parts[4] ?? parts[5], parts[6]);
  return withClock(day, timeText);
}

function withClock(
  day: Reading<{ day: LocalDate; time?: string }>,
  timeText: string,
): Reading<{ day: LocalDate; time?: string }> {
  if ('wrong' in day || timeText === '') return day;
  const time = readClock(timeText);
  return 'wrong' in time ? time : { value: { day: day.value.day, time: time.value } };
}

/**
 * Day and clock time stand apart by a blank, a `T` or the word 日; since blanks may also stand inside
 * the day (`2026年 10月 2日 9:05`), the longest day wins.
 */
function splitMoment(folded: string): { dayText: string; timeText: string } {
  for (let cut = folded.length; cut > 0; cut--) {
    const dayText = folded.slice(0, cut).trim();
    const rest = folded.slice(cut);
    const apart = rest === '' || /^[ T]/.test(rest) || /[日号]$/u.test(dayText);
    if (apart && dateParts.test(dayText)) {
      return { dayText, timeText: rest.replace(/^[ T]+/, '') };
    }
  }
  return { dayText: folded, timeText: '' };
}

function readDay(year = '', month = '', date = ''): Reading<{ day: LocalDate; time?: string }> {
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  if (!isLocalDate(day)) return { wrong: `没有 ${day} 这一天，请改成真实的日期` };
  if (Number(year) < 1900 || Number(year) > 2199) {
    return { wrong: `年份 ${year} 不可能，请改成真实的年份` };
  }
  return { value: { day } };
}

function readClock(text: string): Reading<string> {
  const parts = timeParts.exec(text);
  if (parts === null) return { wrong: '时分读不懂，请写成 09:05 这样（24 小时制）' };
  const half = (parts[1] ?? parts[8] ?? '').trim().toUpperCase();
  const given = Number(parts[2]);
  const minute = Number(parts[3] ?? parts[5] ?? (parts[7] === undefined ? 0 : 30));
  const second = Number(parts[4] ?? parts[6] ?? 0);
  if (given === 24 && minute === 0) return { wrong: '没有 24:00，请写成次日的 00:00' };
  if (given > 23 || minute > 59 || second > 59) {
    return { wrong: `没有 ${text} 这个时刻，请写成 00:00 到 23:59 之间` };
  }
  const hour = hourOf(given, half);
  if (hour === undefined) return { wrong: `${text} 说不清是几点，请用 24 小时制写成 09:05 这样` };
  return { value: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` };
}

/** The hour of the day, or undefined where the word and the number contradict each other. */
function hourOf(given: number, half: string): number | undefined {
  if (half === '') return given;
  if (half === 'AM' || half === '上午' || half === '早上' || half === '凌晨') {
    if (given === 12) return half === 'AM' ? 0 : undefined;
    return given < 12 ? given : undefined;
  }
  if (half === '中午') return given === 12 || given === 11 ? given : undefined;
  if (half === '晚上' && given === 12) return undefined;
  return given >= 12 ? given : given + 12;
}

function readSerial(days: number): Reading<{ day: LocalDate; time?: string }> {
  if (days < serial.first || days >= serial.last + 1) return { wrong: '' };
  const minutes = Math.round(days * serial.minutesOfDay);
  const at = Temporal.PlainDateTime.from('1899-12-30T00:00').add({ minutes });
  const day = at.toPlainDate().toString();
  if (Number.isInteger(days)) return { value: { day } };
  return { value: { day, time: at.toPlainTime().toString({ smallestUnit: 'minute' }) } };
}

function readOffset(text: string, zone: string): Reading<{ day: LocalDate; time?: string }> {
  try {
    const local = localMinuteOf(text, zone);
    return { value: { day: local.slice(0, 10), time: local.slice(11) } };
  } catch {
    return { wrong: '' }; // the 30th of February, or an hour that does not exist
  }
}
