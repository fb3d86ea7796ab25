/** What the canonical form knows about one file. */
export interface FormEntry {
  readonly name: string;
  readonly sizeBytes: number;
  readonly crc32: number;
}

/** A file with the place of its header. Units: bytes from the start of the container. */
export interface PlacedEntry extends FormEntry {
  readonly offset: number;
}

/** A wall-clock minute, `YYYY-MM-DD HH:MM`, such as every file of a container carries. */
export type ZipMinute = string;

/** The container's whole shape: where each file lies, and all that follows the files. */
export interface ContainerForm {
  readonly entries: readonly PlacedEntry[];
  /** Where the central directory begins. */
  readonly directoryOffset: number;
  readonly sizeBytes: number;
}

/** Which field of a header stands at which offset, so that a difference can be named. */
export interface NamedBytes {
  readonly bytes: Buffer;
  readonly fields: readonly { readonly name: string; readonly sizeBytes: number }[];
}

/** From here on, sizes and offsets move to ZIP64 fields. Source: APPNOTE.TXT 4.5.3. */
export const zip64From = 0xffffffff;
/** From this many files on, the count moves to the ZIP64 end record. */
const zip64CountFrom = 0xffff;

const utf8Flag = 0x0800;
const madeByUnix = 3 << 8;
/** A regular file that everybody reads and its owner writes. */
const fileMode = 0o100644;
const classicVersion = 20;
const zip64Version = 45;

/** Byte order of UTF-8 names: the one order of files in a container and lines in a manifest. */
export function compareNames(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

/** Places the files in their one order. `limit` is for tests of ZIP64 without 4 GiB of bytes. */
export function formOf(entries: readonly FormEntry[], limit = zip64From): ContainerForm {
  const sorted = [...entries].sort((one, other) => compareNames(one.name, other.name));
  let offset = 0;
  const placed = sorted.map((entry) => {
    const at = offset;
    offset += localHeader(entry, '1980-01-01 00:00', limit).bytes.length + entry.sizeBytes;
    return { ...entry, offset: at };
  });
  const directoryBytes = placed.reduce((sum, entry) => {
    return sum + centralHeader(entry, '1980-01-01 00:00', limit).bytes.length;
  }, 0);
  const end = { count: placed.length, directoryOffset: offset, directoryBytes };
  const sizeBytes = offset + directoryBytes + endRecord(end, limit).bytes.length;
  return { entries: placed, directoryOffset: offset, sizeBytes };
}

/** The header before a file's bytes: sizes known, no data descriptor. Source: APPNOTE.TXT 4.3.7. */
export function localHeader(entry: FormEntry, minute: ZipMinute, limit = zip64From): NamedBytes {
  const name = Buffer.from(entry.name);
  const wide = entry.sizeBytes >= limit;
  const extra = wide ? zip64Extra([entry.sizeBytes, entry.sizeBytes]) : Buffer.alloc(0);
  return record([
    ['signature', 4, 0x04034b50],
    ...sharedFields(entry, minute, wide, wide),
    ['name length', 2, name.length],
    ['extra length', 2, extra.length],
    ['name', name],
    ['extra field', extra],
  ]);
}

/** A file's line in the central directory. Source: APPNOTE.TXT 4.3.12. */
export function centralHeader(
  entry: PlacedEntry,
  minute: ZipMinute,
  limit = zip64From,
): NamedBytes {
  const name = Buffer.from(entry.name);
  const [wideSize, wideOffset] = [entry.sizeBytes >= limit, entry.offset >= limit];
  const wide = [
    ...(wideSize ? [entry.sizeBytes, entry.sizeBytes] : []),
    ...(wideOffset ? [entry.offset] : []),
  ];
  const extra = wide.length > 0 ? zip64Extra(wide) : Buffer.alloc(0);
  const version = wide.length > 0 ? zip64Version : classicVersion;
  return record([
    ['signature', 4, 0x02014b50],
    ['version made by', 2, madeByUnix | version],
    ...sharedFields(entry, minute, wideSize, wide.length > 0),
    ['name length', 2, name.length],
    ['extra length', 2, extra.length],
    ['comment length', 2, 0],
    ['disk number', 2, 0],
    ['internal attributes', 2, 0],
    ['external attributes', 4, fileMode * 0x10000],
    ['header offset', 4, wideOffset ? zip64From : entry.offset],
    ['name', name],
    ['extra field', extra],
  ]);
}

/** All that follows the central directory; nothing may follow it. Source: APPNOTE.TXT 4.3.14–16. */
export function endRecord(
  end: { count: number; directoryOffset: number; directoryBytes: number },
  limit = zip64From,
): NamedBytes {
  const { count, directoryOffset, directoryBytes } = end;
  const wide = count >= zip64CountFrom || directoryOffset >= limit || directoryBytes >= limit;
  const zip64: Field[] = [
    ['zip64 end signature', 4, 0x06064b50],
    ['zip64 end size', 8, 44],
    ['zip64 version made by', 2, madeByUnix | zip64Version],
    ['zip64 version needed', 2, zip64Version],
    ['zip64 disk number', 4, 0],
    ['zip64 directory disk', 4, 0],
    ['zip64 files on disk', 8, count],
    ['zip64 files', 8, count],
    ['zip64 directory size', 8, directoryBytes],
    ['zip64 directory offset', 8, directoryOffset],
    ['zip64 locator signature', 4, 0x07064b50],
    ['zip64 locator disk', 4, 0],
    ['zip64 locator offset', 8, directoryOffset + directoryBytes],
    ['zip64 locator disks', 4, 1],
  ];
  const shortCount = Math.min(count, zip64CountFrom);
  return record([
    ...(wide ? zip64 : []),
    ['end signature', 4, 0x06054b50],
    ['disk number', 2, 0],
    ['directory disk', 2, 0],
    ['files on disk', 2, shortCount],
    ['files', 2, shortCount],
    ['directory size', 4, directoryBytes >= limit ? zip64From : directoryBytes],
    ['directory offset', 4, directoryOffset >= limit ? zip64From : directoryOffset],
    ['comment length', 2, 0],
  ]);
}

/** MS-DOS date and time of a minute. Errors: throws for a year that ZIP cannot say. */
export function dosTime(minute: ZipMinute): { date: number; time: number } {
  const match = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2})$/.exec(minute);
  const [year = 0, month = 0, day = 0, hour = 0, min = 0] = (match ?? []).slice(1).map(Number);
  if (year < 1980 || year > 2107) throw new Error(`no ZIP time for ${minute}`);
  return { date: ((year - 1980) << 9) | (month << 5) | day, time: (hour << 11) | (min << 5) };
}

/** The minute of an instant, in UTC, so that the same seal gives the same bytes everywhere. */
export function zipMinuteOf(at: string): ZipMinute {
  return at.slice(0, 16).replace('T', ' ');
}

/** The minute that a header's MS-DOS time tells. */
export function minuteOfDos(date: number, time: number): ZipMinute {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${(date >> 9) + 1980}-${two((date >> 5) & 15)}-${two(date & 31)}`;
  return `${day} ${two(time >> 11)}:${two((time >> 5) & 63)}`;
}

/** The field of `named` in which byte `offset` lies. */
export function fieldAt(named: NamedBytes, offset: number): string {
  let end = 0;
  for (const field of named.fields) {
    end += field.sizeBytes;
    if (offset < end) return field.name;
  }
  return 'end';
}

type Field = readonly [name: string, sizeBytes: number, value: number] | readonly [string, Buffer];

function sharedFields(
  entry: FormEntry,
  minute: ZipMinute,
  wideSize: boolean,
  wide: boolean,
): Field[] {
  const { date, time } = dosTime(minute);
  const size = wideSize ? zip64From : entry.sizeBytes;
  return [
    ['version needed', 2, wide ? zip64Version : classicVersion],
    ['flags', 2, utf8Flag],
    ['method', 2, 0],
    ['time', 2, time],
    ['date', 2, date],
    ['crc-32', 4, entry.crc32],
    ['compressed size', 4, size],
    ['size', 4, size],
  ];
}

function zip64Extra(values: readonly number[]): Buffer {
  const fields = values.map((value): Field => ['wide value', 8, value]);
  return record([['tag', 2, 0x0001], ['length', 2, values.length * 8], ...fields]).bytes;
}

function record(fields: readonly Field[]): NamedBytes {
  const parts = fields.map((field) => {
    if (field.length === 2) return { name: field[0], bytes: field[1] };
    const [name, sizeBytes, value] = field;
    const bytes = Buffer.alloc(sizeBytes);
    if (sizeBytes === 8) bytes.writeBigUInt64LE(BigInt(value));
    else bytes.writeUIntLE(value, 0, sizeBytes);
    return { name, bytes };
  });
  return {
    bytes: Buffer.concat(parts.map((part) => part.bytes)),
    fields: parts.map((part) => ({ name: part.name, sizeBytes: part.bytes.length })),
  };
}
