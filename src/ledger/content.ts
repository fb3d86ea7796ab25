import { AppError } from '../core/app-error.ts';
import type { Json } from '../core/canonical-json.ts';
import { saltBytes } from '../core/digest.ts';
import type { Keyring } from '../store/keyring.ts';
import type { Reader } from '../store/tables.ts';

/** Content as it was sealed, with what it takes to prove it. */
export interface OpenedContent {
  readonly id: string;
  readonly seq: number;
  readonly salt: Uint8Array;
  readonly value: Json;
}

/** Opens one sealed content. Errors: `not-found` if it was disposed of, `tampered`. */
export async function getContent(db: Reader, keyring: Keyring, id: string): Promise<OpenedContent> {
  const opened = (await getContents(db, keyring, [id])).get(id);
  if (opened === undefined) throw new AppError('not-found', `内容 ${id} 已按处置决定销毁。`);
  return opened;
}

/** Opens many sealed contents in one query, by id; those disposed of are left out. */
export async function getContents(
  db: Reader,
  keyring: Keyring,
  ids: readonly string[],
): Promise<Map<string, OpenedContent>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('content')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, openContents(keyring, row)]));
}

/** Opens one row of `content`. */
export function openContents(
  keyring: Keyring,
  row: { id: string; key_name: string; sealed: Uint8Array; entry_seq: number },
): OpenedContent {
  const plain = keyring.unseal(row.key_name, row.id, row.sealed);
  return {
    id: row.id,
    seq: row.entry_seq,
    salt: plain.subarray(0, saltBytes),
    value: JSON.parse(plain.subarray(saltBytes).toString()) as Json,
  };
}
