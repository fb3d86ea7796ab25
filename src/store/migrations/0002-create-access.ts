import { type Migration, runAll } from './dialect.ts';

export const createAccess: Migration = {
  name: '0002-create-access',
  async up(db, engine) {
    await runAll(db, engine, [
      `CREATE TABLE person (id TEXT PRIMARY KEY, username TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
         password_hash TEXT NOT NULL, active BIGINT NOT NULL, added_at TEXT NOT NULL) STRICT`,
      `CREATE TABLE person_role (person_id TEXT NOT NULL REFERENCES person (id), site TEXT NOT NULL,
         role TEXT NOT NULL, PRIMARY KEY (person_id, site, role)) STRICT`,
      `CREATE TABLE session (token_digest TEXT PRIMARY KEY, person_id TEXT NOT NULL,
         opened_at TEXT NOT NULL, seen_at TEXT NOT NULL, expires_at TEXT NOT NULL) STRICT`,
      `CREATE TABLE idempotency (actor TEXT NOT NULL, key TEXT NOT NULL,
         request_digest TEXT NOT NULL, response TEXT NOT NULL, at TEXT NOT NULL,
         PRIMARY KEY (actor, key)) STRICT`,
      `CREATE TABLE outbox (id TEXT PRIMARY KEY, kind TEXT NOT NULL, payload TEXT NOT NULL,
         due_at TEXT NOT NULL, attempts BIGINT NOT NULL, done_at TEXT, last_error TEXT) STRICT`,
      `CREATE INDEX outbox_due ON outbox (done_at, due_at)`,
      `CREATE TABLE job (kind TEXT NOT NULL, period TEXT NOT NULL, state TEXT NOT NULL,
         step TEXT NOT NULL, done BIGINT NOT NULL, total BIGINT NOT NULL, detail TEXT,
         started_at TEXT NOT NULL, updated_at TEXT NOT NULL, PRIMARY KEY (kind, period)) STRICT`,
    ]);
  },
};
