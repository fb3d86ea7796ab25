import type { Requester } from '../../access/model.ts';
import { namesOfActors } from '../../access/queries.ts';
import { actorName } from '../../core/actor.ts';
import { type BindingHome, sourcesOf } from '../build/context.ts';
import { policiesInForce } from '../data/policies.ts';
import type { Blocker, Exception, OpenPlan, Scope } from '../model.ts';

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
  const { zone } = sourcesOf(home);
  const nameOf = await namesOfActors(store.read);
  const plan: OpenPlan = {
    schema: 'anjuan-seal/1',
    ...scope,
    sealedAt: clock.now(),
    sealers: wish.sealers.map(sealerName),
    catalogueVersion: catalogue.version,
    names: {},
    exceptions: blockers.map((blocker) => exceptionOf(blocker, wish)),
    policies: scope.supplement > 0 ? [] : await policiesInForce(store.read, scope.month, zone),
  };
  return { plan, nameOf };
}

function sealerName({ actor, name }: Requester): string {
  return actor.kind === 'person' ? name : actorName(actor);
}

function exceptionOf({ code, title, subjects }: Blocker, wish: SealWish): Exception {
  return { code, title, reason: wish.reasonOf(code), subjects: [...subjects] };
}
