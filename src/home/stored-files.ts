import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { filesUnder } from './backup/copy-file.ts';

/** A stored file as the ledger speaks of it, with the data key it lies under. */
export interface NamedFile {
  readonly address: string;
  readonly keyName: string;
}

/** The stored files of a home. Shape: two digits of the digest, `/`, the other 62. */
export function storedFiles(home: string): string[] {
  return filesUnder(join(home, 'files')).filter((path) => /^[0-9a-f]{2}\//.test(path));
}

/** Whether a data key is there; without it what lay under it was disposed of. */
export function hasDataKey(home: string, name: string): boolean {
  return existsSync(join(home, 'keys', 'data', `${name}.key`));
}

/** Files that the ledger speaks of, whose key lives, and whose digest is none of `held`. */
export function missingFiles(
  home: string,
  named: readonly NamedFile[],
  held: ReadonlySet<string>,
): string[] {
  return named
    .filter(({ keyName }) => hasDataKey(home, keyName))
    .map(({ address }) => address.replace(/^sha256:/, ''))
    .filter((hex) => !held.has(hex))
    .map((hex) => `files/${hex.slice(0, 2)}/${hex.slice(2)}`);
}
