import { draftOf, standingOf } from '../../bundles/queries.ts';
import { findProposal } from '../../bundles/rows.ts';
import type { SealInput } from '../../bundles/seal/seal-month.ts';
import { AppError, type FieldProblem } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import { getContent } from '../../ledger/content.ts';

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
 * Refuses a sealing while a blocker has no reason: before anything begins, so that a reason forgotten
 * does not count as a binding that failed. Errors: `invalid`, with the field of each reason.
 */
export async function refuseWithoutReasons(home: Home, input: SealInput): Promise<void> {
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
      message: `请写明“${title}”为什么可以带着封卷`,
    }));
  if (problems.length === 0) return;
  throw new AppError('invalid', '还有未消除的事项，请逐项写明带着它封卷的原因。', { problems });
}
