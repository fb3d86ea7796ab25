import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { AppError } from '../core/app-error.ts';
import { migrations } from '../store/migrate.ts';
import type { Store, StoreAddress } from '../store/open.ts';
import { NodeSqliteDialect } from '../store/sqlite-dialect.ts';
import type { Tables } from '../store/tables.ts';
import { Writer } from '../store/writer.ts';

/** How the schema of a store stands to this version of the program. */
export interface StoreVersion {
  /** Steps that only a newer program knows. */
  readonly newer: readonly string[];
  /** Steps that this program would still take. */
  readonly missing: readonly string[];
}

/**
 * Opens a store beside whoever writes to it: no lock, no write, and one snapshot for as long as it
 * is open, so that the end of a long read fits its beginning.
 *
 * Errors: `unavailable` when there is no store, or one of another version.
 */
export async function openReadingStore(address: StoreAddress): Promise<Store> {
  let read: Kysely<Tables> | undefined;
  try {
    read = address.engine === 'sqlite' ? readSqlite(address.path) : readPostgres(address.url);
    refuseOtherVersion(await storeVersion(read));
  } catch (error) {
    await read?.destroy();
    if (error instanceof AppError) throw error;
    const words = error instanceof Error ? error.message : String(error);
    throw new AppError('unavailable', `账本数据库无法读取（${words}），请从备份恢复。`, {
      cause: error,
    });
  }
  const writer = new Writer<Tables>(read);
  await writer.close();
  return {
    engine: address.engine,
    read,
    writer,
    scratch: () => Promise.reject(new AppError('unavailable', '数据目录以只读方式打开。')),
    close: () => read.destroy(),
  };
}

/** Compares the steps that a store has taken with those of this program. */
async function storeVersion(read: Kysely<Tables>): Promise<StoreVersion> {
  const { rows } = await sql<{ name: string }>`SELECT name FROM migration`.execute(read);
  const applied = new Set(rows.map(({ name }) => name));
  const known = new Set(migrations.map(({ name }) => name));
  return {
    newer: [...applied].filter((name) => !known.has(name)),
    missing: [...known].filter((name) => !applied.has(name)),
  };
}

/** Whether anything was ever kept at an address. */
export async function storeExists(address: StoreAddress): Promise<boolean> {
  if (address.engine === 'sqlite') return existsSync(address.path);
  const client = new pg.Client({ connectionString: address.url });
  await client.connect();
  try {
    const { rows } = await client.query("SELECT to_regclass('installation') IS NOT NULL AS there");
    return rows[0]?.there === true;
  } finally {
    await client.end();
  }
}

function refuseOtherVersion({ newer, missing }: StoreVersion): void {
  if (newer.length > 0) {
    throw new AppError(
      'unavailable',
      `数据由更新的版本写成（${newer.join('、')}），请用新版本打开；数据未被改动。`,
    );
  }
  if (missing.length > 0) {
    throw new AppError('unavailable', '数据由旧版本写成，请先用 serve 启动一次完成升级。');
  }
}

function readSqlite(path: string): Kysely<Tables> {
  const database = new DatabaseSync(path, { readOnly: true });
  database.exec('PRAGMA cache_size = -65536');
  database.exec('BEGIN');
  return new Kysely<Tables>({ dialect: new NodeSqliteDialect(database) });
}

function readPostgres(url: string): Kysely<Tables> {
  // One connection that is never given back: the snapshot lives on it.
  const pool = new pg.Pool({ connectionString: url, max: 1, idleTimeoutMillis: 0 });
  return new Kysely<Tables>({
    dialect: new PostgresDialect({
      pool,
      onCreateConnection: async (connection) => {
        const begin = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';
        await connection.executeQuery(CompiledQuery.raw(begin));
      },
    }),
  });
}
