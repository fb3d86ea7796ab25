import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { AppError } from '../../core/app-error.ts';
import {
  instantOf,
  isLocalDate,
  type LocalDate,
  localDateOf,
  type Month,
  nextMonth,
} from '../../core/month.ts';
import type { WeeksView } from '../model/views.ts';
import { countWeeks, missingTopics, mondayOf, plusDays } from '../rules/weeks.ts';
import { loadSessions } from './load.ts';
import { weeklyHourOf } from './session-lines.ts';
import { linesOf, type TrainingReads } from './sessions.ts';

/** The weeks that are shown unless others are asked for. */
const usualWeeks = 9;
const mostWeeks = 110;

/**
 * The weekly hours held, week by week, newest first, with what did not count and why; and which
 * topics each of the months lacks.
 *
 * Errors: `forbidden`, `not-found` (site), `invalid` (days). Source: C-5.3(2), TRN-02.
 */
export async function listWeeks(
  home: TrainingReads,
  who: Requester,
  asked: { site?: string | undefined; from?: string | undefined; to?: string | undefined },
): Promise<WeeksView> {
  const { document } = home.catalogue;
  const { timeZone } = document;
  const site = getSite(document, asked.site).code;
  demand(who, 'policy.read', { site });
  const now = home.clock.now();
  const to = dayOf(asked.to) ?? localDateOf(now, timeZone);
  const from = dayOf(asked.from) ?? plusDays(to, -7 * (usualWeeks - 1));
  if (from > to || plusDays(from, 7 * mostWeeks) < to) {
    throw new AppError('invalid', `起止日期不对，最多查 ${mostWeeks} 周。`, {
      problems: [{ field: 'from', rule: 'range', message: '请填早于止日的日期' }],
    });
  }
  // Whole months, so that a month's topics are all seen.
  const first = mondayOf(`${from.slice(0, 7)}-01`);
  const last = plusDays(mondayOf(to), 7);
  const db = home.store.read;
  const rows = await db
    .selectFrom('training_session')
    .innerJoin('training_series', 'training_series.id', 'training_session.series_id')
    .select('training_session.id as id')
    .where('training_session.site', '=', site)
    .where('training_series.class', '=', 'weekly')
    .where('starts_at', '>=', instantOf(first, timeZone))
    .where('starts_at', '<', instantOf(monthAfter(last), timeZone))
    .execute();
  const ids = rows.map(({ id }) => id);
  const loaded = await loadSessions(db, ids);
  const hours = [...loaded.values()].map((session) => weeklyHourOf(session, now));
  const lines = await linesOf(db, [...loaded.keys()], { loaded, now });
  const lineOf = new Map(lines.map((line) => [line.id, line]));
  return {
    site,
    items: countWeeks(hours, { from, to, now }, timeZone).map((week) => ({
      week: week.week,
      monday: week.monday,
      sunday: week.sunday,
      goal: week.goal,
      held: week.counted.length,
      complete: week.complete,
      isOpen: week.isOpen,
      counted: week.counted.flatMap((id) => lineOf.get(id) ?? []),
      uncounted: week.uncounted.flatMap(({ id, why }) => {
        const session = lineOf.get(id);
        return session === undefined ? [] : [{ session, why }];
      }),
    })),
    months: monthsBetween(from, to)
      .toReversed()
      .map((month) => ({ month, missing: missingTopics(hours, month, timeZone) })),
  };
}

function dayOf(text: string | undefined): LocalDate | undefined {
  if (text === undefined || text === '') return undefined;
  if (isLocalDate(text)) return text;
  throw new AppError('invalid', `“${text}”不是日期，请写成 2026-11-02 这样。`, {
    problems: [{ field: 'from', rule: 'date', message: '请写成 2026-11-02 这样' }],
  });
}

function monthsBetween(from: LocalDate, to: LocalDate): Month[] {
  const months: Month[] = [];
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = nextMonth(month)) {
    months.push(month);
  }
  return months;
}

function monthAfter(day: LocalDate): LocalDate {
  return `${nextMonth(day.slice(0, 7))}-01`;
}
