import { forbidChange, type Migration, runAll } from './dialect.ts';

export const createArchives: Migration = {
  name: '0005-create-archives',
  async up(db, engine) {
    await runAll(db, engine, [
      `CREATE TABLE household (id TEXT PRIMARY KEY, site TEXT NOT NULL, room TEXT NOT NULL,
         ordinal BIGINT NOT NULL, opened_at TEXT NOT NULL, handover_on TEXT,
         content_id TEXT NOT NULL, row_digest TEXT NOT NULL, entry_seq BIGINT NOT NULL,
         UNIQUE (site, room, ordinal)) STRICT`,
      `CREATE TABLE household_state (household_id TEXT PRIMARY KEY REFERENCES household (id),
         content_id TEXT NOT NULL, row_digest TEXT NOT NULL, revision BIGINT NOT NULL,
         handover_on TEXT, closed_at TEXT) STRICT`,
      `CREATE TABLE archive_document (id TEXT PRIMARY KEY, site TEXT NOT NULL,
         type_order BIGINT NOT NULL, title TEXT NOT NULL, dated_on TEXT, pages BIGINT,
         filed_at TEXT NOT NULL, entry_seq BIGINT NOT NULL) STRICT`,
      `CREATE TABLE archive_document_state (
         document_id TEXT PRIMARY KEY REFERENCES archive_document (id),
         household_id TEXT NOT NULL REFERENCES household (id), site TEXT NOT NULL,
         room TEXT NOT NULL, type_order BIGINT NOT NULL, ordinal BIGINT NOT NULL,
         custody TEXT NOT NULL, shelf TEXT, row_digest TEXT NOT NULL,
         UNIQUE (household_id, type_order, ordinal), UNIQUE (household_id, row_digest)) STRICT`,
      `CREATE INDEX archive_document_room ON archive_document_state (site, room, type_order, ordinal)`,
      `CREATE TABLE access_request (id TEXT PRIMARY KEY, site TEXT NOT NULL, room TEXT NOT NULL,
         household_id TEXT NOT NULL REFERENCES household (id), asked_by TEXT NOT NULL,
         asked_at TEXT NOT NULL, fields TEXT NOT NULL, minutes BIGINT NOT NULL,
         content_id TEXT NOT NULL, entry_seq BIGINT NOT NULL) STRICT`,
      `CREATE INDEX access_request_site ON access_request (site, id)`,
      `CREATE TABLE access_request_state (request_id TEXT PRIMARY KEY REFERENCES access_request (id),
         status TEXT NOT NULL, decided_by TEXT, decided_at TEXT, decision_content_id TEXT,
         looked_by TEXT, looked_at TEXT) STRICT`,
    ]);
    for (const table of ['household', 'archive_document', 'access_request']) {
      await forbidChange(db, engine, table);
    }
    // States change with an entry each; none of them ever goes.
    for (const table of ['household_state', 'archive_document_state', 'access_request_state']) {
      await forbidChange(db, engine, table, ['DELETE']);
    }
  },
};
