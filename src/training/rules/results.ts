import type { Instant } from '../../core/clock.ts';
import type { TrainingPart, WayOfSigningIn } from '../model/words.ts';

/** One thing that was put right. */
export interface Correction {
  readonly id: string;
  readonly person: string | null;
  readonly what: 'attendance' | 'score' | 'summary';
  readonly was: string | null;
  readonly becomes: string | null;
  readonly reason: string;
  readonly by: string;
  readonly at: Instant;
}

/** A sign-in as it was kept. */
export interface SignIn {
  readonly person: string;
  readonly how: WayOfSigningIn;
  readonly at: Instant;
  readonly by: string;
}

/** A score as it was kept; `points` null: did not sit the exam. */
export interface Score {
  readonly person: string;
  readonly points: number | null;
  readonly by: string;
  readonly at: Instant;
}

/** What was kept of a session, in the order in which it was kept. */
export interface KeptResults {
  readonly expected: readonly string[];
  readonly signIns: readonly SignIn[];
  readonly scores: readonly Score[];
  readonly corrections: readonly Correction[];
}

/** How one person stands in one session, with every correction taken in. */
export interface PersonResult {
  readonly person: string;
  readonly expected: boolean;
  readonly signIn: SignIn | undefined;
  readonly present: boolean;
  /** Undefined: not marked yet. Null: did not sit the exam. */
  readonly score: number | null | undefined;
  readonly firstScore: number | null | undefined;
  readonly corrections: readonly Correction[];
}

/** Everybody who was expected or came, with what stands now. */
export function resultsOf(kept: KeptResults): PersonResult[] {
  const people = new Set([
    ...kept.expected,
    ...kept.signIns.map(({ person }) => person),
    ...kept.corrections.flatMap(({ person }) => (person === null ? [] : [person])),
  ]);
  return [...people].map((person) => resultOf(kept, person));
}

/** How one person stands. */
export function resultOf(kept: KeptResults, person: string): PersonResult {
  const signIn = kept.signIns.find((one) => one.person === person);
  const firstScore = kept.scores.find((one) => one.person === person)?.points;
  const corrections = kept.corrections.filter((one) => one.person === person);
  let present = signIn !== undefined;
  let score = firstScore;
  for (const { what, becomes } of corrections) {
    if (what === 'attendance') present = becomes === 'present';
    if (what === 'score') score = becomes === null ? null : Number(becomes);
  }
  const expected = kept.expected.includes(person);
  return { person, expected, signIn, present, score, firstScore, corrections };
}

/** Whether somebody came and reached the pass mark. */
export function hasPassed(
  { present, score }: Pick<PersonResult, 'present' | 'score'>,
  passMark: number | undefined,
): boolean {
  return present && passMark !== undefined && typeof score === 'number' && score >= passMark;
}

/**
 * Which of the five parts are missing. Everybody who came must be marked, and somebody must have
 * sat the exam.
 *
 * Source: C-5.1, C-5.2, TRN-01.
 */
export function missingParts(session: {
  readonly hasPlan: boolean;
  readonly hasNotes: boolean;
  readonly hasPaper: boolean;
  readonly hasSummary: boolean;
  readonly results: readonly PersonResult[];
}): TrainingPart[] {
  const came = session.results.filter(({ present }) => present);
  const isExamined =
    session.hasPaper &&
    came.length > 0 &&
    came.every(({ score }) => score !== undefined) &&
    came.some(({ score }) => score !== null);
  const parts: [TrainingPart, boolean][] = [
    ['plan', session.hasPlan],
    ['notes', session.hasNotes],
    ['sign-in', came.length > 0],
    ['exam', isExamined],
    ['summary', session.hasSummary],
  ];
  return parts.filter(([, isThere]) => !isThere).map(([part]) => part);
}
