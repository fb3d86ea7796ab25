import { DatabaseSync } from 'node:sqlite';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { TextIndex } from '../../../src/core/search/port.ts';
import { NodeSqliteDialect } from '../../../src/store/sqlite-dialect.ts';
import { postgresTextIndex } from '../../../src/store/text-index/postgres.ts';
import { createTextIndex, type SearchConnection } from '../../../src/store/text-index/schema.ts';
import { sqliteTextIndex } from '../../../src/store/text-index/sqlite.ts';
import { testDatabase } from '../../kit/postgres.ts';

export interface IndexedStore {
  readonly db: Kysely<unknown>;
  readonly index: TextIndex<SearchConnection>;
  close(): Promise<void>;
}

export const engines = ['sqlite', 'postgres'] as const;

/** An empty text index on a store of its own. */
export async function openIndex(engine: (typeof engines)[number]): Promise<IndexedStore> {
  if (engine === 'sqlite') {
    const dialect = new NodeSqliteDialect(new DatabaseSync(':memory:'));
    const db = new Kysely<unknown>({ dialect });
    await createTextIndex(db, engine);
    return { db, index: sqliteTextIndex, close: () => db.destroy() };
  }
  const database = await testDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  await createTextIndex(db, engine);
  const close = async () => {
    await db.destroy();
    await database.drop();
  };
  return { db, index: postgresTextIndex, close };
}
