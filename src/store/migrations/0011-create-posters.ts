import { forbidChange, type Migration, runAll } from './dialect.ts';

/** Sheets that were printed for a posting place, photos of postings, and versions sent back. */
export const createPosters: Migration = {
  name: '0011-create-posters',
  async up(db, engine) {
    await runAll(db, engine, [
      `CREATE TABLE poster_print (id TEXT PRIMARY KEY, site TEXT NOT NULL, place TEXT NOT NULL,
         policy TEXT NOT NULL REFERENCES policy (code), version BIGINT NOT NULL, size TEXT NOT NULL,
         printed_by TEXT NOT NULL, printed_at TEXT NOT NULL, entry_seq BIGINT NOT NULL) STRICT`,
      `CREATE TABLE posting_photo (posting_id TEXT PRIMARY KEY REFERENCES posting (id),
         blob TEXT NOT NULL REFERENCES blob (address), media_type TEXT NOT NULL) STRICT`,
      `CREATE TABLE policy_return (id TEXT PRIMARY KEY,
         version_id TEXT NOT NULL REFERENCES policy_version (id), reason TEXT NOT NULL,
         returned_by TEXT NOT NULL, returned_at TEXT NOT NULL, entry_seq BIGINT NOT NULL) STRICT`,
    ]);
    for (const table of ['poster_print', 'posting_photo', 'policy_return']) {
      await forbidChange(db, engine, table);
    }
  },
};
