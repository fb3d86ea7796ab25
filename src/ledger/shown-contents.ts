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
 * Each is asked for in the store all the same, so that what was disposed of is shown by no instance.
 * What goes into evidence is opened anew, by `getContents`. The values are frozen.
 */
export async function showContents(
  db: Reader | Tx,
  keyring: Keyring,
  ids: readonly string[],
): Promise<ReadonlyMap<string, OpenedContent>> {
  const kept = keptBy.get(keyring) ?? new KeptContents();
  keptBy.set(keyring, kept);
  const { known = [], unknown = [] } = Object.groupBy(ids, (id) =>
    kept.has(id) ? 'known' : 'unknown',
  );
  const shown = new Map<string, OpenedContent>();
  const present = new Set(await storedAmong(db, known));
  for (const id of known) {
    const content = present.has(id) ? kept.take(id) : undefined;
    if (content === undefined) kept.drop(id);
    else shown.set(id, content);
  }
  for (const row of await rowsOf(db, unknown)) {
    const content = openContents(keyring, row);
    const lasting = { ...content, salt: Buffer.from(content.salt), value: frozen(content.value) };
    kept.put(lasting, row.sealed.length + overheadBytes);
    shown.set(row.id, lasting);
  }
  return shown;
}

/** Opened contents, those shown last at the end, up to a number of bytes. */
class KeptContents {
  readonly #contents = new Map<string, { content: OpenedContent; bytes: number }>();
  #bytes = 0;

  has(id: string): boolean {
    return this.#contents.has(id);
  }

  take(id: string): OpenedContent | undefined {
    const found = this.#contents.get(id);
    if (found === undefined) return undefined;
    this.#contents.delete(id);
    this.#contents.set(id, found);
    return found.content;
  }

  put(content: OpenedContent, bytes: number): void {
    this.drop(content.id);
    this.#contents.set(content.id, { content, bytes });
    this.#bytes += bytes;
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
