import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { actorText } from '../../core/actor.ts';
import { AppError } from '../../core/app-error.ts';
import { newId } from '../../core/ids.ts';
import { getContent } from '../../ledger/content.ts';
import { monthKeyName } from '../../ledger/entry.ts';
import type { Once } from '../../ledger/transact.ts';
import type { BindingHome } from '../build/context.ts';
import { type BindInput, type BindOptions, runBinding } from '../commands.ts';
import type { BoundMonth, Scope } from '../model.ts';
import { draftOfScope, standingOf } from '../queries.ts';
import { findProposal } from '../rows.ts';

/** What it takes to sign for a sealing: a reason for each blocker that is left, by its code. */
export interface SealInput extends BindInput {
  readonly reasons: Readonly<Record<string, string>>;
  /** Who signs as the second at the same desk, with their own password. */
  readonly second?: Requester | undefined;
}

/** Either the first of two signatures stands, or the month is sealed. */
export type SealAnswer =
  | { readonly state: 'proposed'; readonly id: string; readonly by: string }
  | { readonly state: 'sealed'; readonly bound: BoundMonth };

/**
 * Signs for the sealing of a month; the second signature, of somebody else, seals it.
 *
 * Errors: `forbidden` (no right, or one and the same person twice), `invalid` (a blocker without a
 * reason), `sealed` (nothing is left to seal), `not-due`, `not-found`.
 */
export async function sealMonth(
  home: BindingHome,
  who: Requester,
  input: SealInput,
  options: BindOptions = {},
  once?: Once,
): Promise<SealAnswer> {
  const standing = await standingOf(home, input);
  const { next, site, month } = standing;
  demand(who, 'bundle.seal', { site });
  if (next === undefined) {
    throw new AppError('sealed', `${month} 已经封卷，之后也没有补录的记录。`);
  }
  requirePerson(who);
  const first = await firstSignature(home, who, next, input);
  if (first === undefined) return propose(home, who, next, input.reasons, once);
  const reasons = { ...first.reasons, ...trimmed(input.reasons) };
  const wish = {
    sealers: first.signers,
    reasonOf: (code: string) => reasons[code] ?? '',
    reasonsMissing: (codes: readonly string[]) => missingReasons(codes, reasons),
  };
  return { state: 'sealed', bound: await runBinding(home, who, standing, wish, options) };
}

/** The signature that this one completes, and both names in the order of their signing. */
async function firstSignature(
  home: BindingHome,
  who: Requester,
  scope: Scope,
  { second }: SealInput,
): Promise<{ signers: readonly string[]; reasons: Readonly<Record<string, string>> } | undefined> {
  if (second !== undefined) {
    demand(second, 'bundle.seal', { site: scope.site });
    requirePerson(second);
    if (actorText(second.actor) === actorText(who.actor)) {
      throw new AppError('forbidden', '两次签字必须是两个人。');
    }
    return { signers: [who.name, second.name], reasons: {} };
  }
  const proposal = await findProposal(home.store.read, scope);
  if (proposal === undefined) return undefined;
  if (proposal.by === actorText(who.actor)) {
    throw new AppError('forbidden', '您已经签过，请由另一位主管以上人员完成封卷。');
  }
  const { value } = await getContent(home.store.read, home.keyring, proposal.id);
  const { name, reasons } = value as { name: string; reasons: Record<string, string> };
  return { signers: [name, who.name], reasons };
}

async function propose(
  home: BindingHome,
  who: Requester,
  scope: Scope,
  given: Readonly<Record<string, string>>,
  once: Once | undefined,
): Promise<SealAnswer> {
  const reasons = trimmed(given);
  const { blockers } = await draftOfScope(home, scope);
  const refusal = missingReasons(
    blockers.map(({ code }) => code),
    reasons,
  );
  if (refusal !== undefined) throw refusal;
  const { ledger } = home;
  const id = newId('seal', ledger.clock, ledger.entropy);
  const { site, month, supplement } = scope;
  const by = actorText(who.actor);
  await ledger.transact(
    who.actor,
    async ({ db, now, seq }) => {
      await db
        .insertInto('month_seal_proposal')
        .values({ id, site, month, supplement, proposed_by: by, proposed_at: now, entry_seq: seq })
        .execute();
      const keyName = monthKeyName({ site, month, class: 'y10' });
      return {
        result: id,
        entries: [
          {
            kind: 'month.seal-proposed',
            subject: `${site}/${month}`,
            site,
            content: { id, keyName, value: { name: who.name, reasons } },
            facts: { month, supplement, exceptions: blockers.length },
          },
        ],
      };
    },
    once,
  );
  return { state: 'proposed', id, by: who.name };
}

function missingReasons(
  codes: readonly string[],
  reasons: Readonly<Record<string, string>>,
): AppError | undefined {
  const missing = codes.filter((code) => (reasons[code] ?? '') === '');
  if (missing.length === 0) return undefined;
  return new AppError('invalid', '还有未消除的事项，请逐项写明带着它封卷的原因。', {
    problems: missing.map((code) => ({
      field: `reasons.${code}`,
      rule: 'required',
      message: '请写明原因',
    })),
  });
}

function trimmed(reasons: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(reasons).map(([code, reason]) => [code, reason.trim().slice(0, 2000)]),
  );
}

function requirePerson(who: Requester): void {
  if (who.actor.kind === 'person') return;
  throw new AppError('forbidden', '封卷的两次签字都要本人登录；本机操作员请用 bind 命令装订。');
}
