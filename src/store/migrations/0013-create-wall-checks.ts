import { forbidChange, type Migration, runAll } from './dialect.ts';

/** What was found at a posting place, how the place looks, and by which sheet a posting was made. */
export const createWallChecks: Migration = {
  name: '0013-create-wall-checks',
  async up(db, engine) {
    await runAll(db, engine, [
      `ALTER TABLE poster_print ADD COLUMN part TEXT NOT NULL DEFAULT 'whole'`,
      `ALTER TABLE posting ADD COLUMN print_id TEXT REFERENCES poster_print (id)`,
      `ALTER TABLE posting_photo ADD COLUMN used_before BIGINT NOT NULL DEFAULT 0`,
      `ALTER TABLE posting_photo ADD COLUMN taken_at TEXT`,
      `CREATE TABLE posting_check (id TEXT PRIMARY KEY, site TEXT NOT NULL, place TEXT NOT NULL,
         policy TEXT NOT NULL REFERENCES policy (code), posting_id TEXT REFERENCES posting (id),
         print_id TEXT REFERENCES poster_print (id), found TEXT NOT NULL,
         photo TEXT REFERENCES blob (address), media_type TEXT, used_before BIGINT NOT NULL,
         taken_at TEXT, checked_by TEXT NOT NULL, checked_at TEXT NOT NULL,
         entry_seq BIGINT NOT NULL) STRICT`,
      `CREATE INDEX posting_check_place ON posting_check (site, place, policy, entry_seq)`,
      `CREATE TABLE place_picture (id TEXT PRIMARY KEY, site TEXT NOT NULL, place TEXT NOT NULL,
         kind TEXT NOT NULL, blob TEXT NOT NULL REFERENCES blob (address), media_type TEXT NOT NULL,
         added_by TEXT NOT NULL, added_at TEXT NOT NULL, entry_seq BIGINT NOT NULL) STRICT`,
      `CREATE INDEX place_picture_place ON place_picture (site, place, entry_seq)`,
    ]);
    for (const table of ['posting_check', 'place_picture']) await forbidChange(db, engine, table);
  },
};
