import { type FileHandle, open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { type Finding, fault, messageOf, note } from '../verify/finding.ts';
import { crc32Of } from './crc32.ts';
import { type DirectoryLine, findDirectory, parseDirectory, type ReadAt } from './directory.ts';
import { collisionKey, nameProblem } from './names.ts';

/** One file of an opened container. */
export interface ContainerFile extends DirectoryLine {
  /** The bytes, unpacked. Errors: throws where they cannot be had; a wrong CRC is a finding. */
  read(): AsyncIterable<Uint8Array>;
  /** CRC-32 of the bytes as they were last read to the end. */
  readCrc32(): number | undefined;
}

/** An opened container. `findings` grows while files are read. */
export interface Container {
  readonly path: string;
  readonly sizeBytes: number;
  readonly files: readonly ContainerFile[];
  readonly folders: readonly string[];
  readonly findings: Finding[];
  readonly readAt: ReadAt;
  close(): Promise<void>;
}

/** What a container may weigh before it counts as an attack. */
export interface ContainerLimits {
  readonly totalBytes: number;
  /** Unpacked to packed; looked at only above `ratioFromBytes`. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
}

const usualLimits: ContainerLimits = {
  totalBytes: 2 ** 40,
  ratio: 250,
  ratioFromBytes: 64 * 2 ** 20,
};
const readAtOnceBytes = 1 << 20;
const localHeaderBytes = 30;
const [stored, deflated] = [0, 8];

/**
 * Opens a ZIP of any maker: stored and deflated files, ZIP64, no encryption.
 *
 * What is wrong with it becomes findings. Errors: throws only if the file cannot be opened.
 */
export async function openContainer(
  path: string,
  limits: ContainerLimits = usualLimits,
): Promise<Container> {
  const handle = await open(path, 'r');
  const findings: Finding[] = [];
  const report = (finding: Finding) => findings.push(finding);
  const readAt = readerOf(handle);
  const container = { path, findings, readAt, close: () => handle.close() };
  try {
    const { size } = await handle.stat();
    const place = await findDirectory(readAt, size, report);
    const directory = place === undefined ? undefined : await readAt(place.offset, place.sizeBytes);
    const lines =
      directory === undefined ? [] : parseDirectory(directory, place?.count ?? 0, report);
    const refused = refusals(lines, limits, report);
    const files = lines
      .filter((line) => !line.name.endsWith('/'))
      .map((line) => containerFile(line, refused.get(line), readAt, report));
    const folders = lines.filter((line) => line.name.endsWith('/')).map((line) => line.name);
    return { ...container, sizeBytes: size, files, folders };
  } catch (error) {
    const words = [`无法读取：${messageOf(error)}`, `cannot be read: ${messageOf(error)}`] as const;
    report(fault('zip.unreadable', '', words));
    return { ...container, sizeBytes: 0, files: [], folders: [] };
  }
}

function readerOf(handle: FileHandle): ReadAt {
  return async (offset, sizeBytes) => {
    const buffer = Buffer.alloc(sizeBytes);
    let filled = 0;
    while (filled < sizeBytes) {
      const { bytesRead } = await handle.read(buffer, filled, sizeBytes - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  };
}

/** Names every line that is a danger, and gives the reason for those that are not to be read. */
function refusals(
  lines: readonly DirectoryLine[],
  limits: ContainerLimits,
  report: (finding: Finding) => void,
): Map<DirectoryLine, string> {
  const refused = new Map<DirectoryLine, string>();
  let totalBytes = 0;
  for (const line of lines) {
    totalBytes += line.sizeBytes;
    const problem = nameProblem(line.name.replace(/\/$/, ''));
    if (problem !== undefined) {
      const words = [`文件名不安全：${problem[0]}`, `unsafe name: ${problem[1]}`] as const;
      report(fault('zip.unsafe-name', line.name, words));
    }
    const reason = refusalOf(line, limits, totalBytes);
    if (reason === undefined) continue;
    refused.set(line, reason[2]);
    report(fault(reason[0], line.name, [reason[1], reason[2]]));
  }
  reportCollisions(lines, report);
  for (const line of overlapping(lines)) {
    refused.set(line, 'overlaps another file');
    const words = ['与另一文件共用字节', 'shares bytes with another file'] as const;
    report(fault('zip.overlap', line.name, words));
  }
  return refused;
}

function refusalOf(
  line: DirectoryLine,
  limits: ContainerLimits,
  totalBytes: number,
): readonly [code: string, zh: string, en: string] | undefined {
  if (line.flags & 0x0041) return ['zip.encrypted', '文件被加密', 'encrypted'];
  if (line.method !== stored && line.method !== deflated) {
    return ['zip.method', '压缩方法不支持', `compression method ${line.method} is not supported`];
  }
  if ((line.mode & 0o170000) === 0o120000) return ['zip.symlink', '是符号链接', 'a symbolic link'];
  if (line.method === stored && line.sizeBytes !== line.packedBytes) {
    return ['zip.size', '未压缩文件的两个大小不等', 'stored, but of two sizes'];
  }
  const heavy = line.sizeBytes > limits.ratioFromBytes;
  if (heavy && line.sizeBytes > line.packedBytes * limits.ratio) {
    return ['zip.bomb', '压缩比异常，疑为压缩炸弹', 'unpacks to far too much: a bomb'];
  }
  if (totalBytes > limits.totalBytes) return ['zip.bomb', '总量超过上限', 'too much in all'];
  return undefined;
}

function reportCollisions(
  lines: readonly DirectoryLine[],
  report: (finding: Finding) => void,
): void {
  const names = new Set<string>();
  const keys = new Map<string, string>();
  for (const { name } of lines) {
    if (names.has(name)) {
      report(fault('zip.duplicate', name, ['同名文件出现两次', 'the same name twice']));
    }
    names.add(name);
    const key = collisionKey(name.replace(/\/$/, ''));
    const other = keys.get(key);
    if (other !== undefined && other !== name) {
      const words = ['有的系统上会与另一文件重名', 'same name as another on some systems'] as const;
      report(note('zip.collision', name, words, { found: other }));
    }
    keys.set(key, name);
  }
  for (const name of names) {
    for (let cut = name.indexOf('/'); cut > 0; cut = name.indexOf('/', cut + 1)) {
      if (!names.has(name.slice(0, cut))) continue;
      const words = ['同一名字既是文件又是文件夹', 'one name is both file and folder'] as const;
      report(fault('zip.duplicate', name.slice(0, cut), words));
    }
  }
}

function overlapping(lines: readonly DirectoryLine[]): DirectoryLine[] {
  const sorted = [...lines].sort((one, other) => one.offset - other.offset);
  let end = 0;
  return sorted.filter((line) => {
    const overlaps = line.offset < end;
    const nameBytes = Buffer.byteLength(line.name);
    end = Math.max(end, line.offset + localHeaderBytes + nameBytes + line.packedBytes);
    return overlaps;
  });
}

function containerFile(
  line: DirectoryLine,
  refusal: string | undefined,
  readAt: ReadAt,
  report: (finding: Finding) => void,
): ContainerFile {
  let crc: number | undefined;
  async function* read() {
    if (refusal !== undefined) throw new Error(refusal);
    const start = await dataOffset(line, readAt, report);
    const packed = packedBytes(start, line.packedBytes, readAt);
    let [sizeBytes, running] = [0, 0];
    for await (const piece of line.method === deflated ? inflated(packed) : packed) {
      sizeBytes += piece.length;
      if (sizeBytes > line.sizeBytes) throw new Error('longer than the directory says');
      running = crc32Of(piece, running);
      yield piece;
    }
    if (sizeBytes !== line.sizeBytes) throw new Error('shorter than the directory says');
    if (crc === undefined && running !== line.crc32) {
      const words = [
        '内容与 ZIP 的 CRC-32 不符',
        'the bytes do not fit the CRC-32 in the ZIP',
      ] as const;
      report(
        fault('zip.crc', line.name, words, { expected: hex(line.crc32), found: hex(running) }),
      );
    }
    crc = running;
  }
  return { ...line, read, readCrc32: () => crc };
}

/** Where the bytes begin; the header before them must tell the directory's story. */
async function dataOffset(
  line: DirectoryLine,
  readAt: ReadAt,
  report: (finding: Finding) => void,
): Promise<number> {
  const header = await readAt(line.offset, localHeaderBytes);
  if (header.length < localHeaderBytes || header.readUInt32LE(0) !== 0x04034b50) {
    throw new Error('no file header where the directory says');
  }
  const nameBytes = header.readUInt16LE(26);
  const name = await readAt(line.offset + localHeaderBytes, nameBytes);
  // A name that is not UTF-8 is compared by the bytes that it has in the directory's reading.
  const same = name.equals(Buffer.from(line.name)) || !isUtf8(name);
  if (!same || header.readUInt16LE(8) !== line.method) {
    const words = ['文件头与目录不一致', 'header and directory disagree'] as const;
    report(fault('zip.header', line.name, words, { found: name.toString() }));
  }
  return line.offset + localHeaderBytes + nameBytes + header.readUInt16LE(28);
}

async function* packedBytes(offset: number, sizeBytes: number, readAt: ReadAt) {
  for (let done = 0; done < sizeBytes; ) {
    const piece = await readAt(offset + done, Math.min(readAtOnceBytes, sizeBytes - done));
    if (piece.length === 0) throw new Error('the container ends too early');
    done += piece.length;
    yield piece;
  }
}

async function* inflated(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw();
  // Errors of either side surface in the loop below, since the pipeline destroys both.
  pipeline(Readable.from(packed), inflate, () => undefined);
  for await (const piece of inflate) yield piece as Uint8Array;
}

function isUtf8(bytes: Buffer): boolean {
  return Buffer.from(bytes.toString()).equals(bytes);
}

function hex(crc32: number): string {
  return crc32.toString(16).padStart(8, '0');
}
