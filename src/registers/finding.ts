/** Which check a finding comes from. */
export type FindingRule =
  | 'type'
  | 'required'
  | 'room'
  | 'signature-pair'
  | 'range'
  | 'normalised'
  | 'unknown-column'
  | 'choice'
  | 'shape'
  | 'future'
  | 'before-handover'
  | 'time-order'
  | 'month'
  | 'formula'
  | 'characters'
  | 'counted'
  | 'ragged'
  | 'duplicate-column';

/** `put-right` and `warning` are filed and said; `rejected` is not filed. */
export type Severity = 'put-right' | 'warning' | 'rejected';

/** One thing said about one value: where, what stood there, and what to type instead. */
export interface Finding {
  readonly column: string;
  readonly value: string;
  readonly rule: FindingRule;
  readonly severity: Severity;
  readonly message: string;
}
