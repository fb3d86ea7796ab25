import { forbidChange, type Migration, runAll } from './dialect.ts';

/** Editions of the handbook, each with what it holds and the PDF as it was bound. */
export const createHandbook: Migration = {
  name: '0015-create-handbook',
  async up(db, engine) {
    await runAll(db, engine, [
      `CREATE TABLE handbook_edition (number BIGINT PRIMARY KEY, built_at TEXT NOT NULL,
         built_by TEXT NOT NULL, as_of TEXT NOT NULL, catalogue_version BIGINT NOT NULL,
         contents TEXT NOT NULL, missing TEXT NOT NULL, material TEXT NOT NULL,
         blob TEXT NOT NULL REFERENCES blob (address), sha256 TEXT NOT NULL,
         pages BIGINT NOT NULL, size_bytes BIGINT NOT NULL, entry_seq BIGINT NOT NULL) STRICT`,
    ]);
    await forbidChange(db, engine, 'handbook_edition');
  },
};
