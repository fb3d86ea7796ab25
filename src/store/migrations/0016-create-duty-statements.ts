import { type Migration, runAll } from './dialect.ts';

/**
 * Which post a policy is the duty statement of. What stands here is how it is now: each change is an
 * entry of the ledger, and a tie that was made by mistake is taken off again.
 */
export const createDutyStatements: Migration = {
  name: '0016-create-duty-statements',
  async up(db, engine) {
    await runAll(db, engine, [
      `CREATE TABLE policy_post (policy TEXT PRIMARY KEY REFERENCES policy (code),
         post TEXT NOT NULL) STRICT`,
      `CREATE INDEX policy_post_post ON policy_post (post)`,
    ]);
  },
};
