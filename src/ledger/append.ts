import type { Tx } from '../store/tables.ts';
import type { Leaf } from './entry.ts';
import { leafHash } from './hash.ts';
import { appendLeaf, type Frontier, type StoredNode } from './tree.ts';

const hashBytes = 32;
/** Rows in one INSERT: wide enough to matter, far below every engine's parameter limit. */
const rowsAtOnce = 100;

/** The growing end of the log during one group of writes. */
export interface Head {
  readonly size: number;
  readonly frontier: Frontier;
}

/** A mark to which a failed use case takes the log back. */
export interface Mark {
  readonly head: Head;
  readonly leaves: number;
  readonly nodes: number;
}

/** Collects the entries of one group of writes and stores them together just before the commit. */
export class Appender {
  #head: Head = { size: 0, frontier: [] };
  readonly #leaves: Leaf[] = [];
  readonly #nodes: StoredNode[] = [];

  /** Reads where the log ends and keeps other instances from growing it meanwhile. */
  async begin(tx: Tx, lock: boolean): Promise<void> {
    let query = tx.selectFrom('ledger_head').selectAll().where('id', '=', 1);
    if (lock) query = query.forUpdate();
    const row = await query.executeTakeFirstOrThrow();
    this.#head = { size: row.size, frontier: splitFrontier(row.frontier) };
    this.#leaves.length = 0;
    this.#nodes.length = 0;
  }

  /** The sequence number the next entry will take. */
  get nextSeq(): number {
    return this.#head.size;
  }

  mark(): Mark {
    return { head: this.#head, leaves: this.#leaves.length, nodes: this.#nodes.length };
  }

  takeBack(mark: Mark): void {
    this.#head = mark.head;
    this.#leaves.length = mark.leaves;
    this.#nodes.length = mark.nodes;
  }

  append(leaf: Leaf): void {
    const { size, frontier } = this.#head;
    const grown = appendLeaf(size, frontier, leafHash(Buffer.from(leaf.text)));
    this.#head = { size: size + 1, frontier: grown.frontier };
    this.#leaves.push(leaf);
    this.#nodes.push(...grown.nodes);
  }

  /** Stores what the group appended. */
  async end(tx: Tx): Promise<void> {
    if (this.#leaves.length === 0) return;
    for (const leaves of chunks(this.#leaves)) {
      const rows = leaves.map(({ text, ...entry }) => ({ ...entry, leaf: text }));
      await tx.insertInto('entry').values(rows).execute();
    }
    for (const nodes of chunks(this.#nodes)) {
      const rows = nodes.map(({ level, index, hash }) => ({ level, position: index, hash }));
      await tx.insertInto('tree_node').values(rows).execute();
    }
    await tx
      .updateTable('ledger_head')
      .set({ size: this.#head.size, frontier: Buffer.concat([...this.#head.frontier]) })
      .where('id', '=', 1)
      .execute();
  }
}

/** Cuts the stored frontier into its hashes. */
export function splitFrontier(bytes: Uint8Array): Frontier {
  const hashes: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += hashBytes) hashes.push(bytes.slice(at, at + hashBytes));
  return hashes;
}

function chunks<Row>(rows: readonly Row[]): Row[][] {
  const cut: Row[][] = [];
  for (let at = 0; at < rows.length; at += rowsAtOnce) cut.push(rows.slice(at, at + rowsAtOnce));
  return cut;
}
