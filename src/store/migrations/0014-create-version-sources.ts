import { forbidChange, type Migration, runAll } from './dialect.ts';

/** The Word files that versions were made from, and why policies were retired. */
export const createVersionSources: Migration = {
  name: '0014-create-version-sources',
  async up(db, engine) {
    await runAll(db, engine, [
      `CREATE TABLE policy_source (version_id TEXT PRIMARY KEY REFERENCES policy_version (id),
         blob TEXT NOT NULL REFERENCES blob (address), name TEXT NOT NULL, sha256 TEXT NOT NULL)
         STRICT`,
      `CREATE TABLE policy_retirement (id TEXT PRIMARY KEY,
         version_id TEXT NOT NULL REFERENCES policy_version (id), first_day_without TEXT NOT NULL,
         reason TEXT NOT NULL, retired_by TEXT NOT NULL, retired_at TEXT NOT NULL,
         entry_seq BIGINT NOT NULL) STRICT`,
    ]);
    for (const table of ['policy_source', 'policy_retirement']) {
      await forbidChange(db, engine, table);
    }
  },
};
