/** Trainings (培训). Every row is immutable: a later one stands beside it, never in its place. */
export interface TrainingTables {
  /** A training with a plan and lesson notes, for one hour or many. */
  training_series: {
    id: string;
    site: string;
    class: 'law' | 'weekly' | 'system';
    title: string;
    minutes: number;
    added_by: string;
    added_at: string;
    entry_seq: number;
  };
  training_series_policy: { series_id: string; policy: string };
  /** One hour that is to be held. */
  training_session: {
    id: string;
    site: string;
    series_id: string;
    starts_at: string;
    minutes: number;
    /** A person's id. */
    trainer: string;
    place: string;
    topic: 'safety' | 'procedure' | 'difficult' | 'proposal' | null;
    /** The session whose hour is held again for another shift. */
    repeats: string | null;
    planned_by: string;
    planned_at: string;
    entry_seq: number;
  };
  training_session_policy: { session_id: string; policy: string };
  training_expected: { session_id: string; person_id: string };
  /** A plan or lesson notes, for a series or one session of it; the newest one counts. */
  training_material: {
    id: string;
    series_id: string;
    session_id: string | null;
    kind: 'plan' | 'notes';
    text: string;
    blob: string | null;
    file_name: string | null;
    media_type: string | null;
    written_by: string;
    written_at: string;
    entry_seq: number;
  };
  /** Exam questions with their right answers, as JSON. */
  training_paper: {
    id: string;
    series_id: string;
    session_id: string | null;
    questions: string;
    points: number;
    pass_mark: number;
    written_by: string;
    written_at: string;
    entry_seq: number;
  };
  training_attendance: {
    session_id: string;
    person_id: string;
    how: 'own-screen' | 'own-password' | 'by-name';
    at: string;
    by_actor: string;
    entry_seq: number;
  };
  training_answer: {
    session_id: string;
    person_id: string;
    paper_id: string;
    answers: string;
    at: string;
    entry_seq: number;
  };
  /** `points` null: did not sit the exam. */
  training_score: {
    session_id: string;
    person_id: string;
    paper_id: string;
    points: number | null;
    marked_by: string;
    at: string;
    entry_seq: number;
  };
  /** The summary, signed: from here on there are corrections only. */
  training_closing: {
    session_id: string;
    summary: string;
    plan_id: string;
    notes_id: string;
    paper_id: string;
    closed_by: string;
    closed_at: string;
    entry_seq: number;
  };
  training_cancelling: {
    session_id: string;
    reason: string;
    cancelled_by: string;
    cancelled_at: string;
    entry_seq: number;
  };
  /** What was put right, with the reason; what was kept first stays. */
  training_correction: {
    id: string;
    session_id: string;
    person_id: string | null;
    what: 'attendance' | 'score' | 'summary';
    was: string | null;
    becomes: string | null;
    reason: string;
    corrected_by: string;
    corrected_at: string;
    entry_seq: number;
  };
}
