import { type RawBuilder, sql } from 'kysely';
import type { Json } from '../core/canonical-json.ts';
import type { Keyring } from '../store/keyring.ts';
import type { Reader, Tx } from '../store/tables.ts';
import { type OpenedContent, openContents } from './content.ts';

/** How much is kept of the contents that were shown last. Units: bytes. */
const keptBytes = 24 * 1024 * 1024;
/** What an opened content takes in memory beside its text. Units: bytes. */
const overheadBytes = 600;

const keptBy = new WeakMap<Keyring, KeptContents>();

/**
 * Opens many contents to be shown, as `getContents` does, keeping them for the next reader: content
 * never changes, and opening it costs more than reading it.
 *
 * What was disposed of is shown by no instance: a kept content is asked for in the store again as
 * soon as the log has grown, since no disposition is without its entry. What goes into evidence is
 * opened anew, by `getContents`. The values are frozen.
 */
export async function showContents(
  db: Reader | Tx,
  keyring: Keyring,
  ids: readonly string[],
): Promise<ReadonlyMap<string, OpenedContent>> {
  if (ids.length === 0) return new Map();
  const kept = keptBy.get(keyring) ?? new KeptContents();
  keptBy.set(keyring, kept);
  const size = await logSize(db);
  const shown = new Map<string, OpenedContent>();
  const unproved: string[] = [];
  const unknown: string[] = [];
  for (const id of ids) {
    const found = kept.take(id);
    if (found === undefined) unknown.push(id);
    else if (size === undefined || found.presentAt !== size) unproved.push(id);
    else shown.set(id, found.content);
  }
  const present = new Set(await storedAmong(db, unproved));
  for (const id of unproved) {
    const found = present.has(id) ? kept.take(id) : undefined;
    if (found === undefined) kept.drop(id);
    else {
      found.presentAt = size;
      shown.set(id, found.content);
    }
  }
  for (const row of await rowsOf(db, unknown)) {
    const content = openContents(keyring, row);
    const lasting = { ...content, salt: Buffer.from(content.salt), value: frozen(content.value) };
    kept.put({ content: lasting, bytes: row.sealed.length + overheadBytes, presentAt: size });
    shown.set(row.id, lasting);
  }
  return shown;
}

interface Kept {
  readonly content: OpenedContent;
  readonly bytes: number;
  /** The size of the log at which it was last seen in the store. */
  presentAt: number | undefined;
}

/** Opened contents, those shown last at the end, up to a number of bytes. */
class KeptContents {
  readonly #contents = new Map<string, Kept>();
  #bytes = 0;

  take(id: string): Kept | undefined {
    const found = this.#contents.get(id);
    if (found === undefined) return undefined;
    this.#contents.delete(id);
    this.#contents.set(id, found);
    return found;
  }

  put(kept: Kept): void {
    const { id } = kept.content;
    this.drop(id);
    this.#contents.set(id, kept);
    this.#bytes += kept.bytes;
    for (const oldest of this.#contents.keys()) {
      if (this.#bytes <= keptBytes) break;
      this.drop(oldest);
    }
  }

  drop(id: string): void {
    this.#bytes -= this.#contents.get(id)?.bytes ?? 0;
    this.#contents.delete(id);
  }
}

/** How many entries the log has; unknown within a transaction, which brings entries of its own. */
async function logSize(db: Reader | Tx): Promise<number | undefined> {
  if (db.isTransaction) return undefined;
  const query = sql<{ size: number }>`SELECT size FROM ledger_head WHERE id = 1`;
  return (await query.execute(db)).rows[0]?.size;
}

interface ContentRow {
  readonly id: string;
  readonly key_name: string;
  readonly sealed: Uint8Array;
  readonly entry_seq: number;
}

async function storedAmong(db: Reader | Tx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const query = sql<{ id: string }>`SELECT id FROM content WHERE id IN (${listed(ids)})`;
  return (await query.execute(db)).rows.map(({ id }) => id);
}

async function rowsOf(db: Reader | Tx, ids: readonly string[]): Promise<readonly ContentRow[]> {
  if (ids.length === 0) return [];
  const query = sql<ContentRow>`SELECT * FROM content WHERE id IN (${listed(ids)})`;
  return (await query.execute(db)).rows;
}

function listed(ids: readonly string[]): RawBuilder<unknown> {
  return sql.join(ids);
}

function frozen(value: Json): Json {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    for (const part of Object.values(value)) if (part !== undefined) frozen(part);
    Object.freeze(value);
  }
  return value;
}
