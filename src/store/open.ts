import { DatabaseSync } from 'node:sqlite';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Instant } from '../core/clock.ts';
import { migrate } from './migrate.ts';
import { NodeSqliteDialect } from './sqlite-dialect.ts';
import type { Engine, Reader, Scratch, Tables } from './tables.ts';
import { Writer } from './writer.ts';

/** Where the store lies: a file, or a PostgreSQL database by its URL. */
export type StoreAddress =
  | { readonly engine: 'sqlite'; readonly path: string }
  | { readonly engine: 'postgres'; readonly url: string };

/** The open store: one connection that writes, others that cannot. */
export interface Store {
  readonly engine: Engine;
  readonly read: Reader;
  readonly writer: Writer<Tables>;
  /** Writes what may be lost; evidence goes through `ledger.transact`. */
  scratch<Result>(body: (db: Scratch) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** Opens the store and brings its schema to this version. */
export async function openStore(address: StoreAddress, now: Instant): Promise<Store> {
  const { writing, reading } =
    address.engine === 'sqlite' ? openSqlite(address.path) : openPostgres(address.url);
  try {
    await migrate(writing, address.engine, now);
  } catch (error) {
    await writing.destroy();
    throw error;
  }
  const read = reading();
  const writer = new Writer<Tables>(writing);
  return {
    engine: address.engine,
    read,
    writer,
    // The one place where the writing side is narrowed: what goes out can write these tables only.
    scratch: (body) => writer.run((tx) => body(tx as unknown as Scratch)),
    async close() {
      await writer.close();
      await Promise.all([read.destroy(), writing.destroy()]);
    },
  };
}

interface Connections {
  writing: Kysely<Tables>;
  reading: () => Reader;
}

function openSqlite(path: string): Connections {
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = FULL');
  database.exec('PRAGMA foreign_keys = ON');
  database.exec('PRAGMA secure_delete = ON');
  // Every commit is synced to the write-ahead log; what is rarer is only to copy that log back into
  // the store (32 MB of it at most), which writes each page once however often it has changed.
  database.exec('PRAGMA wal_autocheckpoint = 8000');
  database.exec('PRAGMA cache_size = -65536');
  return {
    writing: new Kysely<Tables>({ dialect: new NodeSqliteDialect(database) }),
    reading: () => {
      const readOnly = new DatabaseSync(path, { readOnly: true });
      readOnly.exec('PRAGMA cache_size = -65536');
      return new Kysely<Tables>({ dialect: new NodeSqliteDialect(readOnly) });
    },
  };
}

// Sequence numbers stay far below 2^53, so that plain numbers hold them.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

function openPostgres(url: string): Connections {
  const pool = (options: string, max: number) =>
    new Kysely<Tables>({
      dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max, options }) }),
    });
  return {
    writing: pool('', 1),
    reading: () => pool('-c default_transaction_read_only=on', 4),
  };
}
