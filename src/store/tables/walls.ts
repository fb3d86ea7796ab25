/** Walls (张贴处): sheets that were printed, what hangs where, and the photos that show it. */
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
  };
  /** Immutable. A photo that shows a posting on its wall. */
  posting_photo: { posting_id: string; blob: string; media_type: string };
}
