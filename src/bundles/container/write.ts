import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32Of } from './crc32.ts';
import { centralHeader, endRecord, formOf, localHeader, type ZipMinute } from './form.ts';
import { type BagFile, type Measured, measure, readSource } from './source.ts';

/** Bytes gathered before they go to the disk. Units: bytes. */
const writeAtOnceBytes = 1 << 20;

/**
 * Writes a container in its canonical form: every byte follows from names, bytes and `minute`.
 *
 * Files that come measured are read once, others twice. The file appears under `path` whole, on
 * disk, or not at all. Errors: throws on a name used twice, or a file that changes meanwhile.
 */
export async function writeContainer(
  path: string,
  files: readonly (BagFile & { readonly measured?: Measured })[],
  minute: ZipMinute,
): Promise<{ sizeBytes: number }> {
  const byName = new Map(files.map((file) => [file.name, file]));
  if (byName.size !== files.length) throw new Error('two files of the same name in a container');
  const entries: { name: string; sizeBytes: number; crc32: number }[] = [];
  for (const file of files) {
    const { sizeBytes, crc32 } = file.measured ?? (await measure(file.source));
    entries.push({ name: file.name, sizeBytes, crc32 });
  }
  const form = formOf(entries);
  const part = `${path}.part`;
  const handle = await open(part, 'w');
  try {
    const out = gather(handle);
    for (const entry of form.entries) {
      await out.write(localHeader(entry, minute).bytes);
      const file = byName.get(entry.name);
      if (file === undefined) throw new Error(`no source for ${entry.name}`);
      await writeFileBytes(file, entry, out.write);
    }
    let directoryBytes = 0;
    for (const entry of form.entries) {
      const { bytes } = centralHeader(entry, minute);
      directoryBytes += bytes.length;
      await out.write(bytes);
    }
    const end = { count: entries.length, directoryOffset: form.directoryOffset, directoryBytes };
    await out.write(endRecord(end).bytes);
    await out.flush();
    await handle.sync();
  } catch (error) {
    await handle.close();
    await rm(part, { force: true });
    throw error;
  }
  await handle.close();
  await rename(part, path);
  await syncFolder(dirname(path));
  return { sizeBytes: form.sizeBytes };
}

async function writeFileBytes(
  file: BagFile,
  entry: { readonly sizeBytes: number; readonly crc32: number },
  write: (bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  let [sizeBytes, crc32] = [0, 0];
  for await (const piece of readSource(file.source)) {
    sizeBytes += piece.length;
    crc32 = crc32Of(piece, crc32);
    await write(piece);
  }
  if (sizeBytes !== entry.sizeBytes || crc32 !== entry.crc32) {
    throw new Error(`${file.name} changed while it was being written`);
  }
}

/** Small pieces share one write; large ones go through as they are. */
function gather(handle: { write(bytes: Uint8Array): Promise<{ bytesWritten: number }> }) {
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  const flush = async () => {
    let rest: Uint8Array = Buffer.concat(pending);
    pending = [];
    pendingBytes = 0;
    while (rest.length > 0) rest = rest.subarray((await handle.write(rest)).bytesWritten);
  };
  const write = async (bytes: Uint8Array) => {
    pending.push(bytes);
    pendingBytes += bytes.length;
    if (pendingBytes >= writeAtOnceBytes) await flush();
  };
  return { write, flush };
}

/** A new name lies safely on disk only after its folder does; some systems cannot sync folders. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
