import type { Actor } from '../../core/actor.ts';
import { AppError } from '../../core/app-error.ts';
import { sealOf } from '../build/bag.ts';
import type { BindingHome } from '../build/context.ts';
import type { Scope, SealPlan } from '../model.ts';
import { draftOfScope } from '../queries.ts';
import { hasGrown, insertSeal, listSeals } from '../rows.ts';
import { type BuildTools, type BuiltMonth, buildMonth } from './build.ts';
import { openPlan, type SealWish } from './plan.ts';

/** How often a month that grows while it is being built is built anew. */
const attempts = 5;

/**
 * Builds a binding and seals it: one entry, once, however many try.
 *
 * Resolves to the built bags, or to undefined if another instance sealed it meanwhile.
 * Errors: `tampered` (a check failed), `conflict` (records kept coming in).
 */
export async function buildAndSeal(
  home: BindingHome,
  actor: Actor,
  scope: Scope,
  wish: SealWish,
  tools: BuildTools,
): Promise<BuiltMonth | undefined> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const { size } = await home.store.read
      .selectFrom('ledger_head')
      .select('size')
      .where('id', '=', 1)
      .executeTakeFirstOrThrow();
    const now = { ...scope, size };
    const { blockers } = await draftOfScope(home, now);
    const refusal = wish.reasonsMissing?.(blockers.map(({ code }) => code));
    if (refusal !== undefined) throw refusal;
    const { plan, nameOf } = await openPlan(home, now, blockers, wish);
    const names: Record<string, string> = {};
    const built = await buildMonth(home, plan, tools, (one) => {
      const name = nameOf(one);
      names[one] = name;
      return name;
    });
    tools.progress({ step: '封卷', done: 0, total: 1 });
    const sealed = await sealedPlan(built, { ...plan, names });
    const outcome = await writeSeal(home, actor, now, sealed);
    if (outcome === 'sealed') return built;
    if (outcome === 'sealed-before') return undefined;
  }
  throw new AppError('conflict', '装订时不断有新记录归入该月，请稍后再装订。');
}

async function sealedPlan(
  { bags, context }: BuiltMonth,
  plan: typeof context.plan,
): Promise<SealPlan> {
  const found = bags.flatMap(({ rows }) => rows.find(({ code }) => code === '4.5')?.faults ?? []);
  const seals: SealPlan['bags'] = {};
  for (const bag of bags) seals[bag.class] = await sealOf(context, bag);
  return {
    ...plan,
    foundInIndex: [...new Set(found)].map((one) => one.split('：')[0] ?? one).sort(),
    bags: seals,
  };
}

type SealOutcome = 'sealed' | 'sealed-before' | 'grown';

/** Refusals roll the transaction back and are no errors to the one who asked. */
class NotSealed extends Error {
  readonly outcome: SealOutcome;
  constructor(outcome: SealOutcome) {
    super(outcome);
    this.outcome = outcome;
  }
}

async function writeSeal(
  home: BindingHome,
  actor: Actor,
  scope: Scope,
  plan: SealPlan,
): Promise<SealOutcome> {
  try {
    return await home.ledger.transact(actor, async ({ db, seq }) => {
      const seals = await listSeals(db, scope);
      if (seals.length > scope.supplement) throw new NotSealed('sealed-before');
      if (await hasGrown(db, scope)) throw new NotSealed('grown');
      await insertSeal(db, plan, seq);
      const { site, month, supplement, bags, exceptions } = plan;
      return {
        result: 'sealed' as const,
        entries: [
          {
            kind: 'month.sealed',
            subject: `${site}/${month}`,
            site,
            facts: { month, supplement, bags, exceptions: exceptions.length },
          },
        ],
      };
    });
  } catch (error) {
    if (error instanceof NotSealed) return error.outcome;
    throw error;
  }
}
