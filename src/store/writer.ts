import { type Kysely, sql, type Transaction } from 'kysely';
import { AppError } from '../core/app-error.ts';

/** How many use cases may share one commit. */
const groupLimit = 256;

/** What surrounds each group of writes; the ledger reads its head and writes it back here. */
export interface GroupHooks<DB> {
  begin(tx: Transaction<DB>): Promise<void>;
  end(tx: Transaction<DB>): Promise<void>;
}

interface Job<DB> {
  run(tx: Transaction<DB>): Promise<() => void>;
  fail(error: unknown): void;
}

/**
 * The one queue through which everything is written.
 *
 * Callbacks run strictly one after another, each in a savepoint, so that one that fails takes back
 * only its own rows. Those that arrive in the same turn share one commit, and each is answered only
 * after that commit: durable, and many times the rate of single commits.
 */
export class Writer<DB> {
  readonly #db: Kysely<DB>;
  readonly #hooks: GroupHooks<DB>[] = [];
  readonly #queue: Job<DB>[] = [];
  #draining: Promise<void> | undefined;
  #closed = false;

  constructor(db: Kysely<DB>) {
    this.#db = db;
  }

  /** Adds hooks around every later group. */
  surround(hooks: GroupHooks<DB>): void {
    this.#hooks.push(hooks);
  }

  /** Runs `body` in the next group; resolves after the commit, rejects if either failed. */
  run<Result>(body: (tx: Transaction<DB>) => Promise<Result>): Promise<Result> {
    if (this.#closed) return Promise.reject(new AppError('unavailable', '数据目录正在关闭。'));
    return new Promise<Result>((resolve, reject) => {
      this.#queue.push({
        run: async (tx) => {
          const result = await body(tx);
          return () => resolve(result);
        },
        fail: reject,
      });
      this.#draining ??= this.#drain();
    });
  }

  /** Lets the queue run empty and takes nothing more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#draining;
  }

  async #drain(): Promise<void> {
    // Requests read from sockets in one turn of the event loop join the same group.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#queue.length > 0) await this.#group();
    this.#draining = undefined;
  }

  async #group(): Promise<void> {
    const taken: Job<DB>[] = [];
    const answers: (() => void)[] = [];
    try {
      await this.#db.transaction().execute(async (tx) => {
        for (const hooks of this.#hooks) await hooks.begin(tx);
        for (let job = this.#queue.shift(); job !== undefined; job = this.#queue.shift()) {
          taken.push(job);
          await this.#one(tx, job, answers);
          if (taken.length >= groupLimit) break;
        }
        for (const hooks of this.#hooks) await hooks.end(tx);
      });
    } catch (error) {
      const cause = new AppError('unavailable', '写入未能落盘，请重试；如反复出现请检查磁盘。', {
        cause: error,
      });
      // Before the first job was taken the fault is the store's own: all who wait must hear of it.
      const waiting = taken.length === 0 ? this.#queue.splice(0) : taken;
      // One that was refused already has its answer; a second one does nothing.
      for (const job of waiting) job.fail(cause);
      return;
    }
    for (const answer of answers) answer();
  }

  async #one(tx: Transaction<DB>, job: Job<DB>, answers: (() => void)[]): Promise<void> {
    await sql`SAVEPOINT use_case`.execute(tx);
    try {
      const answer = await job.run(tx);
      await sql`RELEASE SAVEPOINT use_case`.execute(tx);
      answers.push(answer);
    } catch (error) {
      await sql`ROLLBACK TO SAVEPOINT use_case`.execute(tx);
      await sql`RELEASE SAVEPOINT use_case`.execute(tx);
      job.fail(error);
    }
  }
}
