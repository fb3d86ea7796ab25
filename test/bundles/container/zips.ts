import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compareWithCanonical } from '../../../src/bundles/container/canonical.ts';
import { crc32ByTable } from '../../../src/bundles/container/crc32.ts';
import { openContainer } from '../../../src/bundles/container/read.ts';
import type { BagFile } from '../../../src/bundles/container/source.ts';
import { scratchFolder } from '../verify/small-bag.ts';

/** The minute of every container in these tests. */
export const minute = '2026-11-05 09:42';

/** A file from text. */
export function file(name: string, text: string): BagFile {
  return { name, source: { bytes: Buffer.from(text) } };
}

/** Every file's text (or why there is none), the findings, and what is not canonical. */
export async function contentsOf(path: string, limits?: Parameters<typeof openContainer>[1]) {
  const container = await openContainer(path, limits);
  const texts: Record<string, string> = {};
  for (const one of container.files) {
    try {
      const pieces: Uint8Array[] = [];
      for await (const piece of one.read()) pieces.push(piece);
      texts[one.name] = Buffer.concat(pieces).toString();
    } catch (error) {
      texts[one.name] = `! ${(error as Error).message}`;
    }
  }
  const canonical = await compareWithCanonical(container, minute);
  await container.close();
  return { texts, codes: container.findings.map((one) => one.code), canonical };
}

/** A file as another maker may store it, lies included. */
export interface ForeignFile {
  readonly name: string | Buffer;
  readonly bytes: Buffer;
  readonly packed?: Buffer;
  readonly method?: number;
  readonly flags?: number;
  readonly mode?: number;
  readonly sizeBytes?: number;
  readonly crc32?: number;
}

/** A ZIP as another maker may write it: without any of our form code. */
export function foreignZip(files: readonly ForeignFile[]): Buffer {
  const bodies: Buffer[] = [];
  const lines: Buffer[] = [];
  let offset = 0;
  for (const one of files) {
    const name = Buffer.from(one.name);
    const packed = one.packed ?? one.bytes;
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(one.flags ?? 0, 2);
    shared.writeUInt16LE(one.method ?? 0, 4);
    shared.writeUInt32LE(one.crc32 ?? crc32ByTable(one.bytes), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(one.sizeBytes ?? one.bytes.length, 18);
    shared.writeUInt16LE(name.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((one.mode ?? 0o100644) * 0x10000, 6);
    tail.writeUInt32LE(offset, 10);
    const body = Buffer.concat([Buffer.from('504b0304', 'hex'), shared, name, packed]);
    lines.push(Buffer.concat([Buffer.from('504b01021403', 'hex'), shared, tail, name]));
    bodies.push(body);
    offset += body.length;
  }
  const end = Buffer.alloc(22);
  end.write('504b0506', 'hex');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(Buffer.concat(lines).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, ...lines, end]);
}

/** What is found in a ZIP of another maker. */
export async function foreign(
  files: readonly ForeignFile[],
  limits?: Parameters<typeof openContainer>[1],
) {
  using folder = scratchFolder();
  const path = join(folder.path, 'foreign.zip');
  await writeFile(path, foreignZip(files));
  return await contentsOf(path, limits);
}

/** Five bytes. */
export const hello = Buffer.from('hello');
