/** Owner archives (业主档案): households, their papers, and who asked to look. */
export interface ArchiveTables {
  /**
   * Immutable. One archive for each owner of a room; a change of owner closes it and opens the next.
   *
   * Nothing personal stands here: every column of the household list lies sealed in `content`.
   */
  household: {
    id: string;
    site: string;
    room: string;
    /** 1 for the first owner known, 2 after a change of owner. */
    ordinal: number;
    opened_at: string;
    /** The day of hand-over (入伙日期) as first listed. */
    handover_on: string | null;
    content_id: string;
    /** A keyed hash of the row as first listed, which nobody can guess names from. */
    row_digest: string;
    entry_seq: number;
  };
  /** What is known of a household now: the content of its newest revision. */
  household_state: {
    household_id: string;
    content_id: string;
    row_digest: string;
    revision: number;
    handover_on: string | null;
    closed_at: string | null;
  };
  /** Immutable. A paper of an archive, as filed; the same lies sealed under its id. */
  archive_document: {
    id: string;
    site: string;
    /** Which of the document types (资料序号). */
    type_order: number;
    title: string;
    dated_on: string | null;
    pages: number | null;
    filed_at: string;
    entry_seq: number;
  };
  /** Where a paper is: in which archive, at which place of its type, and with whom. */
  archive_document_state: {
    document_id: string;
    household_id: string;
    site: string;
    room: string;
    type_order: number;
    /** Its place among the papers of that type. */
    ordinal: number;
    custody: string;
    shelf: string | null;
    row_digest: string;
  };
  /** Immutable. Someone asks to know something from an archive. Content: { purpose, reason }. */
  access_request: {
    id: string;
    site: string;
    room: string;
    household_id: string;
    asked_by: string;
    asked_at: string;
    /** JSON list of the household columns asked for. */
    fields: string;
    minutes: number;
    content_id: string;
    entry_seq: number;
  };
  access_request_state: {
    request_id: string;
    status: 'requested' | 'approved' | 'refused' | 'looked' | 'relayed' | 'heard';
    decided_by: string | null;
    decided_at: string | null;
    /** Content: { reason } of a refusal. */
    decision_content_id: string | null;
    looked_by: string | null;
    looked_at: string | null;
  };
}
