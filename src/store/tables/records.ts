/** Records: what never changes in `record`, what may in `record_state`. */
export interface RecordTables {
  /** Immutable. The content (fields, room) lies sealed under the id in `content`. */
  record: {
    id: string;
    site: string;
    number: string;
    category: string;
    /** The catalogue version the record was filed under. */
    catalogue_version: number;
    month: string;
    occurred_at: string;
    /** `minute` or `day`: how precise the time of occurrence is. */
    precision: string;
    filed_at: string;
    filed_by: string;
    /** `desk` or `import`. */
    source: string;
    /** The room as filed, in its canonical spelling. */
    room: string | null;
    /** Retention class: `y5`, `y10` or `long`; with the years that applied at filing. */
    class: string;
    retention_years: number | null;
    /** Filed for a month already sealed: 1 for the first supplement. */
    supplement: number;
    entry_seq: number;
  };
  /** What may change, beside copies of what lists are narrowed and ordered by. */
  record_state: {
    record_id: string;
    site: string;
    occurred_at: string;
    number: string;
    /** The room as it now reads, after corrections. */
    room: string | null;
    /** Keyed hash of who answers for the record (责任者), for exact match. */
    responsible: string | null;
    status: 'open' | 'closed' | 'void';
    closed_at: string | null;
    /** The period that applies now: as at filing, or longer if the category's was raised since. */
    kept_years: number | null;
    retained_through: string | null;
    /** The newest correction, whose content holds the fields as they now read. */
    corrections: number;
  };
  /** Immutable. Content: { reason, changes: { [field]: { from, to } }, fields (as they now read) }. */
  record_correction: {
    id: string;
    record_id: string;
    ordinal: number;
    at: string;
    by_actor: string;
    entry_seq: number;
  };
  /** Immutable. Content: { reason, approver, approverId }. */
  record_void: {
    record_id: string;
    content_id: string;
    at: string;
    by_actor: string;
    entry_seq: number;
  };
  /** Immutable. The bytes lie sealed in `files/`; content: { name, mediaType, sha256, sizeBytes }. */
  record_attachment: {
    id: string;
    record_id: string;
    ordinal: number;
    blob: string;
    at: string;
    by_actor: string;
    entry_seq: number;
  };
  /** Immutable. One stored file, known by the digest of its stored bytes; `blind` finds a duplicate. */
  blob: { address: string; key_name: string; blind: string; size_bytes: number };
  /** Immutable. A record names another record or an order. */
  record_link: { record_id: string; field: string; target: string };
  /** Immutable. One signature a site, day and reviewer. Content: { counts, remark }. */
  day_sign_off: {
    site: string;
    day: string;
    person_id: string;
    at: string;
    content_id: string;
    entry_seq: number;
  };
  /** Immutable. A keyed hash of each imported row's digest, so that it files nothing twice. */
  imported_row: { site: string; digest: string; number: string };
}
