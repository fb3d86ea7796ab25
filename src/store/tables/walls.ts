/** Walls (张贴处): sheets that were printed, what hangs where, and what was found there. */
export interface WallTables {
  /** Immutable. One printed sheet: which version it shows and where it belongs. */
  poster_print: {
    /** What the sheet's code begins with, and what people read off it. */
    id: string;
    site: string;
    place: string;
    policy: string;
    version: number;
    size: string;
    /** `whole`, or `prices`: the price list alone. */
    part: string;
    printed_by: string;
    printed_at: string;
    entry_seq: number;
  };
  /** Immutable. A version hung at a posting place. */
  posting: {
    id: string;
    site: string;
    place: string;
    policy: string;
    version: number;
    posted_at: string;
    posted_by: string;
    entry_seq: number;
    /** The very sheet, where it is known. */
    print_id: string | null;
  };
  /** Immutable. A photo that shows a posting on its wall. */
  posting_photo: {
    posting_id: string;
    blob: string;
    media_type: string;
    /** 1 when the same file had been evidence before. */
    used_before: number;
    /** When the camera says that it was taken. */
    taken_at: string | null;
  };
  /** Immutable. What somebody found of a sheet at a place. */
  posting_check: {
    id: string;
    site: string;
    /** Where they stood. */
    place: string;
    policy: string;
    /** The posting that the check is of, where there is one. */
    posting_id: string | null;
    /** The very sheet, where its code was scanned. */
    print_id: string | null;
    /** `good`, `damaged`, `missing`, or `elsewhere`: a sheet of another place, or its copy. */
    found: string;
    photo: string | null;
    media_type: string | null;
    used_before: number;
    taken_at: string | null;
    checked_by: string;
    checked_at: string;
    entry_seq: number;
  };
  /** Immutable. A plan or photo of a posting place; the newest one is shown. */
  place_picture: {
    id: string;
    site: string;
    place: string;
    kind: 'plan' | 'photo';
    blob: string;
    media_type: string;
    added_by: string;
    added_at: string;
    entry_seq: number;
  };
}
