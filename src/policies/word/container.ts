import { crc32, inflateRawSync } from 'node:zlib';
import { AppError } from '../../core/app-error.ts';

/** The parts of a Word file that were asked for, unpacked within limits. */
export interface WordParts {
  /** The name of every part. */
  readonly names: readonly string[];
  /** A part as text; undefined where there is none. Errors: `invalid`. */
  text(name: string): string | undefined;
}

/** The most that parts of one file may weigh when they are unpacked. Units: bytes. */
const mostUnpacked = 24 * 1024 * 1024;
/** The most parts that a file may have. */
const mostParts = 5_000;

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const localEntry = 0x04034b50;
const longestComment = 65_557;

/** Where a part lies in the file, and how. */
interface Part {
  readonly at: number;
  readonly packedBytes: number;
  readonly method: number;
}

/**
 * Opens a Word file. Nothing is unpacked before it is asked for, and all of it together within a
 * limit, whatever the file says of itself.
 *
 * Errors: `invalid`, saying what the file is and what to do. Source: PKWARE APPNOTE 4.3.
 */
export function openWord(bytes: Uint8Array): WordParts {
  refuseOtherKinds(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = directoryOf(view);
  let left = mostUnpacked;
  const unpack = (part: Part): Uint8Array => {
    const packed = packedOf(view, bytes, part);
    if (part.method === 0) return packed;
    if (part.method !== 8) throw broken();
    try {
      return inflateRawSync(packed, { maxOutputLength: left });
    } catch (cause) {
      const isBomb = cause instanceof RangeError;
      throw isBomb ? tooLarge() : broken(cause);
    }
  };
  return {
    names: [...parts.keys()],
    text(name) {
      const part = parts.get(name);
      if (part === undefined) return undefined;
      const plain = unpack(part);
      left -= plain.length;
      if (left <= 0) throw tooLarge();
      return new TextDecoder(isUtf16(plain) ? 'utf-16le' : 'utf-8').decode(plain);
    },
  };
}

function isUtf16([first, second]: Uint8Array): boolean {
  return first === 0xff && second === 0xfe;
}

/** What begins otherwise is no Word file of today; people are told what to do with it. */
function refuseOtherKinds(bytes: Uint8Array): void {
  const head = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  if (head.startsWith('PK\x03\x04')) return;
  if (head === '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1') {
    const name = Buffer.from('EncryptedPackage', 'utf16le');
    throw Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(name)
      ? notTaken('这个 Word 文件加了密码。', '请在 Word 里打开，去掉密码，另存以后再选')
      : notTaken('这是旧版 Word 文件（.doc）。', '请在 Word 里打开，另存为 .docx，再选一次');
  }
  if (head.startsWith('{\\rtf')) {
    throw notTaken('这是 RTF 文件。', '请在 Word 里打开，另存为 .docx，再选一次');
  }
  if (head.startsWith('%PDF')) {
    throw notTaken('这是 PDF 文件。', '请选做这份 PDF 的 Word 文件（.docx）');
  }
  if (bytes.length === 0) throw notTaken('文件是空的。', '请重新选一个 .docx 文件');
  throw notTaken('这不是 Word 文件。', '请选一个 .docx 文件');
}

function directoryOf(view: DataView): Map<string, Part> {
  const end = findEnd(view);
  if (end === undefined) throw broken();
  const count = view.getUint16(end + 10, true);
  if (count > mostParts) throw tooLarge();
  const parts = new Map<string, Part>();
  let at = view.getUint32(end + 16, true);
  for (let entry = 0; entry < count; entry += 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== directoryEntry) throw broken();
    if ((view.getUint16(at + 8, true) & 1) === 1) {
      throw notTaken('这个文件加了密码。', '请去掉密码，另存以后再选');
    }
    const nameBytes = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytesAt(view, at + 46, nameBytes));
    parts.set(name, {
      at: view.getUint32(at + 42, true),
      packedBytes: view.getUint32(at + 20, true),
      method: view.getUint16(at + 10, true),
    });
    at += 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return parts;
}

function packedOf(view: DataView, bytes: Uint8Array, { at, packedBytes }: Part): Uint8Array {
  if (at + 30 > view.byteLength || view.getUint32(at, true) !== localEntry) throw broken();
  const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (from + packedBytes > view.byteLength) throw broken();
  return bytes.subarray(from, from + packedBytes);
}

function bytesAt(view: DataView, at: number, length: number): Uint8Array {
  if (at + length > view.byteLength) throw broken();
  return new Uint8Array(view.buffer, view.byteOffset + at, length);
}

function findEnd(view: DataView): number | undefined {
  const first = Math.max(0, view.byteLength - longestComment);
  for (let at = view.byteLength - 22; at >= first; at -= 1) {
    if (view.getUint32(at, true) === endOfDirectory) return at;
  }
  return undefined;
}

/** A file that is not taken, and what to do instead. */
export function notTaken(what: string, instead: string): AppError {
  return new AppError('invalid', `${what}${instead}。`, {
    problems: [{ field: 'file', rule: 'word', message: instead }],
  });
}

function broken(cause?: unknown): AppError {
  const { message, problems } = notTaken(
    '这个 Word 文件打不开，可能没有传完或已经损坏。',
    '请在 Word 里打开，另存为 .docx，再选一次',
  );
  return new AppError('invalid', message, { problems, cause });
}

function tooLarge(): AppError {
  return notTaken('这个文件解开以后太大。', '请在 Word 里只留这一项制度的正文，另存以后再选');
}

/** Puts texts into a plain ZIP, unpacked: what is read of a file, and nothing else of it. */
export function zipOf(texts: Readonly<Record<string, string>>): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(texts)) {
    const [label, body] = [Buffer.from(name), Buffer.from(text)];
    const facts = Buffer.alloc(20);
    facts.writeUInt32LE(crc32(body), 8);
    facts.writeUInt32LE(body.length, 12);
    facts.writeUInt32LE(body.length, 16);
    const lengths = Buffer.alloc(4);
    lengths.writeUInt16LE(label.length, 0);
    const head = Buffer.concat([uint32(localEntry), uint16(20), facts, lengths]);
    local.push(head, label, body);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    const entry = [uint32(directoryEntry), uint16(20), uint16(20), facts, lengths];
    directory.push(...entry, rest, label);
    at += head.length + label.length + body.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(endOfDirectory, 0);
  end.writeUInt16LE(Object.keys(texts).length, 8);
  end.writeUInt16LE(Object.keys(texts).length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, listed, end]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value, 0);
  return bytes;
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value, 0);
  return bytes;
}
