/** Months that were bound. */
export interface BundleTables {
  /**
   * Immutable. A sealed month of a site (`supplement` 0) or one of its supplements (1, 2, …).
   *
   * `plan` is canonical JSON: everything a rebuild needs to give the same bytes (time, sealers,
   * exceptions, the last entry it covers, the checkpoint it carries, manifest digests of each bag).
   */
  month_seal: {
    site: string;
    month: string;
    supplement: number;
    sealed_at: string;
    plan: string;
    entry_seq: number;
  };
}
