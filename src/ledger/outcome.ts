import { AppError, type ErrorCode } from '../core/app-error.ts';
import type { Json } from '../core/canonical-json.ts';
import type { EntryDraft } from './entry.ts';
import type { Recorded } from './transact.ts';

/** How a step ended that leaves an entry either way: a refused attempt must be kept too. */
export type Outcome<Done extends Json = string> =
  | { readonly done: Done }
  | { readonly refused: Refusal };

type Refusal = { readonly code: ErrorCode; readonly message: string };

/** The outcome of an attempt that a rule refused, with the entry that keeps it. */
export function refusedOutcome<Done extends Json = string>(
  error: AppError,
  entry: EntryDraft,
): Recorded<Outcome<Done>> {
  const { code, message } = error;
  return {
    result: { refused: { code, message } },
    entries: [{ ...entry, facts: { ...entry.facts, refusal: code } }],
  };
}

/** What was done. Throws the refusal, whose entry is committed by now. */
export function answered<Done extends Json = string>(outcome: Outcome<Done>): Done {
  if ('done' in outcome) return outcome.done;
  throw new AppError(outcome.refused.code, outcome.refused.message);
}
