import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import { policyKey } from '../../policies/rows.ts';
import { cameraTime } from '../../walls/camera-time.ts';
import type { WallPhoto } from '../../walls/rows.ts';
import type { WebEnv } from '../kit/env.ts';
import { formOf } from '../kit/page/read-form.ts';
import type { Lang } from '../kit/page/words.ts';
import { photoWords } from './photo-words.ts';

/** The largest photo that a form brings. Units: bytes. */
const largestPhoto = 20 * 1024 * 1024;

/** More is no photo but a trap for who opens it. Units: pixels. */
const mostPixels = 100_000_000;

/** A form is taken apart in memory, so it ends here before it fills it. */
export const limitPhoto = bodyLimit({
  maxSize: largestPhoto + 64 * 1024,
  onError: () => {
    throw new AppError('limit', '照片超过 20 MB，请重拍一张小的；这次登记没有保存。');
  },
});

/** The photo that came with a form, stored before anything names it; undefined without one. */
export async function photoIn(
  home: Home,
  context: Context<WebEnv>,
  lang: Lang,
): Promise<WallPhoto | undefined> {
  const photo = (await formOf(context)).get('photo');
  if (!(photo instanceof File) || photo.size === 0) return undefined;
  return storePhoto(home, photo, lang);
}

/** Stores a photo that can be shown, and reads when it was taken. Errors: `invalid`. */
export async function storePhoto(home: Home, photo: File, lang: Lang): Promise<WallPhoto> {
  const say = photoWords(lang);
  if (photo.size > largestPhoto) throw refused(say('photoHint'));
  const bytes = new Uint8Array(await photo.arrayBuffer());
  const mediaType = kindOf(bytes);
  const read = mediaType === undefined ? undefined : await readPicture(bytes);
  if (mediaType === undefined || read === undefined) throw refused(say('notPhoto'));
  const takenAt = cameraTime(read.exif, home.catalogue.document.timeZone);
  return { file: await home.files.put(policyKey, photo.stream()), mediaType, takenAt };
}

function refused(message: string): AppError {
  return new AppError('invalid', message, {
    problems: [{ field: 'photo', rule: 'type', message }],
  });
}

/** What a file is by its first bytes, whatever it calls itself. */
function kindOf(bytes: Uint8Array): string | undefined {
  const hex = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  if (hex.startsWith('ffd8ff')) return 'image/jpeg';
  return hex === '89504e47' ? 'image/png' : undefined;
}

/** The camera's notes of a picture that can be drawn; undefined for one that cannot. */
async function readPicture(bytes: Uint8Array): Promise<{ exif: Buffer | undefined } | undefined> {
  // Read at the first photo: a server that only shows pages does without it.
  const { default: sharp } = await import('sharp');
  try {
    const picture = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'truncated' });
    const { exif } = await picture.metadata();
    await picture.resize(16, 16, { fit: 'fill' }).raw().toBuffer();
    return { exif };
  } catch {
    return undefined;
  }
}
