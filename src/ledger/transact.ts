import { type Actor, actorText } from '../core/actor.ts';
import { AppError } from '../core/app-error.ts';
import { canonicalJson, type Json } from '../core/canonical-json.ts';
import type { Clock, Instant } from '../core/clock.ts';
import { type Digest, saltBytes, saltedDigest } from '../core/digest.ts';
import type { Entropy } from '../core/ids.ts';
import type { Keyring } from '../store/keyring.ts';
import type { Store } from '../store/open.ts';
import type { Tx } from '../store/tables.ts';
import { Appender } from './append.ts';
import { type EntryDraft, leafOf, type SealedContent } from './entry.ts';

/** What a use case may do: write rows, at one time, knowing where its first entry will stand. */
export interface LedgerTx {
  readonly db: Tx;
  readonly now: Instant;
  /** The sequence number of the first entry this use case hands back; the next ones follow. */
  readonly seq: number;
}

/** What a use case hands back. A write without an entry does not compile. */
export interface Recorded<Result> {
  readonly result: Result;
  readonly entries: readonly [EntryDraft, ...EntryDraft[]];
}

/** The client's own name for a write, by which a repeated request is answered and not done again. */
export interface Once {
  readonly key: string;
  readonly request: Json;
}

/** The tamper-evident log of one installation. */
export interface Ledger {
  readonly store: Store;
  readonly keyring: Keyring;
  readonly clock: Clock;
  readonly entropy: Entropy;
  /**
   * Runs one use case: its rows and its entries in one transaction, or neither.
   *
   * The callback awaits nothing but its own `tx.db`: others wait behind it.
   */
  transact<Result extends Json>(
    actor: Actor,
    useCase: (tx: LedgerTx) => Promise<Recorded<Result>>,
    once?: Once,
  ): Promise<Result>;
}

/** Binds the log to an open store. */
export function openLedger(parts: {
  store: Store;
  keyring: Keyring;
  clock: Clock;
  entropy: Entropy;
}): Ledger {
  const { store, clock } = parts;
  const appender = new Appender();
  store.writer.surround({
    begin: (tx) => appender.begin(tx, store.engine === 'postgres'),
    end: (tx) => appender.end(tx),
  });
  return {
    ...parts,
    transact: (actor, useCase, once) =>
      store.writer.run(async (db) => {
        const mark = appender.mark();
        try {
          const known = once && (await findAnswer(parts.keyring, db, actor, once));
          if (known !== undefined) return JSON.parse(known);
          const now = clock.now();
          const { result, entries } = await useCase({ db, now, seq: appender.nextSeq });
          for (const draft of entries) {
            const seq = appender.nextSeq;
            const digest = draft.content && (await sealContent(parts, db, seq, draft.content));
            appender.append(leafOf(draft, { seq, at: now, actor, digest }));
          }
          if (once) await keepAnswer(parts.keyring, db, { actor, once, result, now });
          return result;
        } catch (error) {
          appender.takeBack(mark);
          throw error;
        }
      }),
  };
}

async function sealContent(
  parts: { keyring: Keyring; entropy: Entropy },
  db: Tx,
  seq: number,
  content: SealedContent,
): Promise<Digest> {
  const salt = parts.entropy.bytes(saltBytes);
  const plain = Buffer.concat([salt, Buffer.from(canonicalJson(content.value))]);
  await db
    .insertInto('content')
    .values({
      id: content.id,
      key_name: content.keyName,
      sealed: parts.keyring.seal(content.keyName, content.id, plain),
      entry_seq: seq,
    })
    .execute();
  return saltedDigest(salt, content.value);
}

async function findAnswer(
  keyring: Keyring,
  db: Tx,
  actor: Actor,
  once: Once,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('idempotency')
    .select(['request_digest', 'response'])
    .where('actor', '=', actorText(actor))
    .where('key', '=', once.key)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  if (row.request_digest !== keyring.blind(canonicalJson(once.request))) {
    const message = '这个 Idempotency-Key 已用于内容不同的请求，请换一个新的';
    const problems = [{ field: 'idempotency-key', rule: 'reused', message }];
    throw new AppError('conflict', `${message}。`, { problems });
  }
  return row.response;
}

async function keepAnswer(
  keyring: Keyring,
  db: Tx,
  answer: { actor: Actor; once: Once; result: Json; now: Instant },
): Promise<void> {
  await db
    .insertInto('idempotency')
    .values({
      actor: actorText(answer.actor),
      key: answer.once.key,
      // Keyed, since a request may hold a name or a phone that a bare digest would let one guess.
      request_digest: keyring.blind(canonicalJson(answer.once.request)),
      response: canonicalJson(answer.result),
      at: answer.now,
    })
    .execute();
}
