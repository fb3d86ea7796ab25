/** What may be lost or repeated without harm: the only tables `store.scratch` can write. */
export interface ScratchTables {
  session: {
    token_digest: string;
    person_id: string;
    opened_at: string;
    seen_at: string;
    expires_at: string;
  };
  /** Answers to writes already done, by the key the client sent with them. */
  idempotency: {
    actor: string;
    key: string;
    request_digest: string;
    response: string;
    at: string;
  };
  /** What still has to happen after a commit: mail, finder, second copy. */
  outbox: {
    id: string;
    kind: string;
    payload: string;
    due_at: string;
    attempts: number;
    done_at: string | null;
    last_error: string | null;
  };
  /** Long work, once for each (kind, period), with its progress. */
  job: {
    kind: string;
    period: string;
    state: string;
    step: string;
    done: number;
    total: number;
    detail: string | null;
    started_at: string;
    updated_at: string;
  };
  /** What was typed and not yet filed; sealed, since it may name people. */
  draft: {
    id: string;
    /** Null where the sign-in had ended and nobody knows whose it is but who holds its id. */
    person_id: string | null;
    form: string;
    sealed: Uint8Array;
    saved_at: string;
  };
  /** How a person likes the pages. */
  preference: { person_id: string; lang: string; density: string; shortcuts: number };
  /** A search kept under a name; `query` is the address behind the question mark. */
  saved_search: {
    id: string;
    person_id: string;
    title: string;
    query: string;
    saved_at: string;
  };
}
