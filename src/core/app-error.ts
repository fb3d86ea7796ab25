/** The closed list of ways a use case can refuse; the web edge alone maps them to HTTP. */
export type ErrorCode =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'stale-version'
  | 'held'
  | 'not-due'
  | 'sealed'
  | 'limit'
  | 'unavailable'
  | 'tampered'
  | 'usage';

/** One thing wrong with one field: which field, which rule, and what to type instead. */
export interface FieldProblem {
  readonly field: string;
  readonly rule: string;
  readonly message: string;
}

/**
 * The one error class of the product. Rules return it, commands throw it, the edges translate it.
 *
 * `message` is a sentence a person can act on; `problems` names the fields at fault.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly problems: readonly FieldProblem[];

  constructor(
    code: ErrorCode,
    message: string,
    options: { problems?: readonly FieldProblem[]; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.problems = options.problems ?? [];
  }
}

/** States an invariant; its failure is a bug, never a user's mistake. */
export function assert(condition: unknown, words: string): asserts condition {
  if (!condition) throw new Error(`invariant broken: ${words}`);
}
