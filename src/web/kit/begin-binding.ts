import type { Requester } from '../../access/model.ts';
import type { BindingHome } from '../../bundles/build/context.ts';
import { type BindInput, bindMonth } from '../../bundles/commands.ts';
import { type SealInput, sealMonth } from '../../bundles/seal/seal-month.ts';
import type { Once } from '../../ledger/transact.ts';

/** How far a binding has come when its beginning is answered. */
export type BegunState = 'proposed' | 'running' | 'done';

/**
 * Begins a sealing and answers once the binding is under way, or before if only one has signed.
 *
 * What goes wrong later stands in the month's job, and those responsible are told by mail. Errors:
 * those of `sealMonth`.
 */
export async function beginSealing(
  home: BindingHome,
  who: Requester,
  input: SealInput,
  once: Once | undefined,
): Promise<BegunState> {
  return underWay(async (progress) => {
    const { state } = await sealMonth(home, who, input, { progress }, once);
    return state === 'proposed' ? 'proposed' : 'done';
  });
}

/** Begins to write what of a sealed month is missing. Errors: those of `bindMonth`. */
export async function beginRewriting(
  home: BindingHome,
  who: Requester,
  input: BindInput,
): Promise<BegunState> {
  return underWay(async (progress) => {
    await bindMonth(home, who, input, { progress });
    return 'done';
  });
}

async function underWay(start: (progress: () => void) => Promise<BegunState>): Promise<BegunState> {
  const started = Promise.withResolvers<BegunState>();
  const work = start(() => started.resolve('running'));
  // Once the answer is given nobody waits any more; a refusal before that is thrown by the race.
  work.catch(() => undefined);
  return Promise.race([work, started.promise]);
}
