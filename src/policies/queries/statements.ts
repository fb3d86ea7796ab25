import type { LocalDate } from '../../core/month.ts';
import type { Reader } from '../../store/tables.ts';

/** A policy that is tied to a post, as its statement of duties. */
export interface Statement {
  readonly code: string;
  readonly title: string;
  readonly post: string;
  /** The first day without it, where its end is settled. */
  readonly endsOn: LocalDate | null;
}

/** Every policy that is tied to a post, by code. */
export async function listStatements(db: Reader): Promise<Statement[]> {
  const ties = await db
    .selectFrom('policy_post')
    .innerJoin('policy', 'policy.code', 'policy_post.policy')
    .select(['policy.code', 'policy.title', 'policy_post.post'])
    .orderBy('policy.code')
    .execute();
  const published = await db
    .selectFrom('policy_post')
    .innerJoin('policy_version as version', 'version.policy', 'policy_post.policy')
    .innerJoin('policy_version_state as state', 'state.version_id', 'version.id')
    .select(['version.policy', 'state.status', 'state.in_force_until'])
    .where('state.status', 'in', ['published', 'retired'])
    .orderBy('version.version')
    .execute();
  // Of the versions that were ever published, the last says whether the policy was ended.
  const last = new Map(published.map((version) => [version.policy, version]));
  return ties.map((tie) => {
    const version = last.get(tie.code);
    return { ...tie, endsOn: version?.status === 'retired' ? version.in_force_until : null };
  });
}

/** The policy that states the duties of a post and goes on doing so, or undefined. */
export async function statementOf(db: Reader, post: string): Promise<Statement | undefined> {
  const all = await listStatements(db);
  return all.find((one) => one.post === post && one.endsOn === null);
}
