import type { Actor } from '../core/actor.ts';
import { AppError } from '../core/app-error.ts';
import type { Instant } from '../core/clock.ts';
import { newId } from '../core/ids.ts';
import type { Reader, Tx } from '../store/tables.ts';
import { splitFrontier } from './append.ts';
import { formatVerifierKey, signCheckpoint } from './checkpoint.ts';
import { inclusionNodes, inclusionPath } from './proof.ts';
import type { Ledger } from './transact.ts';
import { type NodeCoordinate, rootOf } from './tree.ts';

/** A signed statement of how long the log is and what it hashes to. */
export interface Checkpoint {
  readonly size: number;
  readonly at: Instant;
  readonly note: string;
}

/** An entry with its path to the root of a checkpoint. */
export interface EntryProof {
  readonly seq: number;
  readonly leaf: string;
  readonly path: readonly string[];
  readonly checkpoint: string;
}

/** The public face of the log: its name, its key, its checkpoints and proofs. */
export interface Log {
  /** `anjuan/<installation id>`, made at first start. */
  readonly origin: string;
  readonly verifierKey: string;
  /** Signs the log as it stands, once for each size. */
  checkpoint(): Promise<Checkpoint>;
  /** Paths of entries (base64 nodes) to the root of the tree of `size`. */
  paths(seqs: readonly number[], size: number): Promise<Map<number, string[]>>;
  /** Errors: `not-found`. */
  prove(seq: number): Promise<EntryProof>;
}

/** Opens the log, writing its founding entry in a new store. */
export async function openLog(ledger: Ledger, operator: Actor): Promise<Log> {
  const { store, keyring, clock } = ledger;
  const origin = (await findOrigin(store.read)) ?? (await found(ledger, operator));
  const verifierKey = formatVerifierKey({ name: origin, publicKey: keyring.publicKey() });

  const signer = { name: origin, key: keyring.signingKey };

  const checkpoint = () =>
    store.writer.run(async (db): Promise<Checkpoint> => {
      const { size, frontier } = await headOf(db);
      const known = await db
        .selectFrom('checkpoint')
        .selectAll()
        .where('size', '=', size)
        .executeTakeFirst();
      if (known !== undefined) return known;
      const root = rootOf(size, splitFrontier(frontier));
      const note = signCheckpoint({ origin, size, root }, signer);
      const made = { size, at: clock.now(), note };
      await db.insertInto('checkpoint').values(made).execute();
      return made;
    });

  const paths = async (seqs: readonly number[], size: number) => {
    const found = new Map<number, string[]>();
    for (const seq of seqs) {
      const hashes = await readNodes(store.read, inclusionNodes(seq, size));
      const path = inclusionPath(seq, size, hashes);
      found.set(
        seq,
        path.map((node) => Buffer.from(node).toString('base64')),
      );
    }
    return found;
  };

  return {
    origin,
    verifierKey,
    checkpoint,
    paths,
    async prove(seq) {
      const row = await store.read
        .selectFrom('entry')
        .select('leaf')
        .where('seq', '=', seq)
        .executeTakeFirst();
      if (row === undefined) throw new AppError('not-found', `日志中没有第 ${seq} 条。`);
      const { size, note } = await checkpoint();
      const path = (await paths([seq], size)).get(seq) ?? [];
      return { seq, leaf: row.leaf, path, checkpoint: note };
    },
  };
}

async function findOrigin(db: Reader): Promise<string | undefined> {
  const row = await db
    .selectFrom('installation')
    .select('value')
    .where('name', '=', 'origin')
    .executeTakeFirst();
  return row?.value;
}

function found(ledger: Ledger, operator: Actor): Promise<string> {
  const origin = `anjuan/${newId('inst', ledger.clock, ledger.entropy).slice('inst_'.length)}`;
  return ledger.transact(operator, async ({ db }) => {
    await db.insertInto('installation').values({ name: 'origin', value: origin }).execute();
    return { result: origin, entries: [{ kind: 'installation.founded', subject: origin }] };
  });
}

/** The log's present size and frontier. */
export function headOf(db: Reader | Tx): Promise<{ size: number; frontier: Uint8Array }> {
  return db
    .selectFrom('ledger_head')
    .select(['size', 'frontier'])
    .where('id', '=', 1)
    .executeTakeFirstOrThrow();
}

async function readNodes(
  db: Reader,
  wanted: readonly NodeCoordinate[],
): Promise<(node: NodeCoordinate) => Uint8Array> {
  const hashes = new Map<string, Uint8Array>();
  const byLevel = Map.groupBy(wanted, ({ level }) => level);
  for (const [level, nodes] of byLevel) {
    const positions = nodes.map(({ index }) => index);
    const rows = await db
      .selectFrom('tree_node')
      .select(['position', 'hash'])
      .where('level', '=', level)
      .where('position', 'in', positions)
      .execute();
    for (const { position, hash } of rows) hashes.set(`${level}/${position}`, hash);
  }
  return ({ level, index }) => {
    const hash = hashes.get(`${level}/${index}`);
    if (hash === undefined) throw new AppError('tampered', `日志树缺少节点 ${level}/${index}。`);
    return hash;
  };
}
