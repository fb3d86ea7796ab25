import { AppError } from '../../core/app-error.ts';
import type { Instant } from '../../core/clock.ts';
import type { LocalDate } from '../../core/month.ts';
import type { Reader } from '../../store/tables.ts';
import type { VersionState } from '../rules.ts';

/** A version as stored, with what its rules need. */
export interface StoredVersion extends VersionState {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly reason: string;
  readonly writtenAt: Instant;
  readonly submittedBy: string | null;
  readonly submittedAt: Instant | null;
  readonly approvedBy: string | null;
  readonly approvedAt: Instant | null;
  readonly publishedBy: string | null;
  readonly publishedAt: Instant | null;
  readonly adopted: number;
}

/** The versions of a policy, oldest first. */
export function versionsOf(db: Reader, code: string): Promise<StoredVersion[]> {
  return versions(db).where('version.policy', '=', code).execute();
}

/** The versions of every policy, by code and oldest first. */
export function allVersions(db: Reader): Promise<StoredVersion[]> {
  return versions(db).execute();
}

/** Every policy by code, with its title. */
export function listTitles(db: Reader): Promise<{ code: string; title: string }[]> {
  return db.selectFrom('policy').select(['code', 'title']).orderBy('code').execute();
}

/** How many policies there are, and of how many a version is in force on a day. */
export async function countPolicies(
  db: Reader,
  on: LocalDate,
): Promise<{ readonly all: number; readonly inForce: number }> {
  const { all } = await db
    .selectFrom('policy')
    .select(({ fn }) => fn.countAll<number>().as('all'))
    .executeTakeFirstOrThrow();
  const { inForce } = await db
    .selectFrom('policy_version_state as state')
    .innerJoin('policy_version as version', 'version.id', 'state.version_id')
    .select(({ fn }) => fn.count<number>('version.policy').distinct().as('inForce'))
    .where('state.in_force_from', '<=', on)
    .where((where) =>
      where.or([where('state.in_force_until', 'is', null), where('state.in_force_until', '>', on)]),
    )
    .executeTakeFirstOrThrow();
  return { all: Number(all), inForce: Number(inForce) };
}

/** A policy by code, or undefined. */
export function findPolicyRow(db: Reader, code: string) {
  return db.selectFrom('policy').selectAll().where('code', '=', code).executeTakeFirst();
}

/** A policy by code. Errors: `not-found`. */
export async function getPolicyRow(db: Reader, code: string) {
  const policy = await findPolicyRow(db, code);
  if (policy === undefined) throw new AppError('not-found', `没有编号为 ${code} 的制度。`);
  return policy;
}

/** One version and all of its policy. Errors: `not-found`. */
export async function getVersions(
  db: Reader,
  asked: { code: string; version: number },
): Promise<{ version: StoredVersion; all: StoredVersion[] }> {
  const all = await versionsOf(db, asked.code);
  const version = all.find((one) => one.version === asked.version);
  if (version !== undefined) return { version, all };
  throw new AppError('not-found', `没有 ${asked.code} 第 ${asked.version} 版。`);
}

function versions(db: Reader) {
  return db
    .selectFrom('policy_version as version')
    .innerJoin('policy_version_state as state', 'state.version_id', 'version.id')
    .innerJoin('policy', 'policy.code', 'version.policy')
    .select([
      'version.id as id',
      'version.policy as code',
      'policy.title as title',
      'version.version as version',
      'version.text as text',
      'version.digest as sha256',
      'version.reason as reason',
      'version.written_by as writtenBy',
      'version.written_at as writtenAt',
      'state.status as status',
      'state.submitted_by as submittedBy',
      'state.submitted_at as submittedAt',
      'state.approved_by as approvedBy',
      'state.approved_at as approvedAt',
      'state.published_by as publishedBy',
      'state.published_at as publishedAt',
      'state.in_force_from as inForceFrom',
      'state.in_force_until as inForceUntil',
      'state.adopted as adopted',
    ])
    .orderBy('version.policy')
    .orderBy('version.version');
}
