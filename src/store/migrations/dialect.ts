import { type QueryExecutorProvider, sql } from 'kysely';
import type { Engine } from '../tables.ts';

/** One forward step of the schema; never edited once released. */
export interface Migration {
  readonly name: string;
  up(db: QueryExecutorProvider, engine: Engine): Promise<void>;
}

/** Runs statements one by one. `BLOB` and `STRICT` are spelled as the engine spells them. */
export async function runAll(
  db: QueryExecutorProvider,
  engine: Engine,
  statements: readonly string[],
): Promise<void> {
  for (const statement of statements) {
    const text =
      engine === 'sqlite'
        ? statement.replaceAll('BIGINT', 'INTEGER')
        : statement
            .replaceAll('BLOB', 'BYTEA')
            // Keys and times compare byte by byte, as SQLite does, whatever the database's locale.
            .replaceAll(' TEXT', ' TEXT COLLATE "C"')
            .replaceAll(' STRICT', '');
    await sql.raw(text).execute(db);
  }
}

/** Triggers by which the database itself refuses to change or delete rows of `table`. */
export async function forbidChange(
  db: QueryExecutorProvider,
  engine: Engine,
  table: string,
  actions: readonly ('UPDATE' | 'DELETE')[] = ['UPDATE', 'DELETE'],
): Promise<void> {
  for (const action of actions) {
    const words = `${table} is evidence: ${action} is refused`;
    const name = `${table}_no_${action.toLowerCase()}`;
    if (engine === 'sqlite') {
      await sql
        .raw(
          `CREATE TRIGGER ${name} BEFORE ${action} ON ${table} BEGIN SELECT RAISE(ABORT, '${words}'); END`,
        )
        .execute(db);
    } else {
      await sql
        .raw(
          `CREATE TRIGGER ${name} BEFORE ${action} ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('${words}')`,
        )
        .execute(db);
      if (action === 'DELETE') {
        await sql
          .raw(
            `CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('${words}')`,
          )
          .execute(db);
      }
    }
  }
}
