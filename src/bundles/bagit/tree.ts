import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Container } from '../container/read.ts';
import { type Finding, fault, messageOf } from '../verify/finding.ts';

/** A file of a bag under check. */
export interface TreeFile {
  readonly name: string;
  readonly sizeBytes: number;
  /** Errors: throws where the bytes cannot be had. */
  read(): AsyncIterable<Uint8Array>;
}

/** A bag as found: files by name below the bag's own folder, whatever holds them. */
export interface BagTree {
  /** The name of the bag's folder. */
  readonly base: string;
  /** Whether it lies in a container, which nobody renames by unpacking. */
  readonly packed: boolean;
  readonly files: ReadonlyMap<string, TreeFile>;
  readonly folders: ReadonlySet<string>;
}

/** The bag in an unpacked folder. Links are named, never followed. */
export async function folderTree(
  folder: string,
  base: string,
  report: (finding: Finding) => void,
): Promise<BagTree> {
  const files = new Map<string, TreeFile>();
  const folders = new Set<string>();
  const walk = async (below: string): Promise<void> => {
    const entries = await readdir(join(folder, below), { withFileTypes: true });
    for (const entry of entries) {
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      const path = join(folder, name);
      if (entry.isDirectory()) {
        folders.add(name);
        await walk(name);
      } else if (entry.isFile()) {
        const { size } = await stat(path);
        const read = () => createReadStream(path, { highWaterMark: 1 << 20 });
        files.set(name, { name, sizeBytes: size, read });
      } else {
        const words = ['不是普通文件（链接等），不予跟随', 'no regular file (a link?)'] as const;
        report(fault('tree.not-a-file', name, words));
      }
    }
  };
  try {
    await walk('');
  } catch (error) {
    const words = [`无法读取：${messageOf(error)}`, `cannot be read: ${messageOf(error)}`] as const;
    report(fault('tree.unreadable', '', words));
  }
  return { base, packed: false, files, folders };
}

/** The bag in a container, which holds it under one folder at its top. */
export function containerTree(container: Container, report: (finding: Finding) => void): BagTree {
  const tops = new Set(container.files.map((file) => topOf(file.name)));
  for (const folder of container.folders) tops.add(topOf(folder));
  const [base = ''] = [...tops].filter((top) => top !== '').sort();
  if (tops.size !== 1 || tops.has('')) {
    const words = [
      'ZIP 内应当只有一个顶层文件夹',
      'a ZIP holds a bag in exactly one folder',
    ] as const;
    const found = [...tops]
      .map((top) => top || '(file)')
      .sort()
      .slice(0, 5)
      .join(', ');
    report(fault('tree.one-folder', '', words, { expected: '1', found: `${tops.size}: ${found}` }));
  }
  const prefix = `${base}/`;
  const files = new Map<string, TreeFile>();
  const folders = new Set<string>();
  for (const file of container.files) {
    if (!file.name.startsWith(prefix)) continue;
    const name = file.name.slice(prefix.length);
    files.set(name, { name, sizeBytes: file.sizeBytes, read: file.read });
    for (let cut = name.indexOf('/'); cut > 0; cut = name.indexOf('/', cut + 1)) {
      folders.add(name.slice(0, cut));
    }
  }
  for (const folder of container.folders) {
    if (folder.startsWith(prefix)) folders.add(folder.slice(prefix.length, -1));
  }
  return { base, packed: true, files, folders };
}

/** All bytes of a small file. Errors: throws if it is larger than `mostBytes`. */
export async function readWhole(file: TreeFile, mostBytes = 256 * 2 ** 20): Promise<Buffer> {
  if (file.sizeBytes > mostBytes) throw new Error(`larger than ${mostBytes} bytes`);
  const pieces: Uint8Array[] = [];
  for await (const piece of file.read()) pieces.push(piece);
  return Buffer.concat(pieces);
}

function topOf(name: string): string {
  const cut = name.indexOf('/');
  return cut < 0 ? '' : name.slice(0, cut);
}
