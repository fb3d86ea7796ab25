import { sql } from 'kysely';
import type { Requester } from '../access/model.ts';
import { demand } from '../access/rules.ts';
import { getCategory, getSite } from '../catalogue/catalogue.ts';
import { AppError } from '../core/app-error.ts';
import { isMonth, type Month } from '../core/month.ts';
import { type Page, pageOf } from '../core/page.ts';
import type { Home } from '../home/open.ts';
import type { RecordLine } from '../records/model.ts';
import { type LineRow, linesOf } from '../records/queries/record-line.ts';
import type { RetentionClass } from '../records/rules/retention.ts';

/** How many records of a category and class reach their date in a month. */
export interface DueCount {
  readonly month: Month;
  readonly class: RetentionClass;
  readonly category: string;
  readonly records: number;
}

/** What a site keeps, and until when. */
export interface RetentionCalendar {
  readonly due: readonly DueCount[];
  /** Matters that are not closed, so that their period has not begun, by class. */
  readonly open: Readonly<Record<RetentionClass, number>>;
  /** Closed and kept for good, or without a date for another reason. */
  readonly undated: number;
  /** Records that were voided: they keep number and date like all others. */
  readonly voided: number;
  /** Archives of households, which are kept for good. */
  readonly archives: number;
}

type RetentionHome = Pick<Home, 'store' | 'catalogue' | 'keyring'>;

/** What falls due when, by month, class and category, years ahead. Errors: `forbidden`. */
export async function retentionCalendar(
  home: RetentionHome,
  who: Requester,
  asked: { readonly site: string },
): Promise<RetentionCalendar> {
  const site = getSite(home.catalogue.document, asked.site).code;
  demand(who, 'record.read', { site });
  const rows = await home.store.read
    .selectFrom('record as r')
    .innerJoin('record_state as s', 's.record_id', 'r.id')
    .select(({ fn }) => [
      sql<string | null>`substr(s.retained_through, 1, 7)`.as('month'),
      'r.class',
      'r.category',
      's.status',
      fn.countAll<number>().as('records'),
    ])
    .where('r.site', '=', site)
    .groupBy([sql`substr(s.retained_through, 1, 7)`, 'r.class', 'r.category', 's.status'])
    .execute();
  const open: Record<RetentionClass, number> = { y5: 0, y10: 0, long: 0 };
  const due = new Map<string, DueCount>();
  let [undated, voided] = [0, 0];
  for (const { month, category, status, ...row } of rows) {
    const [kept, records] = [row.class as RetentionClass, Number(row.records)];
    if (status === 'void') voided += records;
    if (month !== null) {
      const key = `${month} ${kept} ${category}`;
      const known = due.get(key)?.records ?? 0;
      due.set(key, { month, class: kept, category, records: known + records });
    } else if (status === 'open') open[kept] += records;
    else undated += records;
  }
  const { archives } = await home.store.read
    .selectFrom('household')
    .select(({ fn }) => fn.countAll<number>().as('archives'))
    .where('site', '=', site)
    .executeTakeFirstOrThrow();
  const inOrder = [...due.values()].sort((one, other) => (one.month < other.month ? -1 : 1));
  return { due: inOrder, open, undated, voided, archives: Number(archives) };
}

/** Which figure of the calendar is looked behind; `open` are the matters without a date. */
export interface DueWish {
  readonly site: string;
  readonly month?: Month | undefined;
  readonly open?: boolean | undefined;
  readonly class?: RetentionClass | undefined;
  readonly category?: string | undefined;
  readonly after?: string | undefined;
}

const pageSize = 50;

/** The records behind a figure of the calendar, by number. Errors: `forbidden`, `invalid`. */
export async function listDue(
  home: RetentionHome,
  who: Requester,
  wish: DueWish,
): Promise<Page<RecordLine>> {
  const { document } = home.catalogue;
  const site = getSite(document, wish.site).code;
  demand(who, 'record.read', { site });
  let query = home.store.read
    .selectFrom('record as r')
    .innerJoin('record_state as s', 's.record_id', 'r.id')
    .select(['r.id', 'r.number', 'r.category', 'r.catalogue_version', 'r.month'])
    .select(['r.occurred_at', 's.room', 's.status', 's.corrections', 'r.supplement'])
    .select('s.retained_through')
    .where('r.site', '=', site)
    .orderBy('r.number')
    .limit(pageSize + 1);
  if (wish.month !== undefined) {
    if (!isMonth(wish.month)) {
      throw new AppError('invalid', `“${wish.month}”不是月份，请写成 2031-12 这样。`);
    }
    query = query
      .where('s.retained_through', '>=', `${wish.month}-01`)
      .where('s.retained_through', '<=', `${wish.month}-31`);
  }
  if (wish.open === true) {
    query = query.where('s.retained_through', 'is', null).where('s.status', '=', 'open');
  }
  if (wish.class !== undefined) query = query.where('r.class', '=', wish.class);
  if (wish.category !== undefined) {
    query = query.where('r.category', '=', getCategory(document, wish.category).code);
  }
  if (wish.after !== undefined) query = query.where('r.number', '>', wish.after);
  const rows: LineRow[] = await query.execute();
  const page = pageOf(rows, pageSize, ({ number }) => number);
  const lines = await linesOf(home, home.store.read, page.items, { plain: false });
  return { items: lines.map(({ line }) => line), next: page.next };
}
