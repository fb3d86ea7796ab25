/** Promised times that were broken. */
export interface DeadlineTables {
  /** Immutable. A record's promise that was overdue, escalated once; `rule` is the rule's code. */
  deadline_missed: {
    record_id: string;
    rule: string;
    site: string;
    due_at: string;
    at: string;
    entry_seq: number;
  };
}
