import { sql } from 'kysely';
import { forbidChange, type Migration, runAll } from './dialect.ts';

/** Who has learned which version, where people can be reached, and which posts they hold. */
export const createLearning: Migration = {
  name: '0012-create-learning',
  async up(db, engine) {
    await runAll(db, engine, [
      `ALTER TABLE person ADD COLUMN email TEXT`,
      `ALTER TABLE person ADD COLUMN rehired_at TEXT`,
      `CREATE TABLE person_post (person_id TEXT NOT NULL REFERENCES person (id), site TEXT NOT NULL,
         post TEXT NOT NULL, since TEXT NOT NULL, PRIMARY KEY (person_id, site, post)) STRICT`,
      `CREATE TABLE policy_learned (person_id TEXT NOT NULL REFERENCES person (id),
         policy TEXT NOT NULL, version BIGINT NOT NULL, how TEXT NOT NULL, source TEXT NOT NULL,
         at TEXT NOT NULL, entry_seq BIGINT PRIMARY KEY,
         FOREIGN KEY (policy, version) REFERENCES policy_version (policy, version)) STRICT`,
      `CREATE INDEX policy_learned_person ON policy_learned (person_id, policy, version)`,
      `CREATE INDEX policy_learned_version ON policy_learned (policy, version)`,
      `CREATE TABLE policy_unlearned (learned_seq BIGINT PRIMARY KEY
         REFERENCES policy_learned (entry_seq), at TEXT NOT NULL, entry_seq BIGINT NOT NULL) STRICT`,
      `CREATE VIEW policy_known AS SELECT * FROM policy_learned AS learned WHERE NOT EXISTS
         (SELECT 1 FROM policy_unlearned AS undone WHERE undone.learned_seq = learned.entry_seq)`,
      `CREATE TABLE learning_reminder (person_id TEXT NOT NULL REFERENCES person (id),
         day TEXT NOT NULL, at TEXT NOT NULL, entry_seq BIGINT NOT NULL,
         PRIMARY KEY (person_id, day)) STRICT`,
    ]);
    // Whoever was brought back before there was a column for it was hired again at that entry.
    await sql`UPDATE person SET rehired_at = (SELECT max(entry.at) FROM entry
      WHERE entry.subject = person.id AND entry.kind = 'person.reactivated')`.execute(db);
    for (const table of ['policy_learned', 'policy_unlearned', 'learning_reminder']) {
      await forbidChange(db, engine, table);
    }
  },
};
