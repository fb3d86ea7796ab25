import { type Finding, fault, note } from '../verify/finding.ts';
import { zip64From } from './form.ts';

/** One line of a central directory, as it stands there. */
export interface DirectoryLine {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc32: number;
  readonly packedBytes: number;
  readonly sizeBytes: number;
  readonly offset: number;
  readonly dosTime: number;
  readonly dosDate: number;
  /** Unix mode, 0 if the maker was no Unix. */
  readonly mode: number;
}

/** Where the central directory lies and how many files it lists. */
export interface DirectoryPlace {
  readonly offset: number;
  readonly sizeBytes: number;
  readonly count: number;
}

/** Reads some bytes of the container; fewer than asked for only at its end. */
export type ReadAt = (offset: number, sizeBytes: number) => Promise<Buffer>;

/** A directory larger than this is refused. Units: bytes. */
const mostDirectoryBytes = 512 * 2 ** 20;
const endBytes = 22;
const locatorBytes = 20;

/** Finds the central directory from the end of the container. Source: APPNOTE.TXT 4.3.14–16. */
export async function findDirectory(
  readAt: ReadAt,
  containerBytes: number,
  report: (finding: Finding) => void,
): Promise<DirectoryPlace | undefined> {
  const tailBytes = Math.min(containerBytes, endBytes + 0xffff);
  const tailOffset = containerBytes - tailBytes;
  const tail = await readAt(tailOffset, tailBytes);
  let at = tail.length - endBytes;
  while (at >= 0 && tail.readUInt32LE(at) !== 0x06054b50) at -= 1;
  if (at < 0) {
    report(fault('zip.no-end', '', ['不是 ZIP，或尾部残缺', 'not a ZIP, or its end is missing']));
    return undefined;
  }
  const endsAt = tailOffset + at + endBytes + tail.readUInt16LE(at + 20);
  if (endsAt !== containerBytes) {
    const words = ['ZIP 结尾之后还有多余字节', 'bytes after the end of the ZIP'] as const;
    const compared = { expected: `${endsAt} bytes`, found: `${containerBytes} bytes` };
    report(note('zip.trailing-bytes', '', words, compared));
  }
  const short = {
    count: tail.readUInt16LE(at + 10),
    sizeBytes: tail.readUInt32LE(at + 12),
    offset: tail.readUInt32LE(at + 16),
  };
  const wide = await wideEnd(readAt, tailOffset + at - locatorBytes);
  const place = wide ?? short;
  const room = wide === undefined ? tailOffset + at : containerBytes;
  if (place.offset + place.sizeBytes > room || place.sizeBytes > mostDirectoryBytes) {
    const words = [
      'ZIP 目录的位置不对',
      'the ZIP directory is not where it is said to be',
    ] as const;
    report(fault('zip.directory', '', words, { found: `${place.offset}+${place.sizeBytes}` }));
    return undefined;
  }
  return place;
}

/** The lines of the central directory; stops with a fault where it no longer makes sense. */
export function parseDirectory(
  bytes: Buffer,
  count: number,
  report: (finding: Finding) => void,
): DirectoryLine[] {
  const lines: DirectoryLine[] = [];
  let at = 0;
  while (at + 46 <= bytes.length && bytes.readUInt32LE(at) === 0x02014b50) {
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
    const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
    const next = extraEnd + bytes.readUInt16LE(at + 32);
    if (next > bytes.length) break;
    lines.push(lineOf(bytes, at, nameEnd, extraEnd));
    at = next;
  }
  if (at !== bytes.length || lines.length !== count) {
    const words = ['ZIP 目录残缺或被改动', 'the ZIP directory is damaged'] as const;
    const compared = { expected: `${count} files`, found: `${lines.length} files` };
    report(fault('zip.directory', '', words, compared));
  }
  return lines;
}

async function wideEnd(readAt: ReadAt, locatorAt: number): Promise<DirectoryPlace | undefined> {
  if (locatorAt < 0) return undefined;
  const locator = await readAt(locatorAt, locatorBytes);
  if (locator.length < locatorBytes || locator.readUInt32LE(0) !== 0x07064b50) return undefined;
  const record = await readAt(Number(locator.readBigUInt64LE(8)), 56);
  if (record.length < 56 || record.readUInt32LE(0) !== 0x06064b50) return undefined;
  return {
    count: Number(record.readBigUInt64LE(32)),
    sizeBytes: Number(record.readBigUInt64LE(40)),
    offset: Number(record.readBigUInt64LE(48)),
  };
}

function lineOf(bytes: Buffer, at: number, nameEnd: number, extraEnd: number): DirectoryLine {
  const flags = bytes.readUInt16LE(at + 8);
  const madeBy = bytes.readUInt16LE(at + 4) >>> 8;
  const wide = wideValues(bytes.subarray(nameEnd, extraEnd));
  const widened = (value: number) => (value === zip64From ? (wide.shift() ?? value) : value);
  // The order of the wide values is fixed: size, packed size, offset.
  const sizeBytes = widened(bytes.readUInt32LE(at + 24));
  const packedBytes = widened(bytes.readUInt32LE(at + 20));
  const offset = widened(bytes.readUInt32LE(at + 42));
  return {
    name: decodedName(bytes.subarray(at + 46, nameEnd)),
    flags,
    method: bytes.readUInt16LE(at + 10),
    dosTime: bytes.readUInt16LE(at + 12),
    dosDate: bytes.readUInt16LE(at + 14),
    crc32: bytes.readUInt32LE(at + 16),
    sizeBytes,
    packedBytes,
    offset,
    mode: madeBy === 3 ? bytes.readUInt16LE(at + 40) : 0,
  };
}

function wideValues(extra: Buffer): number[] {
  let at = 0;
  while (at + 4 <= extra.length) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === 0x0001 && end <= extra.length) {
      const values: number[] = [];
      for (let value = at + 4; value + 8 <= end; value += 8) {
        values.push(Number(extra.readBigUInt64LE(value)));
      }
      return values;
    }
    at = end;
  }
  return [];
}

/** UTF-8 by the rule; Chinese Windows tools write GBK without saying so. */
function decodedName(bytes: Uint8Array): string {
  return decoded(bytes, 'utf-8') ?? decoded(bytes, 'gbk') ?? Buffer.from(bytes).toString('latin1');
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined; // not this encoding
  }
}
