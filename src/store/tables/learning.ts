interface LearnedRow {
  person_id: string;
  policy: string;
  version: number;
  how: 'reading' | 'training';
  /** The training session by which it was learned; empty for a signed reading. */
  source: string;
  at: string;
  entry_seq: number;
}

/** Which posts people hold, which versions of policies they have learned, who was reminded. */
export interface LearningTables {
  /** The posts of the catalogue that a person holds at a site; changes are entries. */
  person_post: { person_id: string; site: string; post: string; since: string };
  /** Immutable. A person learned a version of a policy; the first way they did so stands. */
  policy_learned: LearnedRow;
  /** Immutable. What was learned by a training, and stands no longer since a result was corrected. */
  policy_unlearned: { learned_seq: number; at: string; entry_seq: number };
  /** What was learned and still stands; read only. */
  policy_known: LearnedRow;
  /** Immutable. A person was sent a reminder on a local day; at most one a day. */
  learning_reminder: { person_id: string; day: string; at: string; entry_seq: number };
}
