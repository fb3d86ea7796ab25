import type { Instant } from '../../core/clock.ts';
import type { Reader } from '../../store/tables.ts';

/** A version that somebody approved or published, or both. */
export interface DecidedVersion {
  readonly code: string;
  readonly title: string;
  readonly version: number;
  readonly approvedBy: string | null;
  readonly approvedAt: Instant | null;
  readonly publishedBy: string | null;
  readonly publishedAt: Instant | null;
}

/** A version that somebody wrote, and that is not in force yet. */
export interface OwnVersion {
  readonly code: string;
  readonly title: string;
  readonly version: number;
  readonly status: 'draft' | 'in-review' | 'approved';
  readonly at: Instant;
}

/** The versions approved since, the newest first, that somebody approved or published. */
export function versionsDecidedBy(
  db: Reader,
  asked: { readonly by: string; readonly since: Instant; readonly limit: number },
): Promise<DecidedVersion[]> {
  const { by, since, limit } = asked;
  return db
    .selectFrom('policy_version_state as state')
    .innerJoin('policy_version as version', 'version.id', 'state.version_id')
    .innerJoin('policy', 'policy.code', 'version.policy')
    .select(['policy.code', 'policy.title', 'version.version'])
    .select(['state.approved_by as approvedBy', 'state.approved_at as approvedAt'])
    .select(['state.published_by as publishedBy', 'state.published_at as publishedAt'])
    .where((where) =>
      where.or([where('state.approved_by', '=', by), where('state.published_by', '=', by)]),
    )
    .where('state.approved_at', '>=', since)
    .orderBy('state.approved_at', 'desc')
    .limit(limit)
    .execute();
}

/** The versions that somebody wrote and that are not published yet, the newest first. */
export async function versionsWrittenBy(
  db: Reader,
  asked: { readonly by: string; readonly limit: number },
): Promise<OwnVersion[]> {
  const rows = await db
    .selectFrom('policy_version as version')
    .innerJoin('policy_version_state as state', 'state.version_id', 'version.id')
    .innerJoin('policy', 'policy.code', 'version.policy')
    .select(['policy.code', 'policy.title', 'version.version', 'state.status'])
    .select('version.written_at as at')
    .where('version.written_by', '=', asked.by)
    .where('state.status', 'in', ['draft', 'in-review', 'approved'])
    .orderBy('version.written_at', 'desc')
    .limit(asked.limit)
    .execute();
  return rows.map((row) => ({ ...row, status: row.status as OwnVersion['status'] }));
}
