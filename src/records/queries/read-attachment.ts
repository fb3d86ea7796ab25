import type { Readable } from 'node:stream';
import type { Requester } from '../../access/model.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import { getContent } from '../../ledger/content.ts';
import type { AttachmentContent } from '../rows/contents.ts';
import { getRecordRow } from './find-record.ts';

/** An attachment's name, type and bytes as they were given. */
export interface AttachmentRead {
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly stream: Readable;
}

/**
 * Opens an attachment of a record for streaming, by its id or its ordinal.
 *
 * Errors: `not-found`, `forbidden`; the stream fails with `tampered` on a changed byte.
 */
export async function readAttachment(
  home: Pick<Home, 'store' | 'keyring' | 'files'>,
  who: Requester,
  wanted: { number: string; attachment: string | number },
): Promise<AttachmentRead> {
  const { read } = home.store;
  const row = await getRecordRow(read, who, wanted.number, 'record.read');
  const query = read
    .selectFrom('record_attachment as a')
    .innerJoin('blob as b', 'b.address', 'a.blob')
    .select(['a.id', 'b.address', 'b.key_name'])
    .where('a.record_id', '=', row.id);
  const found = await (typeof wanted.attachment === 'number'
    ? query.where('a.ordinal', '=', wanted.attachment)
    : query.where('a.id', '=', wanted.attachment)
  ).executeTakeFirst();
  if (found === undefined) throw new AppError('not-found', `${row.number} 没有这个附件。`);
  const { value } = await getContent(read, home.keyring, found.id);
  const { name, mediaType, sha256, sizeBytes } = value as AttachmentContent;
  const stream = await home.files.read(found.key_name, found.address);
  return { name, mediaType, sizeBytes, sha256, stream };
}
