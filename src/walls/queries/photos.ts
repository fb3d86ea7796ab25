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

/** The photo of a posting, as a stream. Errors: `not-found` (also for another site's), `forbidden`. */
export async function readPostingPhoto(
  home: Pick<Home, 'store' | 'files'>,
  who: Requester,
  id: string,
) {
  const photo = await home.store.read
    .selectFrom('posting_photo as photo')
    .innerJoin('posting', 'posting.id', 'photo.posting_id')
    .innerJoin('blob', 'blob.address', 'photo.blob')
    .select(['posting.site as site', 'blob.address as address', 'blob.key_name as keyName'])
    .select('photo.media_type as mediaType')
    .where('posting.id', '=', id)
    .executeTakeFirst();
  if (photo === undefined) throw new AppError('not-found', '没有这张照片。');
  demand(who, 'policy.read', { site: photo.site });
  const { mediaType } = photo;
  return { mediaType, stream: await home.files.read(photo.keyName, photo.address) };
}
