import type { Requester } from '../../access/model.ts';
import { bindMonth } from '../../bundles/commands.ts';
import { draftOf, standingOf } from '../../bundles/queries.ts';
import { findProposal } from '../../bundles/rows.ts';
import { type SealAnswer, type SealInput, sealMonth } from '../../bundles/seal/seal-month.ts';
import { AppError, type FieldProblem } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import { getContent } from '../../ledger/content.ts';
import type { Once } from '../../ledger/transact.ts';

/** The first signature under a month, with the reasons that were given with it. */
export interface FirstSignature {
  readonly by: string;
  readonly name: string;
  readonly at: string;
  readonly reasons: Readonly<Record<string, string>>;
}

/** The signature that waits for a second one, if there is one. */
export async function findFirstSignature(
  home: Home,
  asked: { site: string; month: string },
): Promise<FirstSignature | undefined> {
  const { next } = await standingOf(home, asked);
  const proposal = next && (await findProposal(home.store.read, next));
  if (proposal === undefined) return undefined;
  const { value } = await getContent(home.store.read, home.keyring, proposal.id);
  const { name, reasons } = value as { name: string; reasons: Record<string, string> };
  return { by: proposal.by, at: proposal.at, name, reasons };
}

/**
 * Begins a sealing and answers once the binding is under way, or before if only one has signed.
 *
 * What goes wrong later stands in the month's job. Errors: those of `sealMonth`.
 */
export async function beginSealing(
  home: Home,
  who: Requester,
  input: SealInput,
  once: Once,
): Promise<'proposed' | 'running' | 'done'> {
  await refuseWithoutReasons(home, input);
  return underWay((progress) =>
    sealMonth(home, who, input, { progress }, once).then((answer: SealAnswer) =>
      answer.state === 'proposed' ? 'proposed' : 'done',
    ),
  );
}

/** Begins to write what of a sealed month is missing. Errors: those of `bindMonth`. */
export async function beginRewriting(
  home: Home,
  who: Requester,
  input: { site: string; month: string },
): Promise<'running' | 'done' | 'proposed'> {
  return underWay((progress) =>
    bindMonth(home, who, input, { progress }).then(() => 'done' as const),
  );
}

async function underWay(
  start: (progress: () => void) => Promise<'proposed' | 'done'>,
): Promise<'proposed' | 'running' | 'done'> {
  const started = Promise.withResolvers<'running'>();
  const work = start(() => started.resolve('running'));
  // Once the answer is given nobody waits any more; a refusal before that is thrown by the race.
  work.catch(() => undefined);
  return Promise.race([work, started.promise]);
}

/** Before anything begins, so that a reason forgotten does not count as a binding that failed. */
async function refuseWithoutReasons(home: Home, input: SealInput): Promise<void> {
  const { site, month, reasons } = input;
  const draft = await draftOf(home, { site, month });
  if (draft === undefined) return;
  const first = site === undefined ? undefined : await findFirstSignature(home, { site, month });
  const given = input.second === undefined ? { ...first?.reasons, ...reasons } : reasons;
  const problems: FieldProblem[] = draft.blockers
    .filter(({ code }) => (given[code] ?? '').trim() === '')
    .map(({ code, title }) => ({
      field: `reasons.${code}`,
      rule: 'required',
      message: `请写明“${title}”为什么可以带着封存`,
    }));
  if (problems.length === 0) return;
  throw new AppError('invalid', '还有未消除的事项，请逐项写明带着它封存的原因。', { problems });
}
