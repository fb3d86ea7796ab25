/** A picture ready for the page, or why it cannot be shown. */
export type Picture =
  | { readonly bytes: Uint8Array; readonly extension: 'jpg' | 'png'; readonly problem: null }
  | { readonly bytes: null; readonly problem: string };

/** 2,400 pixels fill a page at 350 dots an inch; more only makes the volume heavy. */
const longestEdge = 2400;
const readable = new Set(['jpeg', 'png', 'webp', 'gif', 'tiff', 'heif', 'avif']);

/**
 * Brings a picture into a form that every printer shows: upright, sRGB, of sensible size.
 *
 * A plain JPEG or PNG that needs nothing is passed on byte for byte. The picture is decoded to its
 * last row, so that a cut-off file is named and never printed in part.
 */
export async function preparePicture(bytes: Uint8Array): Promise<Picture> {
  try {
    // Read at the first picture: a server that only files records does without it.
    const { default: sharp } = await import('sharp');
    const picture = sharp(bytes, { failOn: 'truncated', limitInputPixels: 400_000_000 });
    const facts = await picture.metadata();
    const format: string = facts.format ?? '';
    if (!readable.has(format)) return { bytes: null, problem: '不认识的图片格式' };
    const plain =
      (format === 'jpeg' || format === 'png') &&
      (facts.orientation ?? 1) === 1 &&
      facts.depth === 'uchar' &&
      (facts.space === 'srgb' || facts.space === 'b-w') &&
      !facts.hasAlpha &&
      Math.max(facts.width, facts.height) <= longestEdge;
    if (plain) {
      await picture.resize(16, 16, { fit: 'fill' }).raw().toBuffer();
      return { bytes, extension: format === 'png' ? 'png' : 'jpg', problem: null };
    }
    const redrawn = await picture
      .rotate()
      .flatten({ background: '#ffffff' })
      .resize(longestEdge, longestEdge, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .jpeg({ quality: 88 })
      .toBuffer();
    return { bytes: redrawn, extension: 'jpg', problem: null };
  } catch {
    return { bytes: null, problem: '图片已损坏或不完整，无法读取' };
  }
}
