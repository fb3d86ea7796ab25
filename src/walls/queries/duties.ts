import type { Requester } from '../../access/model.ts';
import { namesOfActors } from '../../access/queries.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { type PolicyReads, todayOf, viewpoint } from '../../policies/queries/policies.ts';
import { allVersions } from '../../policies/queries/versions.ts';
import { lineOf } from '../../policies/queries/views.ts';
import { isInForce } from '../../policies/rules.ts';
import type { PolicyDuties, WallDuty } from '../model.ts';
import { dutyState, isPlaceOf } from '../rules.ts';
import { dutiesAt, publishedVersions } from './dated.ts';
import { dutyKey, sheetsAt } from './sheets.ts';
import { titleOf } from './titles.ts';

/**
 * Both duties of a site: ※ policies on their walls, all others in the handbook, and the policies of
 * which no version is in force. Errors: `forbidden`, `not-found` (site). Source: C-4.2, POL-05.
 */
export async function listDuties(
  home: PolicyReads,
  who: Requester,
  asked: { site?: string | undefined } = {},
): Promise<PolicyDuties> {
  const walls = await listWalls(home, who, asked);
  const db = home.store.read;
  const policies = await db.selectFrom('policy').selectAll().orderBy('code').execute();
  const at = await viewpoint(home);
  const now = (await allVersions(db)).filter((version) => isInForce(version, at.on));
  const postedCodes = new Set(policies.flatMap(({ code, posted }) => (posted === 1 ? [code] : [])));
  return {
    walls,
    handbook: now
      .filter(({ code }) => !postedCodes.has(code))
      .map((version) => lineOf(version, at)),
    withoutVersion: policies
      .filter(({ code }) => !now.some((version) => version.code === code))
      .map(({ code, title, posted }) => ({ code, title, posted: posted === 1 })),
  };
}

/**
 * What must hang at a site now, by policy and place, and how each stands. Errors: as above.
 *
 * Source: POL-05, POL-06.
 */
export async function listWalls(
  home: PolicyReads,
  who: Requester,
  asked: { site?: string | undefined; place?: string | undefined } = {},
): Promise<WallDuty[]> {
  const { document } = home.catalogue;
  const site = getSite(document, asked.site).code;
  demand(who, 'policy.read', { site });
  const db = home.store.read;
  const at = home.clock.now();
  const on = todayOf(home);
  const versions = await publishedVersions(db);
  const sheets = await sheetsAt(db, { site, at });
  const nameOf = await namesOfActors(db);
  const duties = await dutiesAt(db, at);
  return duties.flatMap((duty) => {
    const { code, title, place } = duty;
    if (!isPlaceOf(document, place, site)) return [];
    if (asked.place !== undefined && place !== asked.place) return [];
    const own = versions.filter((version) => version.code === code);
    const now = own.find((version) => isInForce(version, on));
    if (now === undefined) return [];
    const sheet = sheets.get(dutyKey(duty));
    const isAhead = (version: number) =>
      own.some((one) => one.version === version && (one.inForceFrom ?? '') > on);
    const by = (actor: string | null | undefined) => (actor == null ? null : nameOf(actor));
    return {
      code,
      title,
      place,
      placeTitle: titleOf(document, place),
      inForce: now.version,
      state: dutyState(sheet, { inForce: now.version, isAhead, at }),
      posted: sheet?.version ?? null,
      postedAt: sheet?.postedAt ?? null,
      postedBy: by(sheet?.postedBy),
      posting: sheet?.posting ?? null,
      print: sheet?.print ?? null,
      seenAt: sheet?.seenAt ?? null,
      checkedAt: sheet?.checked?.at ?? null,
      checkedBy: by(sheet?.checked?.by),
    };
  });
}
