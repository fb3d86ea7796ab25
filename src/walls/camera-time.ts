import type { Instant } from '../core/clock.ts';

/** Tags of the camera's notes: where its own directory stands, and when it took the picture. */
const tags = { directory: 0x8769, takenAt: 0x9003, offset: 0x9011 } as const;

/** The type of a tag whose value is a text. */
const text = 2;

/**
 * When a camera says that it took a picture, by its notes; null where they do not say. A time without
 * an offset is that of the site's clocks. Where it was taken is not read.
 *
 * Shape: `exif` begins with `Exif\0\0` or with the byte order itself.
 * Source: JEITA CP-3451 (Exif 2.3), 4.6.5, tags 0x9003 and 0x9011.
 */
export function cameraTime(exif: Uint8Array | undefined, timeZone: string): Instant | null {
  if (exif === undefined) return null;
  try {
    return readTime(exif, timeZone);
  } catch {
    return null; // notes that are cut off or made up say nothing
  }
}

function readTime(exif: Uint8Array, timeZone: string): Instant | null {
  const start = exif[0] === 0x45 && exif[1] === 0x78 ? 6 : 0;
  const view = new DataView(exif.buffer, exif.byteOffset + start, exif.byteLength - start);
  const order = view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return null;
  const notes: Notes = { view, isLittle: order === 0x4949 };
  const camera = entryOf(notes, view.getUint32(4, notes.isLittle), tags.directory);
  if (camera === undefined) return null;
  const directory = view.getUint32(camera + 8, notes.isLittle);
  const words = textOf(notes, entryOf(notes, directory, tags.takenAt));
  const [, year, month, day, hour, minute, second] =
    /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)/.exec(words) ?? [];
  if (year === undefined) return null;
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const offset = textOf(notes, entryOf(notes, directory, tags.offset)).trim();
  const zone = /^[+-]\d\d:\d\d$/.test(offset) ? offset : timeZone;
  return Temporal.PlainDateTime.from(local)
    .toZonedDateTime(zone)
    .toInstant()
    .toString({ smallestUnit: 'millisecond' });
}

interface Notes {
  readonly view: DataView;
  readonly isLittle: boolean;
}

/** Where a tag stands in a directory, which is a count and so many entries of twelve bytes. */
function entryOf({ view, isLittle }: Notes, directory: number, tag: number): number | undefined {
  const count = view.getUint16(directory, isLittle);
  for (let index = 0; index < count; index += 1) {
    const at = directory + 2 + index * 12;
    if (view.getUint16(at, isLittle) === tag) return at;
  }
  return undefined;
}

/** A text of more than four bytes stands elsewhere, where its entry says. */
function textOf({ view, isLittle }: Notes, entry: number | undefined): string {
  if (entry === undefined || view.getUint16(entry + 2, isLittle) !== text) return '';
  const length = view.getUint32(entry + 4, isLittle);
  if (length <= 4 || length > 64) return '';
  const from = view.getUint32(entry + 8, isLittle);
  const bytes = new Uint8Array(view.buffer, view.byteOffset + from, length);
  return Buffer.from(bytes).toString('latin1').replace(/\0.*$/s, '');
}
