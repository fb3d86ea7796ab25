import { rm } from 'node:fs/promises';
import type { Requester } from '../access/model.ts';
import { demand } from '../access/rules.ts';
import { AppError } from '../core/app-error.ts';
import { openPrinter, type Printer } from '../print/printer.ts';
import { type BindingHome, fingerprintHex } from './build/context.ts';
import type { BagFile, BoundMonth, ReportProgress, Scope } from './model.ts';
import { type MonthStanding, standingOf } from './queries.ts';
import { listSeals } from './rows.ts';
import { type BuildTools, type BuiltMonth, workFolderOf } from './seal/build.ts';
import { openJob } from './seal/job.ts';
import { announceBound, announceFailure } from './seal/notice.ts';
import { commandLineReason, type SealWish } from './seal/plan.ts';
import { placesOf, publish, writeIndex } from './seal/publish.ts';
import { buildAndSeal } from './seal/seal.ts';

/** What a binding may be given beside its month. */
export interface BindOptions {
  readonly progress?: ReportProgress | undefined;
  /** A press that stays open; without one a press of its own is opened and closed. */
  readonly printer?: Printer | undefined;
}

/** Which month, of which site. */
export interface BindInput {
  readonly site?: string | undefined;
  readonly month: string;
}

/** Months that this process is binding; other instances are kept apart by the sealing itself. */
const running = new Set<string>();

/**
 * Binds a month in one go: builds its bags and seals them, every blocker listed as an exception; or
 * writes again what of a sealed month is missing; or adds a supplement for what came late.
 *
 * Safe to repeat at any point. Errors: `forbidden` (a person never seals alone), `invalid`,
 * `not-found`, `not-due`, `tampered` (a check failed), `conflict` (it is being bound right now).
 */
export async function bindMonth(
  home: BindingHome,
  who: Requester,
  input: BindInput,
  options: BindOptions = {},
): Promise<BoundMonth> {
  const standing = await standingOf(home, input);
  demand(who, 'bundle.build', { site: standing.site });
  if (standing.next !== undefined && who.actor.kind === 'person') {
    throw new AppError('forbidden', '封卷要两个人各签一次：请用“封卷”，由另一位主管以上人员完成。');
  }
  const wish = { sealers: [who.name], reasonOf: () => commandLineReason };
  return runBinding(home, who, standing, wish, options);
}

/** Seals what is next of a month, then sees to it that every bag of the month is there. */
export async function runBinding(
  home: BindingHome,
  who: Requester,
  standing: MonthStanding,
  wish: SealWish,
  options: BindOptions,
): Promise<BoundMonth> {
  const { site, month } = standing;
  const period = `${site}/${month}`;
  const lock = `${home.path} ${period}`;
  if (running.has(lock)) throw new AppError('conflict', `${month} 正在装订，请等它完成。`);
  running.add(lock);
  const job = await openJob(home, period, options.progress ?? (() => undefined));
  const printer = options.printer ?? openPrinter();
  try {
    const tools = { printer, progress: job.progress };
    const bound = await sealAndPublish(home, who, standing, wish, tools);
    await job.finish(`${bound.bags.length} 个档案包，例外 ${bound.exceptions.length} 项`);
    if (bound.outcome === 'sealed') await announceBound(home, bound);
    return bound;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await job.fail(reason);
    // A refusal is answered to whoever asked; those responsible hear of what broke.
    const isRefusal = error instanceof AppError && ['invalid', 'forbidden'].includes(error.code);
    if (!isRefusal) await announceFailure(home, { site, month }, reason);
    throw error;
  } finally {
    running.delete(lock);
    if (options.printer === undefined) await printer.close();
  }
}

async function sealAndPublish(
  home: BindingHome,
  who: Requester,
  standing: MonthStanding,
  wish: SealWish,
  tools: BuildTools,
): Promise<BoundMonth> {
  const { next } = standing;
  const built = next && (await buildAndSeal(home, who.actor, next, wish, tools));
  const seals = await listSeals(home.store.read, standing);
  let wrote = false;
  for (const seal of seals) {
    const fresh = built && isBuiltFor(built, seal) ? built : undefined;
    const { isComplete } = await placesOf(home, seal);
    if (fresh === undefined && isComplete) continue;
    await publish(home, seal, tools, fresh);
    wrote = true;
  }
  if (next !== undefined) await rm(workFolderOf(home, next), { recursive: true, force: true });
  const bags = await writeIndex(home, seals);
  const newest = seals.at(-1);
  if (newest === undefined) throw new Error('a month that was sealed has a seal');
  const { folder } = await placesOf(home, newest);
  return {
    site: standing.site,
    month: standing.month,
    supplement: newest.supplement,
    outcome: built === undefined ? (wrote ? 'rebuilt' : 'complete') : 'sealed',
    folder,
    bags: bags satisfies readonly BagFile[],
    exceptions: newest.plan.exceptions,
    fingerprint: fingerprintHex(home),
  };
}

function isBuiltFor({ context }: BuiltMonth, scope: Pick<Scope, 'supplement'>): boolean {
  return context.plan.supplement === scope.supplement;
}
