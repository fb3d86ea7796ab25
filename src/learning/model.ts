import { z } from 'zod';
import type { Instant } from '../core/clock.ts';
import type { LocalDate } from '../core/month.ts';
import type { Standing } from './rules.ts';

/** How a version was learned: by reading it and signing, or in a training with a passed exam. */
export type WayOfLearning = 'reading' | 'training';

/** The one fact of learning: a person learned a version of a policy. */
export interface Learned {
  readonly person: string;
  readonly code: string;
  readonly version: number;
  readonly how: WayOfLearning;
  /** The training session; empty for a signed reading. */
  readonly source: string;
}

const readings = z
  .array(
    z.strictObject({
      code: z.string().trim().toUpperCase().max(20).meta({ title: '制度编号', example: 'ZD-04' }),
      version: z.number().int().positive().meta({ title: '版本号', example: 2 }),
      sha256: z
        .string()
        .regex(/^sha256:[0-9a-f]{64}$/, '须为 sha256: 加 64 位十六进制')
        .meta({ title: '正文摘要', description: '所读正文的 SHA-256' }),
    }),
  )
  .min(1, '请至少读一项')
  .max(100);

/** Signs that some texts were read and understood: the very texts whose digests are given. */
export const SignReadings = z.strictObject({ readings }).meta({ title: '阅读签字' });
export type SignReadings = z.infer<typeof SignReadings>;

/** A text that somebody has still to learn. */
export interface OwedText {
  readonly code: string;
  readonly title: string;
  readonly version: number;
  /** The version of it that they know, if any. */
  readonly knows: number | null;
  readonly since: LocalDate;
  readonly dueOn: LocalDate;
  readonly isBehind: boolean;
}

/** A text that is published and not yet in force, and may be read ahead. */
export interface ComingText {
  readonly code: string;
  readonly title: string;
  readonly version: number;
  readonly inForceFrom: LocalDate;
}

/** A text that was learned. */
export interface LearnedText {
  readonly code: string;
  readonly title: string;
  readonly version: number;
  readonly at: Instant;
  readonly how: WayOfLearning;
  readonly source: string;
  readonly seq: number;
  /** Whether it is the version in force. */
  readonly isCurrent: boolean;
}

/** What one person has learned and has still to learn. */
export interface PersonLearning {
  readonly person: { readonly id: string; readonly username: string; readonly name: string };
  readonly active: boolean;
  readonly on: LocalDate;
  /** Of so many texts in force that are theirs … */
  readonly applies: number;
  /** … so many are learned. */
  readonly current: number;
  /** The longest owed first. */
  readonly owed: readonly OwedText[];
  readonly coming: readonly ComingText[];
  /** Every version ever learned, the newest first. */
  readonly learned: readonly LearnedText[];
}

/** What narrows the matrix. */
export const MatrixFilter = z.strictObject({
  site: z.string().max(8).optional(),
  post: z.string().max(60).optional(),
  department: z.string().max(60).optional(),
  policy: z.string().trim().toUpperCase().max(20).optional(),
  behind: z.boolean().optional(),
});
export type MatrixFilter = z.infer<typeof MatrixFilter>;

/** One cell: where somebody stands, and when they learned what is in force. */
export type MatrixCell = Standing & { readonly at?: Instant; readonly how?: WayOfLearning };

/** How many have learned, of how many who should. */
export interface LearnedShare {
  readonly applies: number;
  readonly learned: number;
  readonly behind: number;
}

/** A column: a policy with the version in force. */
export interface MatrixPolicy extends LearnedShare {
  readonly code: string;
  readonly title: string;
  readonly version: number;
  readonly inForceFrom: LocalDate;
  readonly post: string | null;
}

/** A row: a person, with a cell for each policy, in their order. */
export interface MatrixPerson extends LearnedShare {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly hasEmail: boolean;
  readonly posts: readonly { readonly site: string; readonly post: string }[];
  readonly cells: readonly MatrixCell[];
}

/** Person × policy. */
export interface LearningMatrix extends LearnedShare {
  readonly at: Instant;
  readonly on: LocalDate;
  readonly withinDays: number;
  readonly filter: MatrixFilter;
  readonly sites: readonly string[];
  readonly policies: readonly MatrixPolicy[];
  /** In force, and owed by nobody asked for: duty statements of posts that nobody of them holds. */
  readonly unowed: readonly { readonly code: string; readonly title: string }[];
  /** Those who are behind with most first, then those who owe most. */
  readonly people: readonly MatrixPerson[];
}

/** Whom to remind: all who are behind and in the asker's sites, or those named. */
export const RemindLearners = z
  .strictObject({ people: z.array(z.string().max(64)).min(1).max(1_000).optional() })
  .meta({ title: '发学习提醒' });
export type RemindLearners = z.infer<typeof RemindLearners>;

/** What became of reminding, by user names: written to, without an address, reminded today before. */
export type Reminded = {
  readonly sent: string[];
  readonly withoutEmail: string[];
  readonly before: string[];
  /** Named, but not behind. */
  readonly notBehind: string[];
};
