import { forbidChange, type Migration, runAll } from './dialect.ts';

export const createPolicies: Migration = {
  name: '0006-create-policies',
  async up(db, engine) {
    await runAll(db, engine, [
      `CREATE TABLE policy (code TEXT PRIMARY KEY, title TEXT NOT NULL, posted BIGINT NOT NULL,
         department TEXT NOT NULL, added_at TEXT NOT NULL, entry_seq BIGINT NOT NULL) STRICT`,
      `CREATE TABLE policy_version (id TEXT PRIMARY KEY, policy TEXT NOT NULL REFERENCES policy (code),
         version BIGINT NOT NULL, text TEXT NOT NULL, digest TEXT NOT NULL, reason TEXT NOT NULL,
         written_by TEXT NOT NULL, written_at TEXT NOT NULL, entry_seq BIGINT NOT NULL,
         UNIQUE (policy, version)) STRICT`,
      `CREATE TABLE policy_version_state (version_id TEXT PRIMARY KEY REFERENCES policy_version (id),
         status TEXT NOT NULL, approved_by TEXT, approved_at TEXT, in_force_from TEXT,
         in_force_until TEXT, adopted BIGINT NOT NULL) STRICT`,
      `CREATE TABLE posting (id TEXT PRIMARY KEY, site TEXT NOT NULL, place TEXT NOT NULL,
         policy TEXT NOT NULL REFERENCES policy (code), version BIGINT NOT NULL,
         posted_at TEXT NOT NULL, posted_by TEXT NOT NULL, entry_seq BIGINT NOT NULL) STRICT`,
      `CREATE INDEX posting_place ON posting (site, place, policy, posted_at)`,
    ]);
    for (const table of ['policy', 'policy_version', 'posting']) {
      await forbidChange(db, engine, table);
    }
  },
};
