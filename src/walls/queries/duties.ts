import type { Requester } from '../../access/model.ts';
import { namesOfActors } from '../../access/queries.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import type { SiteDocument } from '../../catalogue/model.ts';
import { type Clock, type Instant, instantAfter } from '../../core/clock.ts';
import { type LocalDate, localDateOf, type Month, nextMonth, spanOf } from '../../core/month.ts';
import { type PolicyReads, todayOf, viewpoint } from '../../policies/queries/policies.ts';
import { allVersions, type StoredVersion } from '../../policies/queries/versions.ts';
import { lineOf, viewVersion } from '../../policies/queries/views.ts';
import { isInForce } from '../../policies/rules.ts';
import type { Reader } from '../../store/tables.ts';
import type { MonthPolicy, PolicyDuties, PostingView, WallLine } from '../model.ts';

/** An instant, and the day on which it falls at the installation. */
interface Moment {
  readonly at: Instant;
  readonly on: LocalDate;
}

/** What walls are read from: every version, and the names of places and people. */
interface WallContext extends Moment {
  readonly site: string;
  readonly document: SiteDocument;
  readonly versions: readonly StoredVersion[];
}

/**
 * Both duties of a site: ※ policies on their walls, all others in the handbook, and the policies of
 * which no version is in force. Errors: `forbidden`, `not-found` (site). Source: C-4.2, POL-05.
 */
export async function listDuties(
  home: PolicyReads,
  who: Requester,
  asked: { site?: string | undefined } = {},
): Promise<PolicyDuties> {
  const { document } = home.catalogue;
  const site = getSite(document, asked.site).code;
  demand(who, 'policy.read', { site });
  const db = home.store.read;
  const policies = await db.selectFrom('policy').selectAll().orderBy('code').execute();
  const versions = await allVersions(db);
  const at = await viewpoint(home);
  const now = versions.filter((version) => isInForce(version, at.on));
  const postedCodes = new Set(policies.flatMap(({ code, posted }) => (posted === 1 ? [code] : [])));
  return {
    walls: await wallsAt(db, { site, document, versions, at: home.clock.now(), on: at.on }),
    handbook: now
      .filter(({ code }) => !postedCodes.has(code))
      .map((version) => lineOf(version, at)),
    withoutVersion: policies
      .filter(({ code }) => !now.some((version) => version.code === code))
      .map(({ code, title, posted }) => ({ code, title, posted: posted === 1 })),
  };
}

/** What was posted at a site, newest first, each with what became of it. Errors: as above. */
export async function listPostings(
  home: PolicyReads,
  who: Requester,
  asked: { site?: string | undefined; code?: string | undefined; place?: string | undefined } = {},
): Promise<PostingView[]> {
  const { document } = home.catalogue;
  const site = getSite(document, asked.site).code;
  demand(who, 'policy.read', { site });
  const db = home.store.read;
  let query = postings(db, site);
  if (asked.code !== undefined) query = query.where('posting.policy', '=', asked.code);
  if (asked.place !== undefined) query = query.where('posting.place', '=', asked.place);
  const rows = await query.execute();
  const versions = await allVersions(db);
  const nameOf = await namesOfActors(db);
  const on = todayOf(home);
  const hanging = new Set(newestOf(rows).map(({ id }) => id));
  return rows.toReversed().map((row) => {
    const version = versions.find((one) => one.code === row.code && one.version === row.version);
    const isAhead = version?.inForceFrom != null && on < version.inForceFrom;
    const isNow = version !== undefined && isInForce(version, on);
    const { id, code, title, place, postedAt } = row;
    return {
      id,
      site,
      place,
      placeTitle: titleOf(document, place),
      code,
      title,
      version: row.version,
      postedAt,
      postedBy: nameOf(row.postedBy),
      state: !hanging.has(id) ? 'replaced' : isNow ? 'current' : isAhead ? 'ahead' : 'out-of-date',
    };
  });
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
  const duties = await db
    .selectFrom('policy_wall as wall')
    .innerJoin('policy', 'policy.code', 'wall.policy')
    .select(['policy.code as code', 'policy.title as title', 'wall.place as place'])
    .where('policy.posted', '=', 1)
    .where('wall.since', '<=', at)
    .where((where) => where.or([where('wall.until', 'is', null), where('wall.until', '>', at)]))
    .orderBy('policy.code')
    .orderBy('wall.place')
    .execute();
  const hanging = newestOf(await postings(db, site).where('posting.posted_at', '<=', at).execute());
  const nameOf = await namesOfActors(db);
  return duties.flatMap(({ code, title, place }) => {
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

function postings(db: Reader, site: string) {
  return db
    .selectFrom('posting')
    .innerJoin('policy', 'policy.code', 'posting.policy')
    .select([
      'posting.id as id',
      'posting.place as place',
      'posting.policy as code',
      'policy.title as title',
      'posting.version as version',
      'posting.posted_at as postedAt',
      'posting.posted_by as postedBy',
    ])
    .where('posting.site', '=', site)
    .orderBy('posting.entry_seq');
}

/** The sheet that hangs at each place, of postings in their order. */
function newestOf<Row extends { code: string; place: string }>(rows: readonly Row[]): Row[] {
  return [...new Map(rows.map((row) => [`${row.place}/${row.code}`, row])).values()];
}

function isInForceWithin(
  version: StoredVersion,
  month: { first: LocalDate; after: LocalDate },
): boolean {
  const { inForceFrom: from, inForceUntil: until } = version;
  if (from === null || from >= month.after || from === until) return false;
  return until === null || until > month.first;
}

function titleOf(document: SiteDocument, place: string): string {
  return document.places.find(({ code }) => code === place)?.title ?? place;
}
