import { type Migration, runAll } from './dialect.ts';

/** What people have typed and not sent, searches they keep, and how they like their pages. */
export const createDrafts: Migration = {
  name: '0009-create-drafts',
  up: (db, engine) =>
    runAll(db, engine, [
      `CREATE TABLE draft (id TEXT PRIMARY KEY, person_id TEXT, form TEXT NOT NULL,
         sealed BLOB NOT NULL, saved_at TEXT NOT NULL) STRICT`,
      `CREATE UNIQUE INDEX draft_person_form ON draft (person_id, form)`,
      `CREATE TABLE preference (person_id TEXT PRIMARY KEY, lang TEXT NOT NULL,
         density TEXT NOT NULL, shortcuts BIGINT NOT NULL) STRICT`,
      `CREATE TABLE saved_search (id TEXT PRIMARY KEY, person_id TEXT NOT NULL,
         title TEXT NOT NULL, query TEXT NOT NULL, saved_at TEXT NOT NULL) STRICT`,
      `CREATE INDEX saved_search_person ON saved_search (person_id, saved_at)`,
    ]),
};
