/** The evidence: nothing here is ever updated or deleted, but for the head and content by disposition. */
export interface LedgerTables {
  /** What is known of the installation itself: its id and origin, made once. */
  installation: { name: string; value: string };
  /** One leaf of the log: `leaf` is the canonical JSON that is hashed. */
  entry: {
    seq: number;
    at: string;
    kind: string;
    subject: string;
    site: string | null;
    leaf: string;
  };
  /** Hashes of complete subtrees, so that any proof is a handful of look-ups. */
  tree_node: { level: number; position: number; hash: Uint8Array };
  /** The one row that says how long the log is and what its right edge hashes to. */
  ledger_head: { id: number; size: number; frontier: Uint8Array };
  /** Signed checkpoints, as published. */
  checkpoint: { size: number; at: string; note: string };
  /** Salt and plaintext sealed under a data key; the only rows that disposition may delete. */
  content: { id: string; key_name: string; sealed: Uint8Array; entry_seq: number };
  /** Every version of the catalogue, text as filed. */
  catalogue_version: {
    version: number;
    digest: string;
    text: string;
    at: string;
    entry_seq: number;
  };
  /** The last number taken in each series of a month. */
  number_series: { site: string; series: string; month: string; last: number };
}
