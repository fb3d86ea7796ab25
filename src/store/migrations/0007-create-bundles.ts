import { forbidChange, type Migration, runAll } from './dialect.ts';

export const createBundles: Migration = {
  name: '0007-create-bundles',
  async up(db, engine) {
    await runAll(db, engine, [
      `CREATE TABLE month_seal (site TEXT NOT NULL, month TEXT NOT NULL, supplement BIGINT NOT NULL,
         sealed_at TEXT NOT NULL, size BIGINT NOT NULL, plan TEXT NOT NULL,
         entry_seq BIGINT NOT NULL, PRIMARY KEY (site, month, supplement)) STRICT`,
      `CREATE TABLE month_seal_proposal (id TEXT PRIMARY KEY, site TEXT NOT NULL,
         month TEXT NOT NULL, supplement BIGINT NOT NULL, proposed_by TEXT NOT NULL,
         proposed_at TEXT NOT NULL, entry_seq BIGINT NOT NULL) STRICT`,
      `CREATE INDEX month_seal_proposal_month ON month_seal_proposal (site, month, supplement)`,
    ]);
    await forbidChange(db, engine, 'month_seal');
    await forbidChange(db, engine, 'month_seal_proposal');
  },
};
