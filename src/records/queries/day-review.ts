import type { Requester } from '../../access/model.ts';
import { can, demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { AppError } from '../../core/app-error.ts';
import {
  daysOf,
  instantOf,
  isLocalDate,
  isMonth,
  type LocalDate,
  localDateOf,
  nextDay,
} from '../../core/month.ts';
import type { Home } from '../../home/open.ts';
import { getContents } from '../../ledger/content.ts';
import type { Reader, Tx } from '../../store/tables.ts';
import type { DayReview, RecordLine, ReviewCount } from '../model.ts';
import type { SignOffContent } from '../rows/contents.ts';
import { linesOf } from './record-line.ts';

type ReviewHome = Pick<Home, 'store' | 'keyring' | 'catalogue'>;

/**
 * A day's repairs, inquiries and complaints with their counts, and its signatures.
 *
 * Errors: `forbidden`, `not-found` (site), `invalid` (no such day).
 */
export async function dayReview(
  home: ReviewHome,
  who: Requester,
  wanted: { site?: string | undefined; day: LocalDate },
): Promise<DayReview> {
  const site = getSite(home.catalogue.document, wanted.site).code;
  demand(who, 'record.read', { site });
  refuseNoDay(wanted.day);
  const { read } = home.store;
  const plain = can(who, 'personal.read', { site }) === undefined;
  const { counts, records } = await reviewOf(home, read, { site, day: wanted.day, plain });
  const signed = await read
    .selectFrom('day_sign_off')
    .select(['at', 'content_id'])
    .where('site', '=', site)
    .where('day', '=', wanted.day)
    .orderBy('entry_seq')
    .execute();
  const ids = signed.map(({ content_id }) => content_id);
  const contents = await getContents(read, home.keyring, ids);
  const signatures = signed.map(({ at, content_id }) => {
    const content = contents.get(content_id)?.value as SignOffContent | undefined;
    return { name: content?.name ?? '', at, remark: content?.remark ?? null };
  });
  return { site, day: wanted.day, counts, records, signatures };
}

/**
 * What is reviewed of a day: lines in order of time, and counts by kind, of the categories that the
 * catalogue marks as reviewed. Source: C-1.4, C-6.1.
 */
export async function reviewOf(
  home: Pick<Home, 'keyring' | 'catalogue'>,
  db: Reader | Tx,
  wanted: { site: string; day: LocalDate; plain: boolean },
): Promise<{ counts: ReviewCount[]; records: RecordLine[] }> {
  const { timeZone, categories } = home.catalogue.document;
  const reviewed = categories.filter((category) => category.reviewed === true);
  const codes = reviewed.map(({ code }) => code);
  if (codes.length === 0) return { counts: [], records: [] };
  const rows = await db
    .selectFrom('record as r')
    .innerJoin('record_state as s', 's.record_id', 'r.id')
    .selectAll('r')
    .select(['s.status', 's.corrections', 's.retained_through', 's.room'])
    .where('r.site', '=', wanted.site)
    .where('r.occurred_at', '>=', instantOf(wanted.day, timeZone))
    .where('r.occurred_at', '<', instantOf(nextDay(wanted.day), timeZone))
    .where('r.category', 'in', codes)
    .orderBy('r.occurred_at')
    .orderBy('r.number')
    .execute();
  const lines = await linesOf(home, db, rows, { plain: wanted.plain });
  const counts = reviewed.map(({ code, title }) => {
    const of = lines.filter(({ line }) => line.category === code && line.status !== 'void');
    const kinds = new Map<string, number>();
    for (const { kind } of of) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    return {
      category: code,
      title,
      total: of.length,
      open: of.filter(({ line }) => line.status === 'open').length,
      kinds: [...kinds]
        .map(([kind, count]) => ({ kind, count }))
        .sort((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1)),
    };
  });
  return { counts, records: lines.map(({ line }) => line) };
}

/** The days of a month, up to today, that nobody has signed. Errors: as `dayReview`. */
export async function unsignedDays(
  home: ReviewHome & Pick<Home, 'clock'>,
  who: Requester,
  wanted: { site?: string | undefined; month: string },
): Promise<LocalDate[]> {
  const site = getSite(home.catalogue.document, wanted.site).code;
  demand(who, 'record.read', { site });
  const { month } = wanted;
  if (!isMonth(month)) throw new AppError('invalid', `“${month}”不是月份，请写成 2026-10。`);
  const signed = await home.store.read
    .selectFrom('day_sign_off')
    .select('day')
    .distinct()
    .where('site', '=', site)
    .where('day', '>=', `${month}-01`)
    .where('day', '<=', `${month}-31`)
    .execute();
  const done = new Set(signed.map(({ day }) => day));
  const today = localDateOf(home.clock.now(), home.catalogue.document.timeZone);
  return daysOf(month).filter((day) => day <= today && !done.has(day));
}

/** No register begins before this day; an earlier one is a slip of the keyboard. */
const earliestDay = '1900-01-01';

/** Refuses what is no day of the calendar. Errors: `invalid`. */
export function refuseNoDay(day: string): void {
  if (isLocalDate(day) && day >= earliestDay) return;
  const message = `“${day}”不是可能的日期，请写成 2026-10-02`;
  throw new AppError('invalid', `${message}。`, {
    problems: [{ field: 'day', rule: 'type', message }],
  });
}
