import type { BagEvidence } from './evidence.ts';

/** The four properties. Source: DA/T 70. */
export type Property = 'authenticity' | 'integrity' | 'usability' | 'security';

export const propertyTitles: Readonly<Record<Property, string>> = {
  authenticity: '真实性',
  integrity: '完整性',
  usability: '可用性',
  security: '安全性',
};

/** What one check saw: how many things, what is wrong, and what was excepted at the sealing. */
export interface Outcome {
  readonly checked: number;
  readonly faults: readonly string[];
  readonly excepted?: readonly string[];
}

/** One check of a bag; `undefined` where it has nothing to look at. */
export interface Check {
  readonly code: string;
  readonly property: Property;
  readonly name: string;
  /** What is compared with what. */
  readonly how: string;
  /** Whether a fault keeps the bag from being sealed; if not, it is reported and sealed. */
  readonly blocking: boolean;
  run(evidence: BagEvidence): Promise<Outcome | undefined>;
}

/** A check with its outcome, as the report carries it. */
export interface CheckedRow {
  readonly code: string;
  readonly property: Property;
  readonly name: string;
  readonly how: string;
  readonly blocking: boolean;
  readonly checked: number;
  readonly passed: boolean | null;
  readonly faults: readonly string[];
  readonly excepted: readonly string[];
}

/** Runs one check. */
export async function runCheck(check: Check, evidence: BagEvidence): Promise<CheckedRow> {
  const { code, property, name, how, blocking } = check;
  const outcome = await check.run(evidence);
  return {
    code,
    property,
    name,
    how,
    blocking,
    checked: outcome?.checked ?? 0,
    passed: outcome === undefined ? null : outcome.faults.length === 0,
    faults: outcome?.faults ?? [],
    excepted: outcome?.excepted ?? [],
  };
}
