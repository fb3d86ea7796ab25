import { forbidChange, type Migration, runAll } from './dialect.ts';

export const createPolicies: Migration = {
  name: '0006-create-policies',
  async up(db, engine) {
    await runAll(db, engine, [
      `CREATE TABLE policy (code TEXT PRIMARY KEY, title TEXT NOT NULL, posted BIGINT NOT NULL,
         department TEXT NOT NULL, source TEXT NOT NULL, added_at TEXT NOT NULL,
         entry_seq BIGINT NOT NULL) STRICT`,
      `CREATE TABLE policy_wall (policy TEXT NOT NULL REFERENCES policy (code), place TEXT NOT NULL,
         since TEXT NOT NULL, until TEXT, PRIMARY KEY (policy, place, since)) STRICT`,
      `CREATE TABLE policy_version (id TEXT PRIMARY KEY, policy TEXT NOT NULL REFERENCES policy (code),
         version BIGINT NOT NULL, text TEXT NOT NULL, digest TEXT NOT NULL, reason TEXT NOT NULL,
         written_by TEXT NOT NULL, written_at TEXT NOT NULL, entry_seq BIGINT NOT NULL,
         UNIQUE (policy, version)) STRICT`,
      `CREATE TABLE policy_version_state (version_id TEXT PRIMARY KEY REFERENCES policy_version (id),
         status TEXT NOT NULL, submitted_by TEXT, submitted_at TEXT, approved_by TEXT,
         approved_at TEXT, published_by TEXT, published_at TEXT, in_force_from TEXT,
         in_force_until TEXT, adopted BIGINT NOT NULL) STRICT`,
      `CREATE TABLE posting (id TEXT PRIMARY KEY, site TEXT NOT NULL, place TEXT NOT NULL,
         policy TEXT NOT NULL REFERENCES policy (code), version BIGINT NOT NULL,
         posted_at TEXT NOT NULL, posted_by TEXT NOT NULL, entry_seq BIGINT NOT NULL) STRICT`,
      `CREATE INDEX posting_place ON posting (site, place, policy, posted_at)`,
    ]);
    for (const table of ['policy', 'policy_version', 'posting']) {
      await forbidChange(db, engine, table);
    }
    for (const table of ['policy_version_state', 'policy_wall']) {
      await forbidChange(db, engine, table, ['DELETE']);
    }
  },
};
