import type { DeadlineList } from '../../deadlines/model.ts';
import { listDeadlines } from '../../deadlines/queries/list-deadlines.ts';
import type { Home } from '../../home/open.ts';
import { countOwed, type OwedCount } from '../../learning/queries/person-learning.ts';
import type { RecordLine, ReviewCount } from '../../records/model.ts';
import { dayReview } from '../../records/queries/day-review.ts';
import { daysToSign } from '../../records/queries/days-to-sign.ts';
import { listRecords } from '../../records/queries/list-records.ts';
import { findUnvisited } from '../../records/queries/unvisited.ts';
import type { Page } from '../kit/page/page.ts';

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
  /** What they have still to learn, if anything. */
  readonly learning: OwedCount | undefined;
}

/** The register of hand-overs (交接班). */
export const handoverCode = '16';
const mostMine = 8;

/** Reads what the desk shows. Errors: `forbidden`. */
export async function readDesk(home: Home, page: Page): Promise<DeskNow> {
  const { site, who, today, document } = page;
  const hasHandovers = document.categories.some(({ code }) => code === handoverCode);
  const [clocks, review, unsigned, handovers, mine, unvisited, learning] = await Promise.all([
    listDeadlines(home, who, { site }),
    dayReview(home, who, { site, day: today }),
    daysToSign(home, who, site),
    hasHandovers
      ? listRecords(home, who, { site, category: handoverCode, limit: 1 }, { all: true })
      : undefined,
    listRecords(home, who, { site, person: who.name, status: 'open', limit: mostMine }),
    findUnvisited(home, who, site),
    countOwed(home, who),
  ]);
  return {
    clocks,
    counts: review.counts,
    unsigned: unsigned.reverse(),
    handover: handovers?.items[0],
    mine: mine.items,
    unvisited,
    learning,
  };
}
