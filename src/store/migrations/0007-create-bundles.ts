import { forbidChange, type Migration, runAll } from './dialect.ts';

export const createBundles: Migration = {
  name: '0007-create-bundles',
  async up(db, engine) {
    await runAll(db, engine, [
      `CREATE TABLE month_seal (site TEXT NOT NULL, month TEXT NOT NULL, supplement BIGINT NOT NULL,
         sealed_at TEXT NOT NULL, plan TEXT NOT NULL, entry_seq BIGINT NOT NULL,
         PRIMARY KEY (site, month, supplement)) STRICT`,
    ]);
    await forbidChange(db, engine, 'month_seal');
  },
};
