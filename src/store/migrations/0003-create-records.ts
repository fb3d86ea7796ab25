import { forbidChange, type Migration, runAll } from './dialect.ts';

export const createRecords: Migration = {
  name: '0003-create-records',
  async up(db, engine) {
    await runAll(db, engine, [
      `CREATE TABLE record (id TEXT PRIMARY KEY, site TEXT NOT NULL, number TEXT NOT NULL UNIQUE,
         category TEXT NOT NULL, catalogue_version BIGINT NOT NULL, month TEXT NOT NULL,
         occurred_at TEXT NOT NULL, precision TEXT NOT NULL, filed_at TEXT NOT NULL,
         filed_by TEXT NOT NULL, source TEXT NOT NULL, room TEXT, class TEXT NOT NULL,
         retention_years BIGINT, supplement BIGINT NOT NULL, entry_seq BIGINT NOT NULL) STRICT`,
      `CREATE INDEX record_by_time ON record (site, occurred_at, number)`,
      `CREATE INDEX record_by_month ON record (site, month, category, occurred_at, number)`,
      `CREATE INDEX record_by_category ON record (site, category, occurred_at, number)`,
      `CREATE TABLE record_state (record_id TEXT PRIMARY KEY REFERENCES record (id),
         site TEXT NOT NULL, occurred_at TEXT NOT NULL, number TEXT NOT NULL, room TEXT,
         responsible TEXT, status TEXT NOT NULL, closed_at TEXT, kept_years BIGINT, retained_through TEXT,
         corrections BIGINT NOT NULL) STRICT`,
      `CREATE INDEX record_state_by_status ON record_state (site, status, occurred_at, number)`,
      `CREATE INDEX record_state_by_room ON record_state (site, room, occurred_at, number)`,
      `CREATE INDEX record_state_by_person
         ON record_state (site, responsible, occurred_at, number)`,
      `CREATE TABLE record_correction (id TEXT PRIMARY KEY,
         record_id TEXT NOT NULL REFERENCES record (id), ordinal BIGINT NOT NULL, at TEXT NOT NULL,
         by_actor TEXT NOT NULL, entry_seq BIGINT NOT NULL, UNIQUE (record_id, ordinal)) STRICT`,
      `CREATE TABLE record_void (record_id TEXT PRIMARY KEY REFERENCES record (id),
         content_id TEXT NOT NULL, at TEXT NOT NULL, by_actor TEXT NOT NULL,
         entry_seq BIGINT NOT NULL) STRICT`,
      `CREATE TABLE blob (address TEXT PRIMARY KEY, key_name TEXT NOT NULL, blind TEXT NOT NULL,
         size_bytes BIGINT NOT NULL, UNIQUE (key_name, blind)) STRICT`,
      `CREATE TABLE record_attachment (id TEXT PRIMARY KEY,
         record_id TEXT NOT NULL REFERENCES record (id), ordinal BIGINT NOT NULL,
         blob TEXT NOT NULL REFERENCES blob (address), at TEXT NOT NULL, by_actor TEXT NOT NULL,
         entry_seq BIGINT NOT NULL, UNIQUE (record_id, ordinal)) STRICT`,
      `CREATE TABLE record_link (record_id TEXT NOT NULL REFERENCES record (id), field TEXT NOT NULL,
         target TEXT NOT NULL, PRIMARY KEY (record_id, field, target)) STRICT`,
      `CREATE INDEX record_link_target ON record_link (target)`,
      `CREATE TABLE day_sign_off (site TEXT NOT NULL, day TEXT NOT NULL, person_id TEXT NOT NULL,
         at TEXT NOT NULL, content_id TEXT NOT NULL, entry_seq BIGINT NOT NULL,
         PRIMARY KEY (site, day, person_id)) STRICT`,
      `CREATE TABLE imported_row (site TEXT NOT NULL, digest TEXT NOT NULL, number TEXT NOT NULL,
         PRIMARY KEY (site, digest)) STRICT`,
    ]);
    for (const table of [
      'record',
      'record_correction',
      'record_void',
      'blob',
      'record_attachment',
      'record_link',
      'day_sign_off',
      'imported_row',
    ]) {
      await forbidChange(db, engine, table);
    }
  },
};
