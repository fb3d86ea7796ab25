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

/** A signed statement of how long the log is and what it hashes to, as it is kept. */
export interface SignedCheckpoint {
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
  checkpoint(): Promise<SignedCheckpoint>;
  /** Paths of entries (base64 nodes) to the root of the tree of `size`. */
  paths(seqs: readonly number[], size: number): Promise<Map<number, string[]>>;
  /** Proves an entry under the log as it stands, which is signed for it. Errors: `not-found`. */
  prove(seq: number): Promise<EntryProof>;
  /**
   * Proves an entry under the newest checkpoint there is, signing nothing; undefined if none covers
   * it yet. Errors: `not-found`.
   */
  findProof(seq: number): Promise<EntryProof | undefined>;
}

/** Opens the log, writing its founding entry in a new store. */
export async function openLog(ledger: Ledger, operator: Actor): Promise<Log> {
  const { store, keyring, clock } = ledger;
  const origin = (await findOrigin(store.read)) ?? (await found(ledger, operator));
  const verifierKey = formatVerifierKey({ name: origin, publicKey: keyring.publicKey() });

  const signer = { name: origin, key: keyring.signingKey };

  const checkpoint = () =>
    store.writer.run(async (db): Promise<SignedCheckpoint> => {
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

  const proofUnder = async (
    entry: { seq: number; leaf: string },
    { size, note }: { size: number; note: string },
  ): Promise<EntryProof> => {
    const path = (await paths([entry.seq], size)).get(entry.seq) ?? [];
    return { ...entry, path, checkpoint: note };
  };

  return {
    origin,
    verifierKey,
    checkpoint,
    paths,
    async prove(seq) {
      const leaf = await getLeaf(store.read, seq);
      return proofUnder({ seq, leaf }, await checkpoint());
    },
    async findProof(seq) {
      const leaf = await getLeaf(store.read, seq);
      const newest = await store.read
        .selectFrom('checkpoint')
        .select(['size', 'note'])
        .where('size', '>', seq)
        .orderBy('size', 'desc')
        .limit(1)
        .executeTakeFirst();
      return newest && proofUnder({ seq, leaf }, newest);
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

async function getLeaf(db: Reader, seq: number): Promise<string> {
  const row = await db.selectFrom('entry').select('leaf').where('seq', '=', seq).executeTakeFirst();
  if (row === undefined) throw new AppError('not-found', `日志中没有第 ${seq} 条。`);
  return row.leaf;
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
