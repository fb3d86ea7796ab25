import { namesOfActors } from '../../access/queries.ts';
import type { AppError } from '../../core/app-error.ts';
import { policiesInForce } from '../../walls/queries/month.ts';
import type { BindingHome } from '../build/context.ts';
import type { Blocker, Exception, OpenPlan, PolicyInForce, Scope } from '../model.ts';

/** What is written in place of a reason when the operator binds from the command line. */
export const commandLineReason = '命令行装订时未消除';

/** Who seals, and why in spite of each blocker. */
export interface SealWish {
  /** Names, in the order of signing. */
  readonly sealers: readonly string[];
  /** A reason for each blocker code. */
  readonly reasonOf: (code: string) => string;
  /** Refuses a sealing whose blockers, as they stand by then, have no reason. */
  readonly reasonsMissing?: (codes: readonly string[]) => AppError | undefined;
}

/** Fixes everything besides the log that the bags' bytes will follow from. */
export async function openPlan(
  home: BindingHome,
  scope: Scope,
  blockers: readonly Blocker[],
  wish: SealWish,
): Promise<{ plan: OpenPlan; nameOf: (actor: string) => string }> {
  const { store, catalogue, clock } = home;
  const nameOf = await namesOfActors(store.read);
  const plan: OpenPlan = {
    schema: 'anjuan-seal/1',
    ...scope,
    sealedAt: clock.now(),
    sealers: [...wish.sealers],
    catalogueVersion: catalogue.version,
    names: {},
    exceptions: blockers.map((blocker) => exceptionOf(blocker, wish)),
    policies: scope.supplement > 0 ? [] : await frozenPolicies(home, scope),
  };
  return { plan, nameOf };
}

function exceptionOf({ code, title, subjects }: Blocker, wish: SealWish): Exception {
  return { code, title, reason: wish.reasonOf(code), subjects: [...subjects] };
}

async function frozenPolicies(home: BindingHome, scope: Scope): Promise<PolicyInForce[]> {
  const { store, catalogue, clock } = home;
  const parts = { document: catalogue.document, clock, db: store.read };
  const policies = await policiesInForce(parts, scope);
  return policies.map((policy) => ({
    ...policy,
    versions: policy.versions.map(({ text: _text, ...line }) => line),
  }));
}
