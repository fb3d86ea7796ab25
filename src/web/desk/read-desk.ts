import { localDateOf, previousMonth } from '../../core/month.ts';
import type { DeadlineList } from '../../deadlines/model.ts';
import { listDeadlines } from '../../deadlines/queries/list-deadlines.ts';
import type { Home } from '../../home/open.ts';
import type { RecordLine, ReviewCount } from '../../records/model.ts';
import { dayReview, unsignedDays } from '../../records/queries/day-review.ts';
import { listRecords } from '../../records/queries/list-records.ts';
import type { Page } from '../kit/page/page.ts';
import { findUnvisited } from './unvisited.ts';

/** What changes at the desk while one looks at it. */
export interface DeskNow {
  readonly clocks: DeadlineList;
  readonly counts: readonly ReviewCount[];
  /** Days before today, of this month and the last, that nobody has signed; the latest first. */
  readonly unsigned: readonly string[];
  readonly handover: RecordLine | undefined;
  readonly mine: readonly RecordLine[];
  /** Closed matters that nobody has visited the owner about. */
  readonly unvisited: readonly RecordLine[];
}

/** The register of hand-overs (交接班). */
export const handoverCode = '16';
const mostMine = 8;

/** Reads what the desk shows. Errors: `forbidden`. */
export async function readDesk(home: Home, page: Page): Promise<DeskNow> {
  const { site, who, today, document } = page;
  const hasHandovers = document.categories.some(({ code }) => code === handoverCode);
  const month = today.slice(0, 7);
  const [clocks, review, thisMonth, lastMonth, handovers, mine, unvisited] = await Promise.all([
    listDeadlines(home, who, { site }),
    dayReview(home, who, { site, day: today }),
    unsignedDays(home, who, { site, month }),
    unsignedDays(home, who, { site, month: previousMonth(month) }),
    hasHandovers
      ? listRecords(home, who, { site, category: handoverCode, limit: 1 }, { all: true })
      : undefined,
    listRecords(home, who, { site, person: who.name, status: 'open', limit: mostMine }),
    findUnvisited(home, page),
  ]);
  const first = await firstDay(home, site);
  const unsigned = [...lastMonth, ...thisMonth]
    .filter((day) => day < today && first !== undefined && day >= first)
    .reverse();
  return {
    clocks,
    counts: review.counts,
    unsigned,
    handover: handovers?.items[0],
    mine: mine.items,
    unvisited,
  };
}

/** The day on which this site's registers begin: before it there was nothing to review. */
async function firstDay(home: Home, site: string): Promise<string | undefined> {
  const row = await home.store.read
    .selectFrom('record')
    .select(({ fn }) => fn.min('occurred_at').as('first'))
    .where('site', '=', site)
    .executeTakeFirst();
  return row?.first ? localDateOf(row.first, home.catalogue.document.timeZone) : undefined;
}
