import { forbidChange, type Migration, runAll } from './dialect.ts';

/** Deadlines that were missed and told of. */
export const createDeadlines: Migration = {
  name: '0010-create-deadlines',
  async up(db, engine) {
    await runAll(db, engine, [
      `CREATE TABLE deadline_missed (record_id TEXT NOT NULL REFERENCES record (id),
         rule TEXT NOT NULL, site TEXT NOT NULL, due_at TEXT NOT NULL, at TEXT NOT NULL,
         entry_seq BIGINT NOT NULL, PRIMARY KEY (record_id, rule)) STRICT`,
      `CREATE INDEX deadline_missed_by_time ON deadline_missed (site, at)`,
    ]);
    await forbidChange(db, engine, 'deadline_missed');
  },
};
