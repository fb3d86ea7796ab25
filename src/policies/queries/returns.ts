import type { Requester } from '../../access/model.ts';
import { namesOfActors } from '../../access/queries.ts';
import type { Instant } from '../../core/clock.ts';
import { demandInHouse } from '../rules.ts';
import type { PolicyReads } from './policies.ts';

/** A version that was sent back, by whom and why. */
export interface ReturnView {
  readonly version: number;
  readonly reason: string;
  readonly returnedBy: string;
  readonly returnedAt: Instant;
}

/** Every time that a version of a policy was sent back, oldest first. Errors: `forbidden`. */
export async function listReturns(
  home: PolicyReads,
  who: Requester,
  code: string,
): Promise<ReturnView[]> {
  demandInHouse(who, 'policy.read', home.catalogue.document);
  const db = home.store.read;
  const rows = await db
    .selectFrom('policy_return as back')
    .innerJoin('policy_version as version', 'version.id', 'back.version_id')
    .select([
      'version.version as version',
      'back.reason as reason',
      'back.returned_by as by',
      'back.returned_at as returnedAt',
    ])
    .where('version.policy', '=', code)
    .orderBy('back.entry_seq')
    .execute();
  const nameOf = await namesOfActors(db);
  return rows.map(({ by, ...row }) => ({ ...row, returnedBy: nameOf(by) }));
}
