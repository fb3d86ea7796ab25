import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../core/app-error.ts';
import { writeDurably } from '../../store/durable-file.ts';

const CopiedFile = z.strictObject({
  /** Relative to the folder, with `/` between names. */
  path: z.string().regex(/^(?!.*(^|\/)\.{1,2}(\/|$))[^/\\].*$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  sizeBytes: z.number().int().nonnegative(),
});
/** A file of a backup: where it lies and what it must hash to. */
export type CopiedFile = z.infer<typeof CopiedFile>;

const BackupManifest = z.strictObject({
  schema: z.literal('anjuan-backup/1'),
  origin: z.string(),
  verifierKey: z.string(),
  takenAt: z.string(),
  /** False from the moment the folder is first used until everything is in it. */
  complete: z.boolean(),
  /** Entries in the log, and the signed note over exactly these. */
  size: z.number().int().nonnegative(),
  checkpoint: z.string(),
  files: z.array(CopiedFile),
  /** Files that the ledger speaks of and that were not to be had, sound, when this was taken. */
  missing: z.array(z.string()),
});
/** `backup.json`: what a backup holds and whose it is. */
export type BackupManifest = z.infer<typeof BackupManifest>;

const KeysManifest = z.strictObject({
  schema: z.literal('anjuan-keys-backup/1'),
  origin: z.string(),
  takenAt: z.string(),
  files: z.array(CopiedFile),
});
/** `keys.json`: the keys of a home as they were copied, apart from its data. */
export type KeysManifest = z.infer<typeof KeysManifest>;

const backupFileName = 'backup.json';
export const keysFileName = 'keys.json';

/** Reads `backup.json`. Errors: `invalid` when it is missing or not one of ours. */
export function readBackupManifest(folder: string): BackupManifest {
  return read(join(folder, backupFileName), BackupManifest, `${folder} 不是案卷的备份`);
}

/** Reads `keys.json`. Errors: `invalid` when it is missing or not one of ours. */
export function readKeysManifest(folder: string): KeysManifest {
  return read(join(folder, keysFileName), KeysManifest, `${folder} 不是案卷的密钥备份`);
}

export function writeBackupManifest(folder: string, manifest: BackupManifest): void {
  writeDurably(join(folder, backupFileName), `${JSON.stringify(manifest, null, 1)}\n`, 0o600);
}

export function writeKeysManifest(folder: string, manifest: KeysManifest): void {
  writeDurably(join(folder, keysFileName), `${JSON.stringify(manifest, null, 1)}\n`, 0o600);
}

/** Whether a folder is not there, or holds nothing. Errors: `invalid` when it is no folder. */
export function isVacant(folder: string, allowed: readonly string[] = []): boolean {
  if (!existsSync(folder)) return true;
  try {
    return readdirSync(folder).every((name) => allowed.includes(name));
  } catch (cause) {
    throw new AppError('invalid', `${folder} 不是文件夹，请另选一个。`, { cause });
  }
}

function read<Manifest>(path: string, schema: z.ZodType<Manifest>, otherwise: string): Manifest {
  if (!existsSync(path)) throw new AppError('invalid', `${otherwise}：缺少 ${path}。`);
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new AppError('invalid', `${otherwise}：${path} 已损坏或格式不对。`, { cause });
  }
}
