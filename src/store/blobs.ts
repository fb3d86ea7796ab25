import type { Digest } from '../core/digest.ts';
import type { StoredFile } from './files.ts';
import type { Tx } from './tables.ts';

/**
 * Keeps a stored file as one of the home's; the same file again is kept once. Resolves to its
 * address, by which other rows name it.
 *
 * `blind` is the keyed hash of the file's digest: a bare one would let anyone ask whether a known
 * file is here.
 */
export async function keepBlob(
  db: Tx,
  { keyName, file, blind }: { keyName: string; file: StoredFile; blind: string },
): Promise<Digest> {
  const known = await db
    .selectFrom('blob')
    .select('address')
    .where('key_name', '=', keyName)
    .where('blind', '=', blind)
    .executeTakeFirst();
  if (known !== undefined) return known.address;
  const { address, sizeBytes } = file;
  await db
    .insertInto('blob')
    .values({ address, key_name: keyName, blind, size_bytes: sizeBytes })
    .execute();
  return address;
}
