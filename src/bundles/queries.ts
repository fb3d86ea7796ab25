import { getSite } from '../catalogue/catalogue.ts';
import { AppError } from '../core/app-error.ts';
import { isMonth, localDateOf, type Month } from '../core/month.ts';
import { headOf } from '../ledger/log.ts';
import { type BindingHome, sourcesOf } from './build/context.ts';
import { awaitsAnswer, blockersOf, openRequests } from './data/blockers.ts';
import { readOrders } from './data/orders.ts';
import { readRecords, recordRows } from './data/records.ts';
import { readSignOffs } from './data/sign-offs.ts';
import type { BagClass, MonthDraft, MonthSeal, Scope } from './model.ts';
import { hasLate, listSeals } from './rows.ts';

type DraftHome = Pick<BindingHome, 'store' | 'keyring' | 'catalogue' | 'clock'>;

/** Where a month stands: its sealings so far, and what the next one would seal, if anything. */
export interface MonthStanding {
  readonly site: string;
  readonly month: Month;
  readonly seals: readonly MonthSeal[];
  readonly next: Scope | undefined;
}

/**
 * Which sealing is next for a month: the month itself, a supplement of what came late, or none.
 *
 * Errors: `invalid` (no month), `not-found` (site), `not-due` (the month is not over).
 */
export async function standingOf(
  home: DraftHome,
  asked: { readonly site?: string | undefined; readonly month: string },
): Promise<MonthStanding> {
  const { catalogue, clock, store } = home;
  const { month } = asked;
  if (!isMonth(month)) {
    throw new AppError('invalid', `“${month}”不是月份，请写成 2026-10 这样。`);
  }
  const site = getSite(catalogue.document, asked.site).code;
  if (localDateOf(clock.now(), catalogue.document.timeZone).slice(0, 7) <= month) {
    throw new AppError('not-due', `${month} 还没有结束，下月 1 日起才能装订。`);
  }
  const seals = await listSeals(store.read, { site, month });
  const from = seals.at(-1)?.plan.size ?? 0;
  const part = { site, month, supplement: seals.length, from };
  const isDue = seals.length === 0 || (await hasLate(store.read, part));
  const { size } = await headOf(store.read);
  return { site, month, seals, next: isDue ? { ...part, size } : undefined };
}

/** What binding the month now would hold, and what stands in the way. Nothing is written. */
export async function draftOf(
  home: DraftHome,
  asked: { readonly site?: string | undefined; readonly month: string },
): Promise<MonthDraft | undefined> {
  const { next } = await standingOf(home, asked);
  return next === undefined ? undefined : draftOfScope(home, next);
}

/** The draft of one binding. */
export async function draftOfScope(home: DraftHome, scope: Scope): Promise<MonthDraft> {
  const sources = sourcesOf(home);
  const rows = await recordRows(sources.db, scope);
  const orders = await readOrders(sources, scope);
  let [corrections, attachments] = [0, 0];
  const openMatters: string[] = [];
  const atOnce = 400;
  for (let at = 0; at < rows.length; at += atOnce) {
    const records = await readRecords(sources, rows.slice(at, at + atOnce), scope.size);
    for (const record of records) {
      corrections += record.corrections.length;
      attachments += record.attachments.length;
      if (awaitsAnswer(record)) openMatters.push(record.row.number);
    }
  }
  const blockers = blockersOf(scope, {
    orders,
    openMatters,
    signOffs: await readSignOffs(sources, scope),
    openRequests: await openRequests(sources, scope),
  });
  const { site, month, supplement } = scope;
  const counts = { records: rows.length, corrections, attachments, orders: orders.length };
  return { site, month, supplement, ...counts, blockers };
}

/** Every sealed month and supplement, newest month first. */
export async function listBundles(home: Pick<BindingHome, 'store'>, site: string) {
  const rows = await home.store.read
    .selectFrom('month_seal')
    .select(['site', 'month', 'supplement', 'sealed_at as sealedAt'])
    .where('site', '=', site)
    .orderBy('month', 'desc')
    .orderBy('supplement')
    .execute();
  return rows;
}

/** The months of a site in which something was filed. */
export async function listFiledMonths(
  home: Pick<BindingHome, 'store'>,
  site: string,
): Promise<Month[]> {
  const rows = await home.store.read
    .selectFrom('record')
    .select('month')
    .distinct()
    .where('site', '=', site)
    .execute();
  return rows.map(({ month }) => month);
}

/** How many records of a category a binding holds; one category is one volume. */
export interface CategoryCount {
  readonly category: string;
  readonly class: BagClass;
  readonly records: number;
}

/** The volumes of a binding, in the order of their categories. */
export async function countCategories(
  home: Pick<BindingHome, 'store'>,
  scope: Omit<Scope, 'from'>,
): Promise<CategoryCount[]> {
  const rows = await home.store.read
    .selectFrom('record')
    .select(({ fn }) => ['category', 'class', fn.countAll<number>().as('records')])
    .where('site', '=', scope.site)
    .where('month', '=', scope.month)
    .where('supplement', '=', scope.supplement)
    .where('entry_seq', '<', scope.size)
    .groupBy(['category', 'class'])
    .orderBy('category')
    .execute();
  return rows.map((row) => ({
    category: row.category,
    class: row.class as BagClass,
    records: Number(row.records),
  }));
}

/** The log as it was signed first after a sealing: what the month's bags are proved by. */
export async function checkpointAfter(
  home: Pick<BindingHome, 'store'>,
  seal: Pick<MonthSeal, 'entrySeq'>,
): Promise<{ size: number; at: string; note: string } | undefined> {
  return home.store.read
    .selectFrom('checkpoint')
    .select(['size', 'at', 'note'])
    .where('size', '>', seal.entrySeq)
    .orderBy('size')
    .limit(1)
    .executeTakeFirst();
}
