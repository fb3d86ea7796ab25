import { sql } from 'kysely';
import { forbidChange, type Migration, runAll } from './dialect.ts';

export const createLedger: Migration = {
  name: '0001-create-ledger',
  async up(db, engine) {
    await runAll(db, engine, [
      `CREATE TABLE installation (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT`,
      `CREATE TABLE entry (seq BIGINT PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL,
         subject TEXT NOT NULL, site TEXT, leaf TEXT NOT NULL) STRICT`,
      `CREATE INDEX entry_subject ON entry (subject, seq)`,
      `CREATE INDEX entry_site_at ON entry (site, at, seq)`,
      `CREATE TABLE tree_node (level BIGINT NOT NULL, position BIGINT NOT NULL,
         hash BLOB NOT NULL, PRIMARY KEY (level, position)) STRICT`,
      `CREATE TABLE ledger_head (id BIGINT PRIMARY KEY, size BIGINT NOT NULL,
         frontier BLOB NOT NULL) STRICT`,
      `INSERT INTO ledger_head (id, size, frontier) VALUES (1, 0, ${engine === 'sqlite' ? "X''" : "''"})`,
      `CREATE TABLE checkpoint (size BIGINT PRIMARY KEY, at TEXT NOT NULL, note TEXT NOT NULL) STRICT`,
      `CREATE TABLE content (id TEXT PRIMARY KEY, key_name TEXT NOT NULL, sealed BLOB NOT NULL,
         entry_seq BIGINT NOT NULL) STRICT`,
      `CREATE TABLE catalogue_version (version BIGINT PRIMARY KEY, digest TEXT NOT NULL,
         text TEXT NOT NULL, at TEXT NOT NULL, entry_seq BIGINT NOT NULL) STRICT`,
      `CREATE TABLE number_series (site TEXT NOT NULL, series TEXT NOT NULL, month TEXT NOT NULL,
         last BIGINT NOT NULL, PRIMARY KEY (site, series, month)) STRICT`,
      // Content may go only with the disposition that names it, in the same transaction.
      `CREATE TABLE content_disposition (content_id TEXT PRIMARY KEY, entry_seq BIGINT NOT NULL) STRICT`,
    ]);
    if (engine === 'postgres') {
      await sql
        .raw(
          `CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
           $$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$`,
        )
        .execute(db);
      await sql
        .raw(
          `CREATE FUNCTION guard_content() RETURNS trigger LANGUAGE plpgsql AS
           $$ BEGIN
             IF NOT EXISTS (SELECT 1 FROM content_disposition d WHERE d.content_id = OLD.id) THEN
               RAISE EXCEPTION 'content is evidence: DELETE needs its disposition';
             END IF;
             RETURN OLD;
           END $$`,
        )
        .execute(db);
      await sql
        .raw(
          `CREATE TRIGGER content_guard BEFORE DELETE ON content FOR EACH ROW EXECUTE FUNCTION guard_content()`,
        )
        .execute(db);
    } else {
      await sql
        .raw(
          `CREATE TRIGGER content_guard BEFORE DELETE ON content
           WHEN NOT EXISTS (SELECT 1 FROM content_disposition d WHERE d.content_id = OLD.id)
           BEGIN SELECT RAISE(ABORT, 'content is evidence: DELETE needs its disposition'); END`,
        )
        .execute(db);
    }
    for (const table of ['installation', 'entry', 'tree_node', 'checkpoint', 'catalogue_version']) {
      await forbidChange(db, engine, table);
    }
    await forbidChange(db, engine, 'content_disposition');
    await forbidChange(db, engine, 'content', ['UPDATE']);
  },
};
