import { z } from 'zod';
import type { Instant } from '../core/clock.ts';
import type { Month } from '../core/month.ts';
import { VersionLine } from '../policies/model.ts';
import type { RetentionClass } from '../records/rules/retention.ts';
import { MonthPolicy } from '../walls/model.ts';

/** The bags of a month, shortest retention first. */
export const bagClasses = ['y5', 'y10', 'long'] as const satisfies readonly RetentionClass[];
export type BagClass = RetentionClass;

/** A class as covers and people read it. */
export const classTitles: Readonly<Record<BagClass, string>> = {
  y5: '五年',
  y10: '十年',
  long: '长期',
};

/** What one sealing closes: a month of a site (`supplement` 0) or one of its supplements. */
export interface BindingKey {
  readonly site: string;
  readonly month: Month;
  readonly supplement: number;
}

/**
 * A binding as far as the log had grown: only entries with `seq` below `size` are bound, and those
 * below `from` were bound by the sealing before it (0 for the month itself).
 */
export interface Scope extends BindingKey {
  readonly from: number;
  readonly size: number;
}

/** Something that should be put right before the month is sealed, with what it concerns. */
export interface Blocker {
  readonly code:
    | 'day-unsigned'
    | 'order-not-returned'
    | 'order-number-missing'
    | 'access-request-open'
    | 'matter-unanswered';
  readonly title: string;
  /** Days, order numbers, ranges of numbers, rooms or record numbers. */
  readonly subjects: readonly string[];
}

/** A month before its sealing: what it holds and what stands in the way. */
export interface MonthDraft {
  readonly site: string;
  readonly month: Month;
  readonly supplement: number;
  readonly records: number;
  readonly corrections: number;
  readonly attachments: number;
  readonly orders: number;
  readonly blockers: readonly Blocker[];
}

const Exception = z.strictObject({
  code: z.string(),
  title: z.string(),
  reason: z.string(),
  subjects: z.array(z.string()),
});
/** A blocker that was still there when the month was sealed, and why it was sealed all the same. */
export type Exception = z.infer<typeof Exception>;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What the seal states of a bag: its payload manifests, and the tag files settled before it. */
const BagSeal = z.strictObject({
  sha256: Sha256,
  sha512: z.string().regex(/^[0-9a-f]{128}$/),
  tags: z.record(z.string(), Sha256).describe('SHA-256 of README.txt, bag-info.txt, verify.mjs'),
});
export type BagSeal = z.infer<typeof BagSeal>;

/** A policy in force in the month, with its walls at the end of it; the texts are in the store. */
const PolicyInForce = MonthPolicy.extend({ versions: z.array(VersionLine) });
export type PolicyInForce = z.infer<typeof PolicyInForce>;

/**
 * Everything besides the log that a rebuild needs to give the same bytes: what may change later
 * (names, settings, states) as it stood at the sealing.
 */
export const SealPlan = z.strictObject({
  schema: z.literal('anjuan-seal/1'),
  site: z.string(),
  month: z.string(),
  supplement: z.number().int().nonnegative(),
  from: z.number().int().nonnegative().describe('entries below this were bound before'),
  size: z.number().int().nonnegative().describe('entries below this are bound'),
  sealedAt: z.string(),
  sealers: z.array(z.string()).min(1),
  catalogueVersion: z.number().int(),
  names: z.record(z.string(), z.string()).describe('actor → name at the sealing'),
  exceptions: z.array(Exception),
  policies: z.array(PolicyInForce),
  foundInIndex: z
    .array(z.string())
    .describe('numbers of records that the text index found by a personal value'),
  bags: z.partialRecord(z.enum(bagClasses), BagSeal),
});
export type SealPlan = z.infer<typeof SealPlan>;

/** A plan before its bags are built; what building them finds out is still missing. */
export type OpenPlan = Omit<SealPlan, 'bags' | 'foundInIndex'> &
  Pick<Partial<SealPlan>, 'foundInIndex'>;

/** A sealed month or supplement, as it was written. */
export interface MonthSeal extends BindingKey {
  readonly sealedAt: Instant;
  readonly plan: SealPlan;
  readonly entrySeq: number;
}

/** How far a binding has come, in real counts. */
export interface BindProgress {
  readonly step: string;
  readonly done: number;
  readonly total: number;
}
export type ReportProgress = (progress: BindProgress) => void;

/** A bag as it lies in the home. */
export interface BagFile {
  readonly class: BagClass;
  readonly file: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** What a finished binding gives back. */
export interface BoundMonth extends BindingKey {
  /** `sealed` now, `rebuilt` from its seal, or `complete`: everything was there already. */
  readonly outcome: 'sealed' | 'rebuilt' | 'complete';
  readonly folder: string;
  readonly bags: readonly BagFile[];
  readonly exceptions: readonly Exception[];
  readonly fingerprint: string;
}
