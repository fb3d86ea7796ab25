import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import type { Instant } from '../../core/clock.ts';
import { daysOf, type LocalDate, localDateOf, previousMonth } from '../../core/month.ts';
import type { Home } from '../../home/open.ts';
import type { Reader } from '../../store/tables.ts';

/**
 * The days before today, of this month and the last, that nobody has signed; the oldest first. They
 * begin with the first day that was filed at the desk: what was brought in was reviewed on paper.
 *
 * Errors: `forbidden`.
 */
export async function daysToSign(
  home: Pick<Home, 'store' | 'catalogue' | 'clock'>,
  who: Requester,
  site: string,
): Promise<LocalDate[]> {
  demand(who, 'record.read', { site });
  const { timeZone } = home.catalogue.document;
  const today = localDateOf(home.clock.now(), timeZone);
  const month = today.slice(0, 7);
  const days = [...daysOf(previousMonth(month)), ...daysOf(month)].filter((day) => day < today);
  const { read } = home.store;
  const begun = await read
    .selectFrom('record')
    .select(({ fn }) => fn.min('occurred_at').as('first'))
    .where('site', '=', site)
    .where('source', '=', 'desk')
    .executeTakeFirst();
  if (!begun?.first) return [];
  const signed = await read
    .selectFrom('day_sign_off')
    .select('day')
    .distinct()
    .where('site', '=', site)
    .where('day', '>=', days[0] ?? today)
    .execute();
  const first = localDateOf(begun.first, timeZone);
  const done = new Set(signed.map(({ day }) => day));
  return days.filter((day) => day >= first && !done.has(day));
}

/** The days of a site that a person has signed since, the last signed first. */
export function daysSignedBy(
  db: Reader,
  asked: {
    readonly site: string;
    readonly personId: string;
    readonly since: Instant;
    readonly limit: number;
  },
): Promise<{ day: LocalDate; at: Instant }[]> {
  return db
    .selectFrom('day_sign_off')
    .select(['day', 'at'])
    .where('site', '=', asked.site)
    .where('person_id', '=', asked.personId)
    .where('at', '>=', asked.since)
    .orderBy('at', 'desc')
    .limit(asked.limit)
    .execute();
}
