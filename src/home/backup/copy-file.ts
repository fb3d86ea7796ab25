import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { syncFolder } from '../../store/durable-file.ts';

/** What a file holds. Shape: SHA-256 in hexadecimal, and how many bytes. */
export interface FileDigest {
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** Hashes a file, reading it once. */
export async function digestOfFile(path: string): Promise<FileDigest> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk);
    sizeBytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), sizeBytes };
}

/**
 * Copies a file (mode 0600, folders 0700) and hashes what was copied; on disk when this resolves.
 *
 * With `expected`, a source of other bytes leaves no copy behind.
 */
export async function copyDurably(
  from: string,
  to: string,
  options: { expected?: string } = {},
): Promise<FileDigest> {
  const temporary = `${to}.writing`;
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const file = await open(temporary, 'w', 0o600);
  try {
    for await (const chunk of createReadStream(from)) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      await file.writeFile(chunk);
    }
    await file.sync();
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  const sha256 = hash.digest('hex');
  if (options.expected !== undefined && options.expected !== sha256) {
    rmSync(temporary, { force: true });
    return { sha256, sizeBytes };
  }
  renameSync(temporary, to);
  syncFolder(dirname(to));
  return { sha256, sizeBytes };
}

/**
 * The files under a folder by their paths relative to it, sorted; none if there is no such folder.
 *
 * Hidden ones and half-written ones are left out.
 */
export function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((found) => found.isFile() && !found.name.endsWith('.writing'))
    .map((found) => relative(folder, join(found.parentPath, found.name)).split(sep))
    .filter((names) => !names.some((name) => name.startsWith('.')))
    .map((names) => names.join('/'))
    .sort();
}
