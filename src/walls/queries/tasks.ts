import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { type PolicyReads, todayOf } from '../../policies/queries/policies.ts';
import { isInForce } from '../../policies/rules.ts';
import type { PostingTask } from '../model.ts';
import { belonging, dutyState, isPlaceOf } from '../rules.ts';
import { dutiesAt, publishedVersions } from './dated.ts';
import { dutyKey, sheetsAt } from './sheets.ts';

const order = { 'out-of-date': 0, missing: 1, damaged: 2, ahead: 3, unchecked: 4 } as const;

/**
 * What is to be done at the walls of a site, the most pressing first: one task for each place of a ※
 * policy where the version published last does not hang, hangs damaged, or was not looked at for more
 * than 30 days. Tasks open at the publication, ahead of the day, and name the sheet that they replace.
 *
 * Errors: `forbidden`, `not-found` (site). Source: POL-06.
 */
export async function listTasks(
  home: PolicyReads,
  who: Requester,
  asked: { site?: string | undefined; code?: string | undefined; place?: string | undefined } = {},
): Promise<PostingTask[]> {
  const { document } = home.catalogue;
  const site = getSite(document, asked.site).code;
  demand(who, 'policy.read', { site });
  const db = home.store.read;
  const at = home.clock.now();
  const on = todayOf(home);
  const versions = await publishedVersions(db);
  const sheets = await sheetsAt(db, { site, at });
  const tasks = (await dutiesAt(db, at)).flatMap((duty): PostingTask[] => {
    if (!isPlaceOf(document, duty.place, site)) return [];
    if (asked.code !== undefined && duty.code !== asked.code) return [];
    if (asked.place !== undefined && duty.place !== asked.place) return [];
    const next = belonging(versions, duty.code, on);
    if (next?.inForceFrom == null) return [];
    const sheet = sheets.get(dutyKey(duty));
    const isHanging = sheet !== undefined && sheet.condition !== 'missing';
    const now = versions.find((one) => one.code === duty.code && isInForce(one, on));
    const isAhead = (version: number) => version === next.version && now?.version !== version;
    // While nothing is in force yet, the version that comes is the one to hold the sheet against.
    const inForce = now?.version ?? next.version;
    const state = dutyState(sheet, { inForce, isAhead, at });
    const isRight = state === 'current' || state === 'ahead';
    if (isRight && sheet?.version === next.version) return [];
    // A sheet that is right now, or only long unseen, and will not be once the next one is in force.
    const isChanging = isRight || (state === 'unchecked' && next.version !== inForce);
    const why = isChanging ? 'ahead' : state;
    return [
      {
        ...duty,
        version: next.version,
        from: next.inForceFrom,
        why,
        hanging: isHanging ? sheet.version : null,
        replaces: isHanging ? sheet.posting : null,
      },
    ];
  });
  return tasks.toSorted((one, other) => order[one.why] - order[other.why]);
}
