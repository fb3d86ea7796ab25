import { AppError } from '../core/app-error.ts';
import { openCheckpoint, parseVerifierKey } from '../ledger/checkpoint.ts';
import type { Log } from '../ledger/log.ts';
import type { Reader } from '../store/tables.ts';

/**
 * Refuses a store that other keys have signed: what were written now could be read and proved by
 * neither. Errors: `unavailable`.
 */
export async function refuseOtherKeys(read: Reader, log: Pick<Log, 'verifierKey'>): Promise<void> {
  if (await isSignedBy(read, log.verifierKey)) return;
  throw new AppError(
    'unavailable',
    '账本最近的检查点不是用这个数据目录的密钥签的。请核对 --home 与 ANJUAN_DATABASE_URL 是否同一套；' +
      '若是同一套，请用 log verify 查看。没有写入任何内容。',
  );
}

/** Whether the newest checkpoint, if there is one, bears the signature of a key. */
export async function isSignedBy(read: Reader, verifierKey: string): Promise<boolean> {
  const newest = await read
    .selectFrom('checkpoint')
    .select('note')
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
  const key = parseVerifierKey(verifierKey);
  return (
    newest === undefined || ('value' in key && 'value' in openCheckpoint(newest.note, key.value))
  );
}
