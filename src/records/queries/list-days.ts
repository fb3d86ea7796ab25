import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { AppError } from '../../core/app-error.ts';
import {
  daysOf,
  isMonth,
  type LocalDate,
  localDateOf,
  type Month,
  spanOf,
} from '../../core/month.ts';
import type { Home } from '../../home/open.ts';
import { getContents } from '../../ledger/content.ts';
import type { SignOffContent } from '../rows/contents.ts';

/** One day of the review: how much of each reviewed category it holds, and who signed it. */
export interface ReviewDay {
  readonly day: LocalDate;
  /** By category code; void records are not counted. */
  readonly counts: Readonly<Record<string, number>>;
  readonly open: number;
  readonly signers: readonly string[];
}

type DaysHome = Pick<Home, 'store' | 'keyring' | 'catalogue' | 'clock'>;

/**
 * The days of a month up to today, the newest first, with what is to be reviewed and who signed.
 *
 * Errors: `forbidden`, `not-found` (site), `invalid` (month). Source: C-1.4, C-6.1.
 */
export async function listReviewDays(
  home: DaysHome,
  who: Requester,
  wanted: { site?: string | undefined; month: Month },
): Promise<ReviewDay[]> {
  const { document } = home.catalogue;
  const site = getSite(document, wanted.site).code;
  demand(who, 'record.read', { site });
  const { month } = wanted;
  if (!isMonth(month)) throw new AppError('invalid', `“${month}”不是月份，请写成 2026-10。`);
  const today = localDateOf(home.clock.now(), document.timeZone);
  const signers = await signersOf(home, site, month);
  const rows = Map.groupBy(await reviewedRows(home, site, month), ({ occurred_at }) =>
    localDateOf(occurred_at, document.timeZone),
  );
  return daysOf(month)
    .filter((day) => day <= today)
    .reverse()
    .map((day) => {
      const of = rows.get(day) ?? [];
      const counts: Record<string, number> = {};
      for (const { category } of of) counts[category] = (counts[category] ?? 0) + 1;
      const open = of.filter(({ status }) => status === 'open').length;
      return { day, counts, open, signers: signers.get(day) ?? [] };
    });
}

/** Whether this very person has signed a day. */
export async function hasSigned(
  home: Pick<Home, 'store'>,
  who: Requester,
  { site, day }: { site: string; day: LocalDate },
): Promise<boolean> {
  if (who.actor.kind !== 'person') return false;
  const row = await home.store.read
    .selectFrom('day_sign_off')
    .select('at')
    .where('site', '=', site)
    .where('day', '=', day)
    .where('person_id', '=', who.actor.id)
    .executeTakeFirst();
  return row !== undefined;
}

async function reviewedRows(home: DaysHome, site: string, month: Month) {
  const { timeZone, categories } = home.catalogue.document;
  const codes = categories.filter(({ reviewed }) => reviewed === true).map(({ code }) => code);
  if (codes.length === 0) return [];
  const { from, until } = spanOf(month, timeZone);
  return home.store.read
    .selectFrom('record as r')
    .innerJoin('record_state as s', 's.record_id', 'r.id')
    .select(['r.occurred_at', 'r.category', 's.status'])
    .where('r.site', '=', site)
    .where('r.occurred_at', '>=', from)
    .where('r.occurred_at', '<', until)
    .where('r.category', 'in', codes)
    .where('s.status', '!=', 'void')
    .execute();
}

async function signersOf(
  home: DaysHome,
  site: string,
  month: Month,
): Promise<Map<LocalDate, string[]>> {
  const { read } = home.store;
  const rows = await read
    .selectFrom('day_sign_off')
    .select(['day', 'content_id'])
    .where('site', '=', site)
    .where('day', '>=', `${month}-01`)
    .where('day', '<=', `${month}-31`)
    .orderBy('entry_seq')
    .execute();
  const ids = rows.map(({ content_id }) => content_id);
  const contents = await getContents(read, home.keyring, ids);
  const signers = new Map<LocalDate, string[]>();
  for (const { day, content_id } of rows) {
    const content = contents.get(content_id)?.value as SignOffContent | undefined;
    signers.set(day, [...(signers.get(day) ?? []), content?.name ?? '']);
  }
  return signers;
}
