import { forbidChange, type Migration, runAll } from './dialect.ts';

/** Nothing of a training is ever written over: what follows is a row of its own. */
const evidence = [
  'training_series',
  'training_series_policy',
  'training_material',
  'training_paper',
  'training_session',
  'training_session_policy',
  'training_expected',
  'training_attendance',
  'training_answer',
  'training_score',
  'training_closing',
  'training_cancelling',
  'training_correction',
];

export const createTraining: Migration = {
  name: '0017-create-training',
  async up(db, engine) {
    await runAll(db, engine, [
      `CREATE TABLE training_series (id TEXT PRIMARY KEY, site TEXT NOT NULL, class TEXT NOT NULL,
         title TEXT NOT NULL, minutes BIGINT NOT NULL, added_by TEXT NOT NULL,
         added_at TEXT NOT NULL, entry_seq BIGINT NOT NULL) STRICT`,
      `CREATE TABLE training_series_policy (
         series_id TEXT NOT NULL REFERENCES training_series (id),
         policy TEXT NOT NULL REFERENCES policy (code), PRIMARY KEY (series_id, policy)) STRICT`,
      `CREATE TABLE training_session (id TEXT PRIMARY KEY, site TEXT NOT NULL,
         series_id TEXT NOT NULL REFERENCES training_series (id), starts_at TEXT NOT NULL,
         minutes BIGINT NOT NULL, trainer TEXT NOT NULL REFERENCES person (id),
         place TEXT NOT NULL, topic TEXT, repeats TEXT REFERENCES training_session (id),
         planned_by TEXT NOT NULL, planned_at TEXT NOT NULL, entry_seq BIGINT NOT NULL) STRICT`,
      `CREATE INDEX training_session_start ON training_session (site, starts_at)`,
      `CREATE TABLE training_session_policy (
         session_id TEXT NOT NULL REFERENCES training_session (id),
         policy TEXT NOT NULL REFERENCES policy (code), PRIMARY KEY (session_id, policy)) STRICT`,
      `CREATE TABLE training_expected (
         session_id TEXT NOT NULL REFERENCES training_session (id),
         person_id TEXT NOT NULL REFERENCES person (id),
         PRIMARY KEY (session_id, person_id)) STRICT`,
      `CREATE INDEX training_expected_person ON training_expected (person_id)`,
      `CREATE TABLE training_material (id TEXT PRIMARY KEY,
         series_id TEXT NOT NULL REFERENCES training_series (id),
         session_id TEXT REFERENCES training_session (id), kind TEXT NOT NULL, text TEXT NOT NULL,
         blob TEXT REFERENCES blob (address), file_name TEXT, media_type TEXT,
         written_by TEXT NOT NULL, written_at TEXT NOT NULL, entry_seq BIGINT NOT NULL) STRICT`,
      `CREATE TABLE training_paper (id TEXT PRIMARY KEY,
         series_id TEXT NOT NULL REFERENCES training_series (id),
         session_id TEXT REFERENCES training_session (id), questions TEXT NOT NULL,
         points BIGINT NOT NULL, pass_mark BIGINT NOT NULL, written_by TEXT NOT NULL,
         written_at TEXT NOT NULL, entry_seq BIGINT NOT NULL) STRICT`,
      `CREATE TABLE training_attendance (
         session_id TEXT NOT NULL REFERENCES training_session (id),
         person_id TEXT NOT NULL REFERENCES person (id), how TEXT NOT NULL, at TEXT NOT NULL,
         by_actor TEXT NOT NULL, entry_seq BIGINT NOT NULL,
         PRIMARY KEY (session_id, person_id)) STRICT`,
      `CREATE INDEX training_attendance_person ON training_attendance (person_id)`,
      `CREATE TABLE training_answer (session_id TEXT NOT NULL REFERENCES training_session (id),
         person_id TEXT NOT NULL REFERENCES person (id),
         paper_id TEXT NOT NULL REFERENCES training_paper (id), answers TEXT NOT NULL,
         at TEXT NOT NULL, entry_seq BIGINT NOT NULL, PRIMARY KEY (session_id, person_id)) STRICT`,
      `CREATE TABLE training_score (session_id TEXT NOT NULL REFERENCES training_session (id),
         person_id TEXT NOT NULL REFERENCES person (id),
         paper_id TEXT NOT NULL REFERENCES training_paper (id), points BIGINT,
         marked_by TEXT NOT NULL, at TEXT NOT NULL, entry_seq BIGINT NOT NULL,
         PRIMARY KEY (session_id, person_id)) STRICT`,
      `CREATE TABLE training_closing (
         session_id TEXT PRIMARY KEY REFERENCES training_session (id), summary TEXT NOT NULL,
         plan_id TEXT NOT NULL REFERENCES training_material (id),
         notes_id TEXT NOT NULL REFERENCES training_material (id),
         paper_id TEXT NOT NULL REFERENCES training_paper (id), closed_by TEXT NOT NULL,
         closed_at TEXT NOT NULL, entry_seq BIGINT NOT NULL) STRICT`,
      `CREATE TABLE training_cancelling (
         session_id TEXT PRIMARY KEY REFERENCES training_session (id), reason TEXT NOT NULL,
         cancelled_by TEXT NOT NULL, cancelled_at TEXT NOT NULL, entry_seq BIGINT NOT NULL) STRICT`,
      `CREATE TABLE training_correction (id TEXT PRIMARY KEY,
         session_id TEXT NOT NULL REFERENCES training_session (id),
         person_id TEXT REFERENCES person (id), what TEXT NOT NULL, was TEXT, becomes TEXT,
         reason TEXT NOT NULL, corrected_by TEXT NOT NULL, corrected_at TEXT NOT NULL,
         entry_seq BIGINT NOT NULL) STRICT`,
      `CREATE INDEX training_correction_session ON training_correction (session_id, corrected_at)`,
    ]);
    for (const table of evidence) await forbidChange(db, engine, table);
  },
};
