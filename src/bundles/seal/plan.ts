import type { Requester } from '../../access/model.ts';
import { namesOfActors } from '../../access/queries.ts';
import { actorName } from '../../core/actor.ts';
import { policiesInForce } from '../../policies/queries/walls.ts';
import type { BindingHome } from '../build/context.ts';
import type { Blocker, Exception, OpenPlan, PolicyInForce, Scope } from '../model.ts';

/** What is written in place of a reason when the operator binds from the command line. */
export const commandLineReason = '命令行装订时未消除';

/** Who seals, and why in spite of each blocker. */
export interface SealWish {
  readonly sealers: readonly Requester[];
  /** A reason for each blocker code. */
  readonly reasonOf: (code: string) => string;
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
    sealers: wish.sealers.map(sealerName),
    catalogueVersion: catalogue.version,
    names: {},
    exceptions: blockers.map((blocker) => exceptionOf(blocker, wish)),
    policies: scope.supplement > 0 ? [] : await frozenPolicies(home, scope),
  };
  return { plan, nameOf };
}

function sealerName({ actor, name }: Requester): string {
  return actor.kind === 'person' ? name : actorName(actor);
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
