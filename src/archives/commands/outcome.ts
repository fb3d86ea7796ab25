import { AppError, type ErrorCode } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import type { EntryDraft } from '../../ledger/entry.ts';
import type { Recorded } from '../../ledger/transact.ts';

/** What the commands of this room work with. */
export type ArchiveHome = Pick<Home, 'ledger' | 'catalogue' | 'index'>;

/** How a step ended that leaves an entry either way: a refused attempt must be kept too. */
export type Outcome = { readonly done: string } | { readonly refused: Refusal };

type Refusal = { readonly code: ErrorCode; readonly message: string };

/** The outcome of an attempt that a rule refused, with the entry that keeps it. */
export function refusedOutcome(error: AppError, entry: EntryDraft): Recorded<Outcome> {
  const { code, message } = error;
  return {
    result: { refused: { code, message } },
    entries: [{ ...entry, facts: { ...entry.facts, refusal: code } }],
  };
}

/** What was done. Throws the refusal, whose entry is committed by now. */
export function answered(outcome: Outcome): string {
  if ('done' in outcome) return outcome.done;
  throw new AppError(outcome.refused.code, outcome.refused.message);
}
