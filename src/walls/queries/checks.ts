import type { Requester } from '../../access/model.ts';
import { namesOfActors } from '../../access/queries.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import type { SiteDocument } from '../../catalogue/model.ts';
import { AppError } from '../../core/app-error.ts';
import type { PolicyReads } from '../../policies/queries/policies.ts';
import type { Reader } from '../../store/tables.ts';
import type { CheckView } from '../model.ts';
import { isCameraApart } from '../rules.ts';
import { titleOf } from './titles.ts';

/**
 * What was found at the walls of a site, newest first. Of a place, that is also what of its sheets was
 * found elsewhere. Errors: `forbidden`, `not-found` (site).
 */
export async function listChecks(
  home: PolicyReads,
  who: Requester,
  asked: {
    site?: string | undefined;
    place?: string | undefined;
    code?: string | undefined;
    limit?: number | undefined;
  } = {},
): Promise<CheckView[]> {
  const { document } = home.catalogue;
  const site = getSite(document, asked.site).code;
  demand(who, 'policy.read', { site });
  const { place, code, limit = 100 } = asked;
  const db = home.store.read;
  let query = checks(db).where((where) =>
    where.or([
      where.and([
        where('seen.site', '=', site),
        ...(place === undefined ? [] : [where('seen.place', '=', place)]),
      ]),
      where.and([
        where('sheet.site', '=', site),
        ...(place === undefined ? [] : [where('sheet.place', '=', place)]),
      ]),
    ]),
  );
  if (code !== undefined) query = query.where('seen.policy', '=', code);
  const rows = await query.orderBy('seen.entry_seq', 'desc').limit(limit).execute();
  const nameOf = await namesOfActors(db);
  return rows.map((row) => viewOf(row, { document, nameOf }));
}

/** One check. Errors: `not-found`, `forbidden`. */
export async function getCheck(home: PolicyReads, who: Requester, id: string): Promise<CheckView> {
  const db = home.store.read;
  const row = await checks(db).where('seen.id', '=', id).executeTakeFirst();
  if (row === undefined) throw new AppError('not-found', '没有这次核对。');
  demand(who, 'policy.read', { site: row.site });
  return viewOf(row, { document: home.catalogue.document, nameOf: await namesOfActors(db) });
}

type Row = Awaited<ReturnType<ReturnType<typeof checks>['execute']>>[number];

function checks(db: Reader) {
  return db
    .selectFrom('posting_check as seen')
    .innerJoin('policy', 'policy.code', 'seen.policy')
    .leftJoin('poster_print as sheet', 'sheet.id', 'seen.print_id')
    .select([
      'seen.id',
      'seen.site',
      'seen.place',
      'seen.policy as code',
      'policy.title',
      'seen.found',
    ])
    .select(['seen.posting_id as posting', 'seen.print_id as print', 'seen.photo'])
    .select(['seen.used_before as usedBefore', 'seen.taken_at as takenAt'])
    .select(['seen.checked_at as checkedAt', 'seen.checked_by as checkedBy'])
    .select(['sheet.site as ownSite', 'sheet.place as ownPlace']);
}

function viewOf(
  row: Row,
  { document, nameOf }: { document: SiteDocument; nameOf: (actor: string) => string },
): CheckView {
  const { ownSite, ownPlace, photo, usedBefore, takenAt, checkedBy, found, ...plain } = row;
  return {
    ...plain,
    found: found as CheckView['found'],
    placeTitle: titleOf(document, row.place),
    belongs:
      ownSite === null || ownPlace === null
        ? null
        : { site: ownSite, place: ownPlace, placeTitle: titleOf(document, ownPlace) },
    checkedBy: nameOf(checkedBy),
    photo: photo !== null,
    photoUsedBefore: usedBefore === 1,
    photoTakenAt: takenAt,
    cameraApart: isCameraApart(takenAt, row.checkedAt),
  };
}
