import { policyKey } from '../policies/rows.ts';
import type { StoredFile } from '../store/files.ts';
import type { Tx } from '../store/tables.ts';

/** A photo of a sheet on its wall, stored under `policyKey` before the posting names it. */
export interface PostingPhoto {
  readonly file: StoredFile;
  readonly mediaType: string;
}

/** Keeps a photo as one of the home's files; the same photo again is the same file. */
export async function insertPhoto(
  db: Tx,
  posting: string,
  { photo, blind }: { photo: PostingPhoto; blind: string },
): Promise<void> {
  const { file, mediaType } = photo;
  const known = await db
    .selectFrom('blob')
    .select('address')
    .where('key_name', '=', policyKey)
    .where('blind', '=', blind)
    .executeTakeFirst();
  const address = known?.address ?? file.address;
  if (known === undefined) {
    await db
      .insertInto('blob')
      .values({ address, key_name: policyKey, blind, size_bytes: file.sizeBytes })
      .execute();
  }
  await db
    .insertInto('posting_photo')
    .values({ posting_id: posting, blob: address, media_type: mediaType })
    .execute();
}
