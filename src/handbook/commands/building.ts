import type { Requester } from '../../access/model.ts';
import { type Instant, instantAfter } from '../../core/clock.ts';
import { keepFailure } from '../../home/keep-failure.ts';
import type { Once } from '../../ledger/transact.ts';
import { demandInHouse } from '../../policies/rules.ts';
import type { BuildHandbook } from '../model.ts';
import { findBuilding, jobKind, mostMinutes, workPeriod } from '../queries/building.ts';
import { readHandbook } from '../queries/editions.ts';
import { type BuiltEdition, buildHandbook, nothingInForce } from './build-handbook.ts';
import type { HandbookHome } from './handbook-home.ts';

/** How a request for an edition was met; `done` ends with the building itself. */
export interface BegunBuilding {
  readonly state: 'running' | 'same';
  readonly done: Promise<BuiltEdition | undefined>;
}

/**
 * Begins to build an edition and does not wait for it: its row among the jobs tells what becomes of
 * it. One is built at a time, also by several instances.
 *
 * Errors: `forbidden`, `conflict` (nothing is in force).
 */
export async function beginBuilding(
  home: HandbookHome,
  who: Requester,
  input: BuildHandbook = {},
  once?: Once,
): Promise<BegunBuilding> {
  demandInHouse(who, 'policy.publish', home.catalogue.document);
  const { state, newest } = await readHandbook(home, who);
  if (state === 'empty') throw nothingInForce();
  if (state === 'current' && newest !== null && input.again !== true) {
    return { state: 'same', done: Promise.resolve({ state: 'same', edition: newest.number }) };
  }
  if (!(await claim(home))) return { state: 'running', done: Promise.resolve(undefined) };
  const done = buildHandbook(home, who, input, once).then(
    async (built) => {
      await settle(home, { state: 'done', detail: String(built.edition) });
      return built;
    },
    async (error: unknown) => {
      const detail = error instanceof Error ? error.message : String(error);
      await settle(home, { state: 'failed', detail });
      await keepFailure(home, { kind: jobKind, step: '编手册', detail });
      return undefined;
    },
  );
  // The store is closing: whoever asks next begins anew.
  return { state: 'running', done: done.catch(() => undefined) };
}

/** After a failure the clock waits so long before it tries again. Units: minutes. */
const patience = 10;

/**
 * Builds an edition where what is in force is no longer what the newest one holds. Resolves to its
 * number, or to undefined where there was nothing to do.
 */
export async function keepHandbook(home: HandbookHome): Promise<number | undefined> {
  const who: Requester = { actor: { kind: 'clock', job: 'handbook' }, name: '系统定时', roles: [] };
  const { state } = await readHandbook(home, who);
  if (state === 'current' || state === 'empty') return undefined;
  const last = await findBuilding(home);
  const retry = instantAfter(home.clock.now(), { minutes: -patience });
  if (last?.state === 'failed' && last.updatedAt > retry) return undefined;
  const { done } = await beginBuilding(home, who);
  return (await done)?.edition;
}

/** Takes the one place at the work; false while somebody else is at it. */
async function claim(home: HandbookHome): Promise<boolean> {
  const now = home.clock.now();
  const begun = { state: 'running', step: '排版', done: 0, total: 1, detail: null };
  const values = { ...begun, started_at: now, updated_at: now };
  const { numInsertedOrUpdatedRows } = await home.store.scratch((db) =>
    db
      .insertInto('job')
      .values({ kind: jobKind, period: workPeriod, ...values })
      .onConflict((conflict) =>
        conflict
          .columns(['kind', 'period'])
          .doUpdateSet(values)
          .where((where) =>
            where.or([
              where('job.state', '!=', 'running'),
              where('job.updated_at', '<', silentSince(now)),
            ]),
          ),
      )
      .executeTakeFirstOrThrow(),
  );
  return Number(numInsertedOrUpdatedRows ?? 0) > 0;
}

function silentSince(now: Instant): Instant {
  return instantAfter(now, { minutes: -mostMinutes });
}

async function settle(
  home: HandbookHome,
  end: { state: 'done' | 'failed'; detail: string },
): Promise<void> {
  await home.store.scratch((db) =>
    db
      .updateTable('job')
      .set({ ...end, done: 1, updated_at: home.clock.now() })
      .where('kind', '=', jobKind)
      .where('period', '=', workPeriod)
      .execute(),
  );
}
