import type { Readable } from 'node:stream';
import type { Context } from 'hono';
import { AppError } from '../../core/app-error.ts';
import type { WebEnv } from '../kit/env.ts';

/** The longest sides of a small copy and of one to look at. Units: pixels. */
const sizes = {
  thumbnail: { width: 240, height: 180 },
  view: { width: 1600, height: 1600 },
} as const;

/** More is no photo but a trap for who opens it. Units: pixels. */
const mostPixels = 100_000_000;

/**
 * Answers with a smaller copy of a photo, drawn anew: what the camera wrote into it, such as where it
 * was taken, stays with the original, which no page hands out. Errors: `not-found`.
 */
export async function sendCopy(
  context: Context<WebEnv>,
  stream: Readable,
  as: string | undefined,
): Promise<Response> {
  const { default: sharp } = await import('sharp');
  const size = as === 'thumbnail' ? sizes.thumbnail : sizes.view;
  const shrink = sharp({ limitInputPixels: mostPixels, failOn: 'none' })
    .rotate()
    .resize({ ...size, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: as === 'thumbnail' ? 75 : 82 });
  stream.on('error', (error) => shrink.destroy(error));
  // What people brought is data: nothing in it runs or loads anything.
  context.header('Content-Security-Policy', "default-src 'none'; sandbox");
  try {
    const copy = await stream.pipe(shrink).toBuffer();
    return context.body(new Uint8Array(copy), 200, {
      'content-type': 'image/jpeg',
      'content-disposition': 'inline',
    });
  } catch (cause) {
    throw new AppError('not-found', '这张照片打不开。', { cause });
  }
}
