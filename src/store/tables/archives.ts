/** Owner archives (业主档案): households, their papers, and who asked to look. */
export interface ArchiveTables {
  /**
   * One archive for each owner of a room; a change of owner closes it and opens the next.
   *
   * Content under `content_id`: every column of the household list. Nothing personal stands here.
   */
  household: {
    id: string;
    site: string;
    room: string;
    /** 1 for the first owner known, 2 after a change of owner. */
    ordinal: number;
    opened_at: string;
    handover_on: string | null;
    content_id: string;
    row_digest: string;
    entry_seq: number;
  };
  /** A paper of an archive. Content under its id: { note } where there is one. */
  archive_document: {
    id: string;
    household_id: string;
    site: string;
    room: string;
    /** Which of the 19 document types. */
    type_order: number;
    /** Its place among the papers of that type. */
    ordinal: number;
    title: string;
    dated_on: string | null;
    pages: number | null;
    custody: string;
    shelf: string | null;
    row_digest: string;
    entry_seq: number;
  };
  /** Someone asks to know something from an archive. Content: { reason, purpose }. */
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
    status: 'requested' | 'approved' | 'refused' | 'looked';
    decided_by: string | null;
    decided_at: string | null;
    decision_content_id: string | null;
    looked_by: string | null;
    looked_at: string | null;
  };
}
