import type { Requester } from '../../access/model.ts';
import { sitesWhere } from '../../access/rules.ts';
import { actorText } from '../../core/actor.ts';
import type { Instant } from '../../core/clock.ts';
import type { PolicyReads } from './policies.ts';

/** A version of a policy that waits to be approved or published. */
export interface WaitingVersion {
  readonly code: string;
  readonly title: string;
  readonly version: number;
  readonly act: 'approve' | 'publish';
  readonly reason: string;
  readonly writtenBy: string;
  readonly since: Instant;
}

/**
 * The versions that wait for this person, by policy: the newest of a policy that is in review and
 * not their own, and those that are approved and not yet published. Empty without the right.
 */
export async function waitingVersions(
  home: Pick<PolicyReads, 'store' | 'catalogue'>,
  who: Requester,
): Promise<WaitingVersion[]> {
  const codes = home.catalogue.document.sites.map(({ code }) => code);
  const mayApprove = sitesWhere(who, 'policy.approve', codes).length > 0;
  const mayPublish = sitesWhere(who, 'policy.publish', codes).length > 0;
  if (!mayApprove && !mayPublish) return [];
  const rows = await home.store.read
    .selectFrom('policy_version as version')
    .innerJoin('policy_version_state as state', 'state.version_id', 'version.id')
    .innerJoin('policy', 'policy.code', 'version.policy')
    .select(['policy.code', 'policy.title', 'version.version', 'version.reason', 'state.status'])
    .select(['version.written_by', 'version.written_at', 'state.submitted_at', 'state.approved_at'])
    .select(({ selectFrom }) => [
      selectFrom('policy_version as other')
        .select(({ fn }) => fn.max('other.version').as('latest'))
        .whereRef('other.policy', '=', 'version.policy')
        .as('latest'),
      selectFrom('policy_version as other')
        .innerJoin('policy_version_state as its', 'its.version_id', 'other.id')
        .select(({ fn }) => fn.max('other.version').as('published'))
        .whereRef('other.policy', '=', 'version.policy')
        .where('its.status', 'in', ['published', 'retired'])
        .as('published'),
    ])
    .where('state.status', 'in', ['in-review', 'approved'])
    .orderBy('policy.code')
    .orderBy('version.version')
    .execute();
  const me = actorText(who.actor);
  return rows.flatMap((row) => {
    const { code, title, version, reason, written_by: writtenBy } = row;
    const known = { code, title, version, reason, writtenBy };
    const isMine = writtenBy === me;
    if (row.status === 'in-review' && mayApprove && !isMine && version === row.latest) {
      return { ...known, act: 'approve' as const, since: row.submitted_at ?? row.written_at };
    }
    if (row.status === 'approved' && mayPublish && version > (row.published ?? 0)) {
      return { ...known, act: 'publish' as const, since: row.approved_at ?? row.written_at };
    }
    return [];
  });
}
