import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { copyDurably, digestOfFile, filesUnder } from './copy-file.ts';
import { type CopiedFile, keysFileName, writeKeysManifest } from './manifest.ts';

/** Keys copied to a folder of their own. */
export interface CopiedKeys {
  readonly count: number;
  /** Data keys that content needs and that the home no longer has. */
  readonly missing: readonly string[];
}

/**
 * Copies the keys of a home (folders 0700, files 0600) beside what an earlier copy holds.
 *
 * A data key goes from the copy as well once the home has destroyed it and no content needs it; one
 * that content still needs stays, since it may be the last.
 */
export async function copyKeys(
  from: string,
  to: string,
  parts: { origin: string; takenAt: string; needed: readonly string[] },
): Promise<CopiedKeys> {
  for (const folder of [to, join(to, 'data')]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
  }
  const held = filesUnder(from);
  for (const path of held) await copyDurably(join(from, path), join(to, path));
  const needed = new Set(parts.needed.map((name) => `data/${name}.key`));
  const files: CopiedFile[] = [];
  for (const path of filesUnder(to).filter((name) => name !== keysFileName)) {
    if (!held.includes(path) && !needed.has(path)) rmSync(join(to, path));
    else files.push({ path, ...(await digestOfFile(join(to, path))) });
  }
  writeKeysManifest(to, { schema: 'anjuan-keys-backup/1', ...pick(parts), files });
  const missing = [...needed].filter((path) => !existsSync(join(from, path)));
  return { count: files.length, missing };
}

function pick({ origin, takenAt }: { origin: string; takenAt: string }) {
  return { origin, takenAt };
}
