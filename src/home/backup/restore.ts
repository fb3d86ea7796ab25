import { createPrivateKey } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError } from '../../core/app-error.ts';
import { openCheckpoint, verifierKeyOf } from '../../ledger/checkpoint.ts';
import { ownKeys } from '../../store/keyring.ts';
import { copyDurably, digestOfFile } from './copy-file.ts';
import { readCopiedStore } from './copy-store.ts';
import {
  type BackupManifest,
  type CopiedFile,
  isVacant,
  type KeysManifest,
  readBackupManifest,
  readKeysManifest,
} from './manifest.ts';

/** A backup that was checked and copied out, in a folder that is not yet the home. */
export interface Unpacked {
  readonly path: string;
  readonly manifest: BackupManifest;
  /** Puts the folder in its place. */
  settle(): void;
  /** Takes it away again. */
  discard(): void;
}

/** What the `records/` of a fresh copy of the product holds: nothing of anybody's. */
const pageOfRecords = ['README.md'];

/** How many differences one line names. */
const namedAtOnce = 5;

/**
 * Checks every byte of a backup and its keys, then copies both out beside where the home is to be.
 *
 * Errors: `invalid` (no backup, an unfinished one, keys of another home, the new home is not empty),
 * `tampered`, naming what differs. Nothing is written then.
 */
export async function unpackBackup(
  source: { folder: string; keysFolder: string },
  home: string,
): Promise<Unpacked> {
  const { folder, keysFolder } = source;
  const manifest = readBackupManifest(folder);
  if (!manifest.complete) {
    throw new AppError('invalid', `${folder} 里的备份没有做完，请重新备份一次再恢复。`);
  }
  if (!isVacant(home, pageOfRecords)) {
    throw new AppError('invalid', `${home} 不是空文件夹，恢复只写入新的或空的文件夹。`);
  }
  const keys = readKeysManifest(keysFolder);
  if (keys.origin !== manifest.origin) {
    throw new AppError('invalid', `${keysFolder} 是另一套数据的密钥，请用 --keys 指明。`);
  }
  refuse([
    ...(await differences(folder, manifest.files)),
    ...(await differences(keysFolder, keys.files)),
  ]);
  refuse(lacking(source, manifest, keys));
  const path = `${resolve(home)}.restoring`;
  if (existsSync(path)) {
    throw new AppError('invalid', `${path} 是上次没有做完的恢复，请删除它再试。`);
  }
  const discard = () => rmSync(path, { recursive: true, force: true });
  try {
    await copyOut(folder, path, manifest.files);
    await copyOut(keysFolder, join(path, 'keys'), keys.files);
  } catch (error) {
    discard();
    throw error;
  }
  return {
    path,
    manifest,
    discard,
    settle() {
      if (existsSync(home)) {
        for (const name of readdirSync(home)) renameSync(join(home, name), join(path, name));
        rmdirSync(home);
      }
      renameSync(path, resolve(home));
    },
  };
}

async function differences(folder: string, files: readonly CopiedFile[]): Promise<string[]> {
  const found: string[] = [];
  for (const { path, sha256, sizeBytes } of files) {
    const full = join(folder, path);
    if (!existsSync(full)) {
      found.push(`缺少 ${full}`);
      continue;
    }
    const seen = await digestOfFile(full);
    if (seen.sha256 === sha256 && seen.sizeBytes === sizeBytes) continue;
    found.push(
      `${full} 与备份时不符（应为 ${sha256.slice(0, 12)}…，实为 ${seen.sha256.slice(0, 12)}…）`,
    );
  }
  return found;
}

/** What the store needs and the copied keys do not give, and a signature that is not this log's. */
function lacking(
  { folder, keysFolder }: { folder: string; keysFolder: string },
  manifest: BackupManifest,
  keys: KeysManifest,
): string[] {
  const { keyNames } = readCopiedStore(join(folder, 'ledger.sqlite'));
  const data = keyNames.map((name) => `data/${name}.key`);
  const held = new Set([...keys.files.map(({ path }) => path), ...manifest.missing]);
  const absent = [...ownKeys, ...data].filter((name) => !held.has(name));
  if (absent.length > 0) return absent.map((name) => `密钥备份缺少 ${name}`);
  const pem = createPrivateKey(readFileSync(join(keysFolder, 'log.pem')));
  const key = verifierKeyOf(manifest.origin, pem);
  const note = openCheckpoint(manifest.checkpoint, key);
  const signed = 'value' in note && note.value.size === manifest.size;
  return signed ? [] : ['检查点不是用这套密钥签的'];
}

function refuse(faults: readonly string[]): void {
  if (faults.length === 0) return;
  const named = faults.slice(0, namedAtOnce).join('；');
  const more = faults.length > namedAtOnce ? `；另有 ${faults.length - namedAtOnce} 处` : '';
  throw new AppError('tampered', `备份有 ${faults.length} 处不对，未恢复：${named}${more}。`);
}

async function copyOut(from: string, to: string, files: readonly CopiedFile[]): Promise<void> {
  for (const { path } of files) await copyDurably(join(from, path), join(to, path));
}
