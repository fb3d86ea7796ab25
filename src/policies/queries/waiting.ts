import type { Requester } from '../../access/model.ts';
import { sitesWhere } from '../../access/rules.ts';
import { actorText } from '../../core/actor.ts';
import type { Instant } from '../../core/clock.ts';
import { type PolicyReads, todayOf } from './policies.ts';

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

/** A posting place on which sheets are missing or out of date. */
export interface WaitingPlace {
  readonly place: string;
  readonly missing: readonly string[];
  readonly outOfDate: readonly string[];
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

/** Places on which a sheet is missing or out of date; the texts of the policies stay where they lie. */
export async function waitingPlaces(home: PolicyReads, site: string): Promise<WaitingPlace[]> {
  const now = home.clock.now();
  const today = todayOf(home);
  const rows = await home.store.read
    .selectFrom('policy_wall as wall')
    .innerJoin('policy', 'policy.code', 'wall.policy')
    .innerJoin('policy_version as version', 'version.policy', 'wall.policy')
    .innerJoin('policy_version_state as state', 'state.version_id', 'version.id')
    .select(['wall.place', 'policy.title', 'version.version'])
    .select(({ selectFrom }) =>
      selectFrom('posting')
        .select('posting.version')
        .whereRef('posting.place', '=', 'wall.place')
        .whereRef('posting.policy', '=', 'wall.policy')
        .where('posting.site', '=', site)
        .orderBy('posting.entry_seq', 'desc')
        .limit(1)
        .as('hanging'),
    )
    .where('policy.posted', '=', 1)
    .where('wall.since', '<=', now)
    .where((where) => where.or([where('wall.until', 'is', null), where('wall.until', '>', now)]))
    .where('state.in_force_from', '<=', today)
    .where((where) =>
      where.or([
        where('state.in_force_until', 'is', null),
        where('state.in_force_until', '>', today),
      ]),
    )
    .orderBy('wall.place')
    .orderBy('policy.code')
    .execute();
  const places = [...new Set(rows.map(({ place }) => place))];
  return places.flatMap((place) => {
    const own = rows.filter((row) => row.place === place);
    const missing = own.filter(({ hanging }) => hanging === null).map(({ title }) => title);
    const outOfDate = own
      .filter(({ hanging, version }) => hanging !== null && hanging !== version)
      .map(({ title }) => title);
    return missing.length + outOfDate.length === 0 ? [] : [{ place, missing, outOfDate }];
  });
}
