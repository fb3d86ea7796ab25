import type { Instant } from '../core/clock.ts';
import { type Digest, digestOf } from '../core/digest.ts';
import type { LocalDate } from '../core/month.ts';
import { keepBlob } from '../store/blobs.ts';
import type { StoredFile } from '../store/files.ts';
import type { Tx } from '../store/tables.ts';

/** The data key of what is sealed about policies: they belong to no site and last for ever. */
export const policyKey = 'policies-long';

export interface NewPolicy {
  readonly code: string;
  readonly title: string;
  readonly posted: boolean;
  readonly department: string;
  readonly source: string;
  readonly places: readonly string[];
  /** The post whose duty statement it is. */
  readonly post?: string | undefined;
}

/** Keeps a policy, the walls at which it must hang, and the post whose duties it states. */
export async function insertPolicy(
  db: Tx,
  policy: NewPolicy,
  filed: { at: Instant; seq: number },
): Promise<void> {
  const { code, title, posted, department, source, places } = policy;
  await db
    .insertInto('policy')
    .values({
      code,
      title,
      posted: posted ? 1 : 0,
      department,
      source,
      added_at: filed.at,
      entry_seq: filed.seq,
    })
    .execute();
  await insertWalls(db, code, { places, since: filed.at });
  if (policy.post !== undefined) await setPost(db, code, policy.post);
}

/** Says whose duties a policy states; nobody's, where no post is named. */
export async function setPost(db: Tx, code: string, post: string | undefined): Promise<void> {
  await db.deleteFrom('policy_post').where('policy', '=', code).execute();
  if (post === undefined) return;
  await db.insertInto('policy_post').values({ policy: code, post }).execute();
}

/** Adds walls at which a policy must hang from an instant on. */
export async function insertWalls(
  db: Tx,
  code: string,
  walls: { places: readonly string[]; since: Instant },
): Promise<void> {
  if (walls.places.length === 0) return;
  const rows = walls.places.map((place) => ({
    policy: code,
    place,
    since: walls.since,
    until: null,
  }));
  await db.insertInto('policy_wall').values(rows).execute();
}

export interface NewVersion {
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly text: string;
  readonly reason: string;
  readonly writtenBy: string;
}

/** Keeps a version as a draft. Returns the digest of its text. */
export async function insertVersion(
  db: Tx,
  draft: NewVersion,
  filed: { at: Instant; seq: number },
): Promise<Digest> {
  const { id, code, version, text, reason, writtenBy } = draft;
  const digest = digestOf(text);
  await db
    .insertInto('policy_version')
    .values({
      id,
      policy: code,
      version,
      text,
      digest,
      reason,
      written_by: writtenBy,
      written_at: filed.at,
      entry_seq: filed.seq,
    })
    .execute();
  await db
    .insertInto('policy_version_state')
    .values({
      version_id: id,
      status: 'draft',
      submitted_by: null,
      submitted_at: null,
      approved_by: null,
      approved_at: null,
      published_by: null,
      published_at: null,
      in_force_from: null,
      in_force_until: null,
      adopted: 0,
    })
    .execute();
  return digest;
}

/** Puts a version in force from a day on. */
export async function setInForce(
  db: Tx,
  id: string,
  published: { by: string; at: Instant; from: LocalDate; adopted: boolean },
): Promise<void> {
  await db
    .updateTable('policy_version_state')
    .set({
      status: 'published',
      published_by: published.by,
      published_at: published.at,
      in_force_from: published.from,
      adopted: published.adopted ? 1 : 0,
    })
    .where('version_id', '=', id)
    .execute();
}

/** Keeps that a policy was ended with its last version, and why. */
export async function insertRetirement(
  db: Tx,
  retirement: { id: string; versionId: string; on: LocalDate; reason: string; by: string },
  filed: { at: Instant; seq: number },
): Promise<void> {
  const { id, versionId, on, reason, by } = retirement;
  await db
    .insertInto('policy_retirement')
    .values({
      id,
      version_id: versionId,
      first_day_without: on,
      reason,
      retired_by: by,
      retired_at: filed.at,
      entry_seq: filed.seq,
    })
    .execute();
}

/** A Word file as it came, stored under `policyKey` before the version names it. */
export interface WordSource {
  readonly name: string;
  readonly file: StoredFile;
}

/** Ties a Word file to the version that was made from it. */
export async function insertSource(
  db: Tx,
  versionId: string,
  { source, blind }: { source: WordSource; blind: string },
): Promise<void> {
  const { name, file } = source;
  const blob = await keepBlob(db, { keyName: policyKey, file, blind });
  await db
    .insertInto('policy_source')
    .values({ version_id: versionId, blob, name, sha256: file.sha256 })
    .execute();
}
