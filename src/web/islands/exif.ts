/**
 * The camera's notes of a JPEG, with the turn of the picture set to none; nothing if it has none.
 *
 * A photo drawn anew stands upright and has lost its notes, with them the time it was taken at.
 *
 * Shape: the whole APP1 segment, marker and length included.
 * Source: JEITA CP-3451 (Exif 2.3), 4.5.4 and 4.6.4.
 */
export function exifOf(jpeg: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  if (jpeg.length < 4 || view.getUint16(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 4 <= jpeg.length; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at);
    const end = at + 2 + view.getUint16(at + 2);
    // The picture itself begins at a start of scan: no notes come after it.
    if (marker < 0xffe0 || marker > 0xffef || end > jpeg.length) return undefined;
    const isExif = end - at > 18 && view.getUint32(at + 4) === 0x45786966;
    if (marker === 0xffe1 && isExif) return upright(new Uint8Array(jpeg.subarray(at, end)));
  }
  return undefined;
}

/** A JPEG with the notes put right behind its beginning. */
export function withExif(jpeg: Uint8Array, exif: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(jpeg.length + exif.length);
  whole.set(jpeg.subarray(0, 2));
  whole.set(exif, 2);
  whole.set(jpeg.subarray(2), 2 + exif.length);
  return whole;
}

/** The first directory of the notes lists tags of twelve bytes each; 0x0112 is the turn. */
function upright(segment: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const tiff = new DataView(segment.buffer, 10);
  const isLittle = tiff.getUint16(0) === 0x4949;
  const directory = tiff.getUint32(4, isLittle);
  if (directory + 2 > tiff.byteLength) return segment;
  const count = tiff.getUint16(directory, isLittle);
  for (let index = 0; index < count; index += 1) {
    const tag = directory + 2 + index * 12;
    if (tag + 12 > tiff.byteLength) break;
    if (tiff.getUint16(tag, isLittle) === 0x0112) tiff.setUint16(tag + 8, 1, isLittle);
  }
  return segment;
}
