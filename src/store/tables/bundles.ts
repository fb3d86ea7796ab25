/** Months that were bound. */
export interface BundleTables {
  /**
   * Immutable. A sealed month of a site (`supplement` 0) or one of its supplements (1, 2, …).
   *
   * `plan` is canonical JSON: everything besides the log that a rebuild needs to give the same
   * bytes (time, sealers, names, exceptions, manifest digests of each bag). Entries with a `seq`
   * below `size` are bound.
   */
  month_seal: {
    site: string;
    month: string;
    supplement: number;
    sealed_at: string;
    size: number;
    plan: string;
    entry_seq: number;
  };
  /**
   * Immutable. The first of two signatures under a sealing; the second one seals.
   *
   * Content under the id: { reasons }.
   */
  month_seal_proposal: {
    id: string;
    site: string;
    month: string;
    supplement: number;
    proposed_by: string;
    proposed_at: string;
    entry_seq: number;
  };
}
