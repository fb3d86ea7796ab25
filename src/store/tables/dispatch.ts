/** Dispatch orders (派工单): the number never changes, what became of it does. */
export interface DispatchTables {
  /** Immutable. Content under the id: { matter, department, engineer }. */
  dispatch_order: {
    id: string;
    site: string;
    number: string;
    month: string;
    ordinal: number;
    taken_at: string;
    taken_by: string;
    room: string | null;
    /** The number of the record it serves. */
    record: string | null;
    /** `desk`, or `import` for a number given by an old register. */
    source: string;
    entry_seq: number;
  };
  dispatch_state: {
    order_id: string;
    status: 'issued' | 'done' | 'void';
    /** Content: { reason, approver } of the void. */
    void_content_id: string | null;
  };
  /** Immutable. One copy handed out or checked in; copy is owner | finance | service | engineering. */
  dispatch_copy: {
    order_id: string;
    copy: string;
    at: string;
    by_actor: string;
    /** `checked-in`, or `transcribed` from an old register. */
    how: string;
    entry_seq: number;
  };
}
