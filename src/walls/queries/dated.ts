import type { Instant } from '../../core/clock.ts';
import type { Reader } from '../../store/tables.ts';
import type { DatedVersion } from '../rules.ts';

/** A version that was ever published, and what its policy is called; its text stays where it lies. */
export interface PublishedVersion extends DatedVersion {
  readonly title: string;
}

/** Every version of a ※ policy that was ever published, by policy and oldest first. */
export function publishedVersions(db: Reader): Promise<PublishedVersion[]> {
  return db
    .selectFrom('policy_version as version')
    .innerJoin('policy_version_state as state', 'state.version_id', 'version.id')
    .innerJoin('policy', 'policy.code', 'version.policy')
    .select(['version.policy as code', 'policy.title as title', 'version.version as version'])
    .select(['state.in_force_from as inForceFrom', 'state.in_force_until as inForceUntil'])
    .where('policy.posted', '=', 1)
    .where('state.in_force_from', 'is not', null)
    .orderBy('version.policy')
    .orderBy('version.version')
    .execute();
}

/** A ※ policy and a place at which it must hang. */
export interface Duty {
  readonly code: string;
  readonly title: string;
  readonly place: string;
}

/** Which ※ policies must hang where at an instant, whatever the site. */
export function dutiesAt(db: Reader, at: Instant): Promise<Duty[]> {
  return db
    .selectFrom('policy_wall as wall')
    .innerJoin('policy', 'policy.code', 'wall.policy')
    .select(['policy.code as code', 'policy.title as title', 'wall.place as place'])
    .where('policy.posted', '=', 1)
    .where('wall.since', '<=', at)
    .where((where) => where.or([where('wall.until', 'is', null), where('wall.until', '>', at)]))
    .orderBy('policy.code')
    .orderBy('wall.place')
    .execute();
}
