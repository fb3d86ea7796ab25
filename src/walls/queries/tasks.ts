import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import type { LocalDate } from '../../core/month.ts';
import { type PolicyReads, todayOf } from '../../policies/queries/policies.ts';
import { allVersions } from '../../policies/queries/versions.ts';
import { isInForce } from '../../policies/rules.ts';
import { belonging } from '../rules.ts';

/** A sheet to hang: a place whose newest posting is not the version that belongs there. */
export interface PostingTask {
  readonly code: string;
  readonly title: string;
  readonly place: string;
  /** The version to hang, and the first day on which it is in force. */
  readonly version: number;
  readonly from: LocalDate;
  /** What hangs there now. */
  readonly hanging: number | null;
  /** Why: nothing hangs, an old version hangs, or a new one comes into force later. */
  readonly why: 'missing' | 'out-of-date' | 'ahead';
}

/**
 * What is to be hung at a site, the most pressing first: one task for each place of a ※ policy whose
 * newest posting is not the version published last. Tasks open at the publication, ahead of the day.
 *
 * Errors: `forbidden`, `not-found` (site). Source: POL-06.
 */
export async function listTasks(
  home: PolicyReads,
  who: Requester,
  asked: { site?: string | undefined; code?: string | undefined } = {},
): Promise<PostingTask[]> {
  const site = getSite(home.catalogue.document, asked.site).code;
  demand(who, 'policy.read', { site });
  const db = home.store.read;
  const on = todayOf(home);
  const versions = await allVersions(db);
  const walls = await db
    .selectFrom('policy_wall as wall')
    .innerJoin('policy', 'policy.code', 'wall.policy')
    .select(['policy.code as code', 'policy.title as title', 'wall.place as place'])
    .where('policy.posted', '=', 1)
    .where('wall.until', 'is', null)
    .orderBy('policy.code')
    .orderBy('wall.place')
    .execute();
  const postings = await db
    .selectFrom('posting')
    .select(['place', 'policy', 'version'])
    .where('site', '=', site)
    .orderBy('entry_seq')
    .execute();
  const hanging = new Map(postings.map((one) => [`${one.policy}/${one.place}`, one.version]));
  const tasks = walls.flatMap((wall): PostingTask[] => {
    if (asked.code !== undefined && wall.code !== asked.code) return [];
    const next = belonging(versions, wall.code, on);
    if (next?.inForceFrom == null) return [];
    const sheet = hanging.get(`${wall.code}/${wall.place}`) ?? null;
    if (sheet === next.version) return [];
    const isAhead = on < next.inForceFrom;
    const isNow = versions.some(
      (one) => one.code === wall.code && one.version === sheet && isInForce(one, on),
    );
    const why = sheet === null ? 'missing' : isAhead && isNow ? 'ahead' : 'out-of-date';
    return [{ ...wall, version: next.version, from: next.inForceFrom, hanging: sheet, why }];
  });
  const order = { 'out-of-date': 0, missing: 1, ahead: 2 };
  return tasks.toSorted((one, other) => order[one.why] - order[other.why]);
}
