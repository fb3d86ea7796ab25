import type { Requester } from '../../access/model.ts';
import { namesOfActors } from '../../access/queries.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { type PolicyReads, todayOf, viewpoint } from '../../policies/queries/policies.ts';
import { allVersions } from '../../policies/queries/versions.ts';
import { lineOf } from '../../policies/queries/views.ts';
import { isInForce } from '../../policies/rules.ts';
import type { DutyState, PolicyDuties, WallDuty } from '../model.ts';
import { dutyState, isPlaceOf, type SeenSheet } from '../rules.ts';
import { type Duty, dutiesAt, publishedVersions } from './dated.ts';
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
  const nameOf = await namesOfActors(home.store.read);
  const standing = await standingDuties(home, site);
  return standing.flatMap(({ duty, inForce, sheet, state }) => {
    const { code, title, place } = duty;
    if (asked.place !== undefined && place !== asked.place) return [];
    const by = (actor: string | null | undefined) => (actor == null ? null : nameOf(actor));
    return {
      code,
      title,
      place,
      placeTitle: titleOf(document, place),
      inForce,
      state,
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

/** A duty to post, the version in force that must hang there, and how the wall stands. */
interface StandingDuty {
  readonly duty: Duty;
  readonly inForce: number;
  readonly sheet: SeenSheet | undefined;
  readonly state: DutyState;
}

/** What must hang at a site now, by policy and place; the texts of the policies stay where they lie. */
export async function standingDuties(home: PolicyReads, site: string): Promise<StandingDuty[]> {
  const { document } = home.catalogue;
  const db = home.store.read;
  const at = home.clock.now();
  const on = todayOf(home);
  const versions = await publishedVersions(db);
  const sheets = await sheetsAt(db, { site, at });
  return (await dutiesAt(db, at)).flatMap((duty) => {
    if (!isPlaceOf(document, duty.place, site)) return [];
    const own = versions.filter(({ code }) => code === duty.code);
    const now = own.find((version) => isInForce(version, on));
    if (now === undefined) return [];
    const isAhead = (version: number) =>
      own.some((one) => one.version === version && (one.inForceFrom ?? '') > on);
    const sheet = sheets.get(dutyKey(duty));
    const state = dutyState(sheet, { inForce: now.version, isAhead, at });
    return [{ duty, inForce: now.version, sheet, state }];
  });
}
