import { getCategory } from '../../catalogue/catalogue.ts';
import type { Category } from '../../catalogue/model.ts';
import { AppError } from '../../core/app-error.ts';
import { localDateOf } from '../../core/month.ts';
import type { Deadline } from '../../deadlines/model.ts';
import { deadlinesOf } from '../../deadlines/queries/list-deadlines.ts';
import type { OrderView } from '../../dispatch/model.ts';
import { getOrder } from '../../dispatch/queries.ts';
import type { Home } from '../../home/open.ts';
import type { DayReview, RecordView } from '../../records/model.ts';
import { dayReview } from '../../records/queries/day-review.ts';
import { getRecord } from '../../records/queries/get-record.ts';
import type { Page } from '../kit/page/page.ts';

/** A record with everything that belongs to its story. */
export interface ShownRecord {
  readonly view: RecordView;
  /** The category as it was when the record was filed. */
  readonly category: Category;
  readonly deadlines: readonly Deadline[];
  /** Records of the same thread, each with the category it was filed under. */
  readonly thread: readonly { readonly view: RecordView; readonly category: Category }[];
  readonly orders: readonly OrderView[];
  /** The review of its day, where its category is reviewed. */
  readonly review: { readonly day: string; readonly signatures: DayReview['signatures'] } | null;
}

/** A thread is a matter, not the whole archive: how many records of it one page tells. */
const longestThread = 20;

/** Reads a record with its thread. Errors: `not-found`, `forbidden`. */
export async function readShown(home: Home, page: Page, number: string): Promise<ShownRecord> {
  const { who, document } = page;
  const view = await getRecord(home, who, number);
  const category = await categoryOf(home, view);
  const { records, orders } = await readThread(home, page, view);
  const day = localDateOf(view.occurredAt, document.timeZone);
  const review =
    category.reviewed === true
      ? { day, signatures: (await dayReview(home, who, { site: view.site, day })).signatures }
      : null;
  return {
    view,
    category,
    deadlines: await deadlinesOf(home, who, view.number),
    thread: await Promise.all(
      records.map(async (one) => ({ view: one, category: await categoryOf(home, one) })),
    ),
    orders,
    review,
  };
}

/** The category under which a record was filed. */
export async function categoryOf(
  home: Pick<Home, 'catalogue'>,
  view: Pick<RecordView, 'category'>,
): Promise<Category> {
  return getCategory(await home.catalogue.at(view.category.version), view.category.code);
}

/** Follows links from record to record, and to their orders, until there are no more. */
async function readThread(home: Home, { who }: Page, start: RecordView) {
  const seen = new Set([start.number]);
  const records: RecordView[] = [];
  const orders: OrderView[] = [];
  const queue: RecordView[] = [start];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    for (const { kind, number } of next.links) {
      if (seen.has(number) || seen.size > longestThread) continue;
      seen.add(number);
      if (kind === 'record') {
        const linked = await unlessRefused(getRecord(home, who, number));
        if (linked === undefined) continue;
        records.push(linked);
        queue.push(linked);
      } else if (kind === 'order') {
        const order = await unlessRefused(getOrder(home, who, number));
        if (order !== undefined) orders.push(order);
      }
    }
  }
  return { records, orders };
}

/** What another site keeps to itself is named by its number alone. */
async function unlessRefused<Value>(asked: Promise<Value>): Promise<Value | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
