import type { Json } from '../../core/canonical-json.ts';
import { inclusionNodes, inclusionPath } from '../../ledger/proof.ts';
import type { Reader } from '../../store/tables.ts';

/** An entry with its path to the root of a checkpoint, as a bag carries it. */
export interface EntryLine {
  readonly [name: string]: Json;
  readonly seq: number;
  readonly leaf: string;
  readonly path: readonly string[];
}

const atOnce = 400;

/**
 * Proofs of many entries in the tree of `size` leaves, in their order.
 *
 * Neighbours share most of their paths, so each node is fetched once for many of them.
 */
export async function* proveEntries(
  db: Reader,
  seqs: readonly number[],
  size: number,
): AsyncGenerator<EntryLine> {
  const sorted = [...new Set(seqs)].sort((one, other) => one - other);
  for (let at = 0; at < sorted.length; at += atOnce) {
    const some = sorted.slice(at, at + atOnce);
    const hashes = await nodesFor(db, some, size);
    const rows = await db
      .selectFrom('entry')
      .select(['seq', 'leaf'])
      .where('seq', 'in', some)
      .orderBy('seq')
      .execute();
    for (const { seq, leaf } of rows) {
      const path = inclusionPath(seq, size, ({ level, index }) => {
        const hash = hashes.get(`${level}/${index}`);
        if (hash === undefined) throw new Error(`the log lacks node ${level}/${index}`);
        return hash;
      });
      yield { seq, leaf, path: path.map((node) => Buffer.from(node).toString('base64')) };
    }
  }
}

async function nodesFor(
  db: Reader,
  seqs: readonly number[],
  size: number,
): Promise<Map<string, Uint8Array>> {
  const wanted = new Map<number, Set<number>>();
  for (const { level, index } of seqs.flatMap((seq) => inclusionNodes(seq, size))) {
    const positions = wanted.get(level) ?? new Set<number>();
    wanted.set(level, positions.add(index));
  }
  const hashes = new Map<string, Uint8Array>();
  for (const [level, positions] of wanted) {
    const all = [...positions].sort((one, other) => one - other);
    for (let at = 0; at < all.length; at += atOnce) {
      const rows = await db
        .selectFrom('tree_node')
        .select(['position', 'hash'])
        .where('level', '=', level)
        .where('position', 'in', all.slice(at, at + atOnce))
        .execute();
      for (const { position, hash } of rows) hashes.set(`${level}/${position}`, hash);
    }
  }
  return hashes;
}
