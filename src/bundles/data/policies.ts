import type { Instant } from '../../core/clock.ts';
import { instantOf, type Month, spanOf } from '../../core/month.ts';
import type { Reader, Tables } from '../../store/tables.ts';
import type { PolicyInForce, Scope } from '../model.ts';

/** A policy version in force in the month, and where it hung at the month's end. */
export interface BoundPolicy {
  readonly inForce: PolicyInForce;
  readonly policy: Tables['policy'];
  readonly version: Tables['policy_version'];
  readonly postings: readonly Tables['posting'][];
  /** Whether it was still the one in force when the month ended. */
  readonly current: boolean;
  /** `not-due`: the policy need not hang on a wall. */
  readonly wall: 'posted' | 'outdated' | 'missing' | 'not-due';
}

/** Which versions were in force at some instant of the month, for the plan of its sealing. */
export async function policiesInForce(
  db: Reader,
  month: Month,
  zone: string,
): Promise<PolicyInForce[]> {
  const span = spanOf(month, zone);
  const rows = await db
    .selectFrom('policy_version_state')
    .innerJoin('policy_version', 'policy_version.id', 'policy_version_state.version_id')
    .select([
      'policy_version.policy as code',
      'policy_version.version',
      'policy_version_state.in_force_from as from',
      'policy_version_state.in_force_until as until',
      'policy_version_state.approved_by as approvedBy',
      'policy_version_state.adopted',
    ])
    .where('policy_version_state.in_force_from', 'is not', null)
    .orderBy('policy_version.policy')
    .orderBy('policy_version.version')
    .execute();
  return rows
    .map((row) => ({ ...row, from: row.from ?? '', adopted: row.adopted === 1 }))
    .filter(({ from }) => toInstant(from, zone) < span.until)
    .filter(({ until }) => until === null || toInstant(until, zone) > span.from);
}

/** The texts and wall places of the versions that a plan names. */
export async function readPolicies(
  db: Reader,
  scope: Scope,
  named: { readonly policies: readonly PolicyInForce[]; readonly zone: string },
): Promise<BoundPolicy[]> {
  if (named.policies.length === 0) return [];
  const { until: monthEnd } = spanOf(scope.month, named.zone);
  const codes = named.policies.map(({ code }) => code);
  const policies = await db.selectFrom('policy').selectAll().where('code', 'in', codes).execute();
  const versions = await db
    .selectFrom('policy_version')
    .selectAll()
    .where('policy', 'in', codes)
    .execute();
  const postings = await db
    .selectFrom('posting')
    .selectAll()
    .where('site', '=', scope.site)
    .where('posted_at', '<', monthEnd)
    .where('entry_seq', '<', scope.size)
    .orderBy('entry_seq')
    .execute();
  return named.policies.flatMap((inForce) => {
    const policy = policies.find(({ code }) => code === inForce.code);
    const version = versions.find(
      (one) => one.policy === inForce.code && one.version === inForce.version,
    );
    if (policy === undefined || version === undefined) return [];
    const own = newestByPlace(postings.filter((one) => one.policy === inForce.code));
    const current = inForce.until === null || toInstant(inForce.until, named.zone) >= monthEnd;
    return [
      { inForce, policy, version, postings: own, current, wall: wallOf(policy, own, inForce) },
    ];
  });
}

function wallOf(
  policy: Tables['policy'],
  postings: readonly Tables['posting'][],
  { version }: PolicyInForce,
): BoundPolicy['wall'] {
  if (policy.posted === 0) return 'not-due';
  if (postings.length === 0) return 'missing';
  return postings.every((one) => one.version === version) ? 'posted' : 'outdated';
}

/** At each place hangs what was posted there last. */
function newestByPlace(postings: readonly Tables['posting'][]): Tables['posting'][] {
  const places = new Map(postings.map((one) => [one.place, one]));
  return [...places.values()].sort((one, other) => (one.place < other.place ? -1 : 1));
}

function toInstant(text: string, zone: string): Instant {
  return text.length === 10 ? instantOf(text, zone) : text;
}
