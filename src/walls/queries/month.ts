import { namesOfActors } from '../../access/queries.ts';
import type { SiteDocument } from '../../catalogue/model.ts';
import { type Clock, type Instant, instantAfter } from '../../core/clock.ts';
import { type LocalDate, localDateOf, type Month, nextMonth, spanOf } from '../../core/month.ts';
import { allVersions, type StoredVersion } from '../../policies/queries/versions.ts';
import { viewVersion } from '../../policies/queries/views.ts';
import { isInForce } from '../../policies/rules.ts';
import type { Reader } from '../../store/tables.ts';
import type { MonthPolicy, WallLine } from '../model.ts';
import { isPlaceOf } from '../rules.ts';
import { dutiesAt } from './dated.ts';
import { newestOf, postingsOf } from './postings.ts';
import { titleOf } from './titles.ts';

/** What walls are read from: an instant and its day, every version, and the names of places. */
interface WallContext {
  readonly at: Instant;
  readonly on: LocalDate;
  readonly site: string;
  readonly document: SiteDocument;
  readonly versions: readonly StoredVersion[];
}

/**
 * The policies in force on any day of a month, with their versions, and how their walls stood at its
 * end (or stand now, while it runs): what the month's bag carries.
 */
export async function policiesInForce(
  home: { document: SiteDocument; clock: Clock; db: Reader },
  span: { site: string; month: Month },
): Promise<MonthPolicy[]> {
  const { document, db } = home;
  const first = `${span.month}-01`;
  const after = `${nextMonth(span.month)}-01`;
  const { until } = spanOf(span.month, document.timeZone);
  const now = home.clock.now();
  // The last instant of the month, so that a posting of the next day does not count.
  const at = now < until ? now : instantAfter(until, { milliseconds: -1 });
  const on = localDateOf(at, document.timeZone);
  const policies = await db.selectFrom('policy').selectAll().orderBy('code').execute();
  const versions = await allVersions(db);
  const walls = await wallsAt(db, { site: span.site, document, versions, at, on });
  const nameOf = await namesOfActors(db);
  return policies.flatMap(({ code, title, posted, department }) => {
    const own = versions.filter(
      (version) => version.code === code && isInForceWithin(version, { first, after }),
    );
    if (own.length === 0) return [];
    return {
      code,
      title,
      posted: posted === 1,
      department,
      versions: own.map((version) => viewVersion(version, { on, nameOf })),
      walls: walls.filter((wall) => wall.code === code),
    };
  });
}

/** Each duty to post, and whether the version then in force hung there. */
async function wallsAt(db: Reader, context: WallContext): Promise<WallLine[]> {
  const { site, document, versions, at, on } = context;
  const duties = await dutiesAt(db, at);
  const hanging = newestOf(
    await postingsOf(db, site).where('posting.posted_at', '<=', at).execute(),
  );
  const nameOf = await namesOfActors(db);
  return duties.flatMap(({ code, title, place }) => {
    if (!isPlaceOf(document, place, site)) return [];
    const now = versions.find((version) => version.code === code && isInForce(version, on));
    if (now === undefined) return [];
    const sheet = hanging.find((one) => one.code === code && one.place === place);
    const state =
      sheet === undefined ? 'missing' : sheet.version === now.version ? 'posted' : 'out-of-date';
    return {
      code,
      title,
      place,
      placeTitle: titleOf(document, place),
      inForce: now.version,
      state,
      posted: sheet?.version ?? null,
      postedAt: sheet?.postedAt ?? null,
      postedBy: sheet === undefined ? null : nameOf(sheet.postedBy),
    };
  });
}

function isInForceWithin(
  version: StoredVersion,
  month: { first: LocalDate; after: LocalDate },
): boolean {
  const { inForceFrom: from, inForceUntil: until } = version;
  if (from === null || from >= month.after || from === until) return false;
  return until === null || until > month.first;
}
