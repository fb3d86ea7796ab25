import { forbidChange, type Migration, runAll } from './dialect.ts';

export const createDispatch: Migration = {
  name: '0004-create-dispatch',
  async up(db, engine) {
    await runAll(db, engine, [
      `CREATE TABLE dispatch_order (id TEXT PRIMARY KEY, site TEXT NOT NULL,
         number TEXT NOT NULL UNIQUE, month TEXT NOT NULL, ordinal BIGINT NOT NULL,
         taken_at TEXT NOT NULL, taken_by TEXT NOT NULL, room TEXT, record TEXT,
         source TEXT NOT NULL, entry_seq BIGINT NOT NULL, UNIQUE (site, month, ordinal)) STRICT`,
      `CREATE INDEX dispatch_order_record ON dispatch_order (record)`,
      `CREATE TABLE dispatch_state (order_id TEXT PRIMARY KEY REFERENCES dispatch_order (id),
         status TEXT NOT NULL, void_content_id TEXT) STRICT`,
      `CREATE TABLE dispatch_copy (order_id TEXT NOT NULL REFERENCES dispatch_order (id),
         copy TEXT NOT NULL, at TEXT NOT NULL, by_actor TEXT NOT NULL, how TEXT NOT NULL,
         entry_seq BIGINT NOT NULL, PRIMARY KEY (order_id, copy)) STRICT`,
    ]);
    await forbidChange(db, engine, 'dispatch_order');
    await forbidChange(db, engine, 'dispatch_copy');
  },
};
