import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { AppError } from '../../core/app-error.ts';
import { splitFrontier } from '../../ledger/append.ts';
import { signCheckpoint } from '../../ledger/checkpoint.ts';
import { rootOf } from '../../ledger/tree.ts';
import { syncFolder, writeDurably } from '../../store/durable-file.ts';
import type { ReadingHome } from '../reading.ts';
import { missingFiles, storedFiles } from '../stored-files.ts';
import { copyDurably, digestOfFile, filesUnder } from './copy-file.ts';
import { copyKeys } from './copy-keys.ts';
import { addCheckpoint, copySqliteStore, readCopiedStore } from './copy-store.ts';
import {
  type BackupManifest,
  type CopiedFile,
  isVacant,
  readBackupManifest,
  readKeysManifest,
  writeBackupManifest,
} from './manifest.ts';

/** Where a backup goes: the data to one folder, the keys to another. */
export interface BackupTarget {
  readonly folder: string;
  readonly keysFolder: string;
}

/** What a backup now holds. */
export interface BackupReport extends BackupTarget {
  readonly takenAt: string;
  readonly size: number;
  /** Files in the backup, and how many of them had to be copied this time. */
  readonly files: number;
  readonly copied: number;
  readonly sizeBytes: number;
  readonly keys: number;
  /** What could not be had, sound, from the home: stored files and data keys. */
  readonly missing: readonly string[];
}

/**
 * Copies a home while its server runs: the store at one instant, then the files, bundles and keys
 * that it needs. What an earlier backup in the folder already holds is not copied again.
 *
 * Errors: `invalid` (a folder that holds something else, or lies in the home), `unavailable` (the
 * data lie in PostgreSQL). Nothing is overwritten then.
 */
export async function backUp(home: ReadingHome, target: BackupTarget): Promise<BackupReport> {
  if (home.store.engine === 'postgres') {
    throw new AppError('unavailable', '数据在 PostgreSQL 中，请用 pg_dump 备份数据库，另存密钥。');
  }
  checkTarget(home, target);
  const { folder } = target;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const takenAt = home.clock.now();
  const before = await claim(home, folder, takenAt);
  const storeCopy = join(folder, 'ledger.sqlite.writing');
  copySqliteStore(join(home.path, 'ledger.sqlite'), storeCopy);
  const store = readCopiedStore(storeCopy);
  const { origin, verifierKey } = home.log;
  const { size } = store;
  const root = rootOf(size, splitFrontier(store.frontier));
  const checkpoint = signCheckpoint(
    { origin, size, root },
    { name: origin, key: home.keyring.signingKey },
  );
  addCheckpoint(storeCopy, { size, at: takenAt, note: checkpoint });

  const keys = await copyKeys(join(home.path, 'keys'), target.keysFolder, {
    origin,
    takenAt,
    needed: store.keyNames,
  });
  const stored = await copyStoredFiles(home.path, folder);
  const bundles = await copyBundles(home.path, folder, before.files);
  const sound = new Set(stored.files.map(({ sha256 }) => sha256));
  const missing = [...missingFiles(home.path, store.blobs, sound), ...keys.missing];

  renameSync(storeCopy, join(folder, 'ledger.sqlite'));
  syncFolder(folder);
  writeDurably(join(folder, 'site.json'), store.siteText, 0o600);
  const small = await Promise.all(
    ['ledger.sqlite', 'site.json'].map((path) => entryOf(folder, path)),
  );
  const files = [...small, ...stored.files, ...bundles.files];
  const identity = { schema: 'anjuan-backup/1', origin, verifierKey, takenAt } as const;
  writeBackupManifest(folder, { ...identity, complete: true, size, checkpoint, files, missing });
  return {
    ...target,
    takenAt,
    size,
    files: files.length,
    copied: small.length + stored.copied + bundles.copied,
    sizeBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0),
    keys: keys.count,
    missing,
  };
}

function checkTarget(home: ReadingHome, { folder, keysFolder }: BackupTarget): void {
  const places = [resolve(home.path), resolve(folder), resolve(keysFolder)];
  for (const place of places) {
    if (places.filter((other) => `${other}${sep}`.startsWith(`${place}${sep}`)).length > 1) {
      throw new AppError(
        'invalid',
        '数据目录、备份和密钥备份三者不能同处或互相包含，请另选文件夹。',
      );
    }
  }
  const owners = [
    { place: folder, read: readBackupManifest },
    { place: keysFolder, read: readKeysManifest },
  ];
  for (const { place, read } of owners) {
    if (isVacant(place) || read(place).origin === home.log.origin) continue;
    throw new AppError('invalid', `${place} 是另一套数据的备份，未作改动；请另选文件夹。`);
  }
}

/** Marks a folder as this installation's before anything else is put there. */
async function claim(home: ReadingHome, folder: string, takenAt: string): Promise<BackupManifest> {
  if (!isVacant(folder)) return readBackupManifest(folder);
  const { origin, verifierKey } = home.log;
  const manifest: BackupManifest = {
    schema: 'anjuan-backup/1',
    origin,
    verifierKey,
    takenAt,
    complete: false,
    size: 0,
    checkpoint: '',
    files: [],
    missing: [],
  };
  writeBackupManifest(folder, manifest);
  return manifest;
}

interface Copied {
  readonly files: CopiedFile[];
  readonly copied: number;
}

/** Stored files are named by what they hold: one that is there need not be copied. */
async function copyStoredFiles(home: string, folder: string): Promise<Copied> {
  const files: CopiedFile[] = [];
  let copied = 0;
  for (const name of storedFiles(home)) {
    const path = `files/${name}`;
    const to = join(folder, path);
    const sha256 = name.replace('/', '');
    if (!existsSync(to)) {
      const found = await copyDurably(join(home, path), to, { expected: sha256 });
      if (found.sha256 !== sha256) continue;
      copied += 1;
    }
    files.push({ path, sha256, sizeBytes: statSync(to).size });
  }
  return { files, copied };
}

async function copyBundles(
  home: string,
  folder: string,
  before: readonly CopiedFile[],
): Promise<Copied> {
  const known = new Map(before.map((file) => [file.path, file.sha256]));
  const files: CopiedFile[] = [];
  let copied = 0;
  for (const name of filesUnder(join(home, 'bundles'))) {
    const path = `bundles/${name}`;
    const from = join(home, path);
    const { sha256 } = await digestOfFile(from);
    const to = join(folder, path);
    if (known.get(path) !== sha256 || !existsSync(to)) {
      await copyDurably(from, to);
      copied += 1;
    }
    files.push(await entryOf(folder, path));
  }
  return { files, copied };
}

async function entryOf(folder: string, path: string): Promise<CopiedFile> {
  return { path, ...(await digestOfFile(join(folder, path))) };
}
