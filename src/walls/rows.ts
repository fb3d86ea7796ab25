import type { Instant } from '../core/clock.ts';
import type { Digest } from '../core/digest.ts';
import { policyKey } from '../policies/rows.ts';
import { keepBlob } from '../store/blobs.ts';
import type { StoredFile } from '../store/files.ts';
import type { Tx } from '../store/tables.ts';

/** A photo or plan, stored under `policyKey` before a row names it. */
export interface WallPhoto {
  readonly file: StoredFile;
  readonly mediaType: string;
  /** When its camera says that it was taken. */
  readonly takenAt: Instant | null;
}

/** A photo as a row names it. */
export interface KeptPhoto {
  readonly address: Digest;
  /** Whether the same file had been evidence before. */
  readonly isUsed: boolean;
}

/** Keeps a photo as one of the home's files; the same photo again is the same file. */
export async function keepPhoto(
  db: Tx,
  { file }: Pick<WallPhoto, 'file'>,
  blind: string,
): Promise<KeptPhoto> {
  const address = await keepBlob(db, { keyName: policyKey, file, blind });
  return { address, isUsed: await isEvidence(db, address) };
}

async function isEvidence(db: Tx, address: string): Promise<boolean> {
  const posting = await db
    .selectFrom('posting_photo')
    .select('posting_id')
    .where('blob', '=', address)
    .limit(1)
    .executeTakeFirst();
  if (posting !== undefined) return true;
  const check = await db
    .selectFrom('posting_check')
    .select('id')
    .where('photo', '=', address)
    .limit(1)
    .executeTakeFirst();
  return check !== undefined;
}
