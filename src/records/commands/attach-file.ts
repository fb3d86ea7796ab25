import type { Requester } from '../../access/model.ts';
import { actorText } from '../../core/actor.ts';
import { AppError } from '../../core/app-error.ts';
import { plainFileName } from '../../core/file-name.ts';
import { newId } from '../../core/ids.ts';
import type { Home } from '../../home/open.ts';
import { monthKeyName } from '../../ledger/entry.ts';
import type { LedgerTx, Once } from '../../ledger/transact.ts';
import { keepBlob } from '../../store/blobs.ts';
import { getRecordRow } from '../queries/find-record.ts';
import type { AttachmentContent } from '../rows/contents.ts';
import { findRecordRow, type RecordRow } from '../rows/record-rows.ts';
import { mediaTypeOf, sampleBytes } from './file-type.ts';

/** What attaching answers. */
export interface AttachedFile {
  readonly number: string;
  readonly id: string;
  readonly ordinal: number;
}

const longestName = 200;

/**
 * Attaches a file to a record: streamed to disk, its type told by its content.
 *
 * The same bytes attached to records of one month and class are kept once.
 * Errors: `forbidden`, `not-found`, `invalid` (type or name), `limit` (over 200 MB), `conflict`
 * (voided record).
 */
export async function attachFile(
  home: Pick<Home, 'ledger' | 'files'>,
  who: Requester,
  input: { number: string; name: string; bytes: AsyncIterable<Uint8Array> },
  once?: Once,
): Promise<AttachedFile> {
  const { ledger, files } = home;
  const seen = await getRecordRow(ledger.store.read, who, input.number, 'record.attach');
  refuseVoid(seen);
  const name = plainName(input.name);
  const { sample, whole } = await peek(input.bytes);
  const mediaType = await mediaTypeOf(name, sample);
  const stored = await files.put(monthKeyName(seen), whole);
  const id = newId('att', ledger.clock, ledger.entropy);
  const { sha256, sizeBytes } = stored;
  const blind = ledger.keyring.blind(sha256);
  const value: AttachmentContent = { number: seen.number, name, mediaType, sha256, sizeBytes };
  return ledger.transact(
    who.actor,
    async (tx) => {
      const row = await findRecordRow(tx.db, seen.number);
      if (row === undefined) throw new Error('a record is never removed');
      refuseVoid(row);
      const blob = await keepBlob(tx.db, { keyName: monthKeyName(row), file: stored, blind });
      const ordinal = await insertAttachment(tx, { id, row, blob, by: actorText(who.actor) });
      const { number, site, category, month, class: bag } = row;
      return {
        result: { number, id, ordinal },
        entries: [
          {
            kind: 'record.attached',
            subject: number,
            site,
            content: { id, keyName: monthKeyName(row), value },
            facts: { category, month, class: bag, ordinal, sizeBytes },
          },
        ],
      };
    },
    once,
  );
}

function refuseVoid(row: RecordRow): void {
  if (row.status !== 'void') return;
  throw new AppError('conflict', `${row.number} 已作废，不能再附文件。`);
}

/** The file's own name. Errors: `invalid` for none, or a long one. */
function plainName(name: string): string {
  const plain = plainFileName(name);
  if (plain !== '' && plain.length <= longestName) return plain;
  throw new AppError('invalid', `文件名不能空，也不能超过 ${longestName} 字。`, {
    problems: [{ field: 'name', rule: 'length', message: '请改短文件名' }],
  });
}

/** Reads the beginning of a stream, and hands the stream back whole. */
async function peek(
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ sample: Uint8Array; whole: AsyncIterable<Uint8Array> }> {
  const iterator = bytes[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  let size = 0;
  while (size < sampleBytes) {
    const { done, value } = await iterator.next();
    if (done) break;
    read.push(value);
    size += value.length;
  }
  if (size === 0) throw new AppError('invalid', '文件是空的，未保存。');
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield* read;
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  return { sample: Buffer.concat(read), whole: whole() };
}

async function insertAttachment(
  { db, now, seq }: LedgerTx,
  attachment: { id: string; row: RecordRow; blob: string; by: string },
): Promise<number> {
  const { id, row, blob, by } = attachment;
  const { last } = await db
    .selectFrom('record_attachment')
    .select(({ fn }) => fn.max('ordinal').as('last'))
    .where('record_id', '=', row.id)
    .executeTakeFirstOrThrow();
  const ordinal = (last ?? 0) + 1;
  await db
    .insertInto('record_attachment')
    .values({ id, record_id: row.id, ordinal, blob, at: now, by_actor: by, entry_seq: seq })
    .execute();
  return ordinal;
}
