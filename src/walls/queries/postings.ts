import type { Requester } from '../../access/model.ts';
import { namesOfActors } from '../../access/queries.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { AppError } from '../../core/app-error.ts';
import { type PolicyReads, todayOf } from '../../policies/queries/policies.ts';
import { isInForce } from '../../policies/rules.ts';
import type { Reader } from '../../store/tables.ts';
import type { PostingView } from '../model.ts';
import { isCameraApart } from '../rules.ts';
import { publishedVersions } from './dated.ts';
import { titleOf } from './titles.ts';

/**
 * What was posted at a site, newest first, each with what became of it.
 *
 * Errors: `forbidden`, `not-found` (site).
 */
export async function listPostings(
  home: PolicyReads,
  who: Requester,
  asked: { site?: string | undefined; code?: string | undefined; place?: string | undefined } = {},
): Promise<PostingView[]> {
  const { document } = home.catalogue;
  const site = getSite(document, asked.site).code;
  demand(who, 'policy.read', { site });
  const db = home.store.read;
  let query = postingsOf(db, site);
  if (asked.code !== undefined) query = query.where('posting.policy', '=', asked.code);
  if (asked.place !== undefined) query = query.where('posting.place', '=', asked.place);
  return viewsOf(home, site, await query.execute());
}

/** One posting. Errors: `not-found`, `forbidden`. */
export async function getPosting(
  home: PolicyReads,
  who: Requester,
  id: string,
): Promise<PostingView> {
  const db = home.store.read;
  const found = await db
    .selectFrom('posting')
    .select(['site', 'place', 'policy'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (found === undefined) throw new AppError('not-found', '没有这次张贴登记。');
  const { site, place, policy } = found;
  demand(who, 'policy.read', { site });
  const rows = await postingsOf(db, site)
    .where('posting.place', '=', place)
    .where('posting.policy', '=', policy)
    .execute();
  const posting = (await viewsOf(home, site, rows)).find((one) => one.id === id);
  if (posting === undefined) throw new Error('invariant broken: a posting is at its place');
  return posting;
}

async function viewsOf(
  home: PolicyReads,
  site: string,
  rows: Awaited<ReturnType<ReturnType<typeof postingsOf>['execute']>>,
): Promise<PostingView[]> {
  const { document } = home.catalogue;
  const db = home.store.read;
  const versions = await publishedVersions(db);
  const nameOf = await namesOfActors(db);
  const on = todayOf(home);
  const hanging = new Set(newestOf(rows).map(({ id }) => id));
  return rows.toReversed().map((row) => {
    const version = versions.find((one) => one.code === row.code && one.version === row.version);
    const isAhead = version?.inForceFrom != null && on < version.inForceFrom;
    const isNow = version !== undefined && isInForce(version, on);
    const { id, code, title, place, postedAt, print, takenAt } = row;
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
      print,
      photo: row.photo !== null,
      photoUsedBefore: row.usedBefore === 1,
      photoTakenAt: takenAt,
      cameraApart: isCameraApart(takenAt, postedAt),
    };
  });
}

/** The postings of a site in their order, each with what its photo says. */
export function postingsOf(db: Reader, site: string) {
  return db
    .selectFrom('posting')
    .innerJoin('policy', 'policy.code', 'posting.policy')
    .leftJoin('posting_photo as photo', 'photo.posting_id', 'posting.id')
    .select([
      'posting.id as id',
      'posting.place as place',
      'posting.policy as code',
      'policy.title as title',
      'posting.version as version',
      'posting.posted_at as postedAt',
      'posting.posted_by as postedBy',
      'posting.print_id as print',
    ])
    .select(['photo.blob as photo', 'photo.used_before as usedBefore', 'photo.taken_at as takenAt'])
    .where('posting.site', '=', site)
    .orderBy('posting.entry_seq');
}

/** The posting made last at each place, of postings in their order. */
export function newestOf<Row extends { code: string; place: string }>(rows: readonly Row[]): Row[] {
  return [...new Map(rows.map((row) => [`${row.place}/${row.code}`, row])).values()];
}
