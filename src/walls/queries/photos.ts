import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import type { Reader } from '../../store/tables.ts';

/** The postings of a site that a photo shows. */
export async function postingsWithPhoto(db: Reader, site: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('posting_photo as photo')
    .innerJoin('posting', 'posting.id', 'photo.posting_id')
    .select('posting.id as id')
    .where('posting.site', '=', site)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/**
 * The photo of a posting, of a check, or of a posting place, by the id of what it shows, as a stream.
 *
 * Errors: `not-found`, `forbidden`.
 */
export async function readWallPhoto(
  home: Pick<Home, 'store' | 'files'>,
  who: Requester,
  id: string,
) {
  const db = home.store.read;
  const photo =
    (await ofPosting(db, id)) ?? (await ofCheck(db, id)) ?? (await ofPlace(db, id)) ?? undefined;
  if (photo === undefined) throw new AppError('not-found', '没有这张照片。');
  demand(who, 'policy.read', { site: photo.site });
  const { mediaType } = photo;
  return { mediaType, stream: await home.files.read(photo.keyName, photo.address) };
}

function ofPosting(db: Reader, id: string) {
  return db
    .selectFrom('posting_photo as photo')
    .innerJoin('posting', 'posting.id', 'photo.posting_id')
    .innerJoin('blob', 'blob.address', 'photo.blob')
    .select(['posting.site as site', 'blob.address as address', 'blob.key_name as keyName'])
    .select('photo.media_type as mediaType')
    .where('posting.id', '=', id)
    .executeTakeFirst();
}

async function ofCheck(db: Reader, id: string) {
  const row = await db
    .selectFrom('posting_check as seen')
    .innerJoin('blob', 'blob.address', 'seen.photo')
    .select(['seen.site as site', 'blob.address as address', 'blob.key_name as keyName'])
    .select('seen.media_type as mediaType')
    .where('seen.id', '=', id)
    .executeTakeFirst();
  return row && { ...row, mediaType: row.mediaType ?? 'image/jpeg' };
}

function ofPlace(db: Reader, id: string) {
  return db
    .selectFrom('place_picture as picture')
    .innerJoin('blob', 'blob.address', 'picture.blob')
    .select(['picture.site as site', 'blob.address as address', 'blob.key_name as keyName'])
    .select('picture.media_type as mediaType')
    .where('picture.id', '=', id)
    .executeTakeFirst();
}
