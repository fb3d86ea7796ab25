import type { Instant } from '../../core/clock.ts';
import type { Home } from '../open.ts';

/** How far a piece of work has come. */
export interface WorkProgress {
  readonly step: string;
  readonly done: number;
  readonly total: number;
}

/** A piece of long work as people watch it: `detail` is its result, or why it failed. */
export interface WorkView extends WorkProgress {
  readonly state: 'running' | 'done' | 'failed';
  readonly detail: string | null;
  readonly startedAt: Instant;
  readonly updatedAt: Instant;
}

/** Which work, and of what: a row of its own. */
export interface WorkKey {
  readonly kind: 'check-bags' | 'check-log';
  readonly period: string;
}

type WorkHome = Pick<Home, 'path' | 'store' | 'clock'>;

/** Longer than any piece of work is silent. Units: milliseconds. */
const longestSilence = 10 * 60_000;

/** What this process is at; another instance tells it by the row. */
const underWay = new Map<string, Promise<void>>();

/**
 * Begins a piece of work that outlives its request, unless it is under way here. Its row tells how
 * far it is, and keeps its result until it is done again.
 */
export async function beginWork(
  home: WorkHome,
  key: WorkKey,
  run: (report: (progress: WorkProgress) => void) => Promise<string>,
): Promise<void> {
  const name = nameOf(home, key);
  if (underWay.has(name)) return;
  const row = workRow(home, key);
  const begun = row.write({ state: 'running', detail: null });
  const work = begun
    .then(() => run((progress) => row.tell(progress)))
    .then(
      (detail) => row.write({ state: 'done', detail }),
      (error: unknown) =>
        row.write({
          state: 'failed',
          detail: error instanceof Error ? error.message : String(error),
        }),
    )
    // The store is closing: whoever asks next begins anew.
    .catch(() => undefined)
    .finally(() => underWay.delete(name));
  underWay.set(name, work);
  await begun;
}

/**
 * Where a piece of work stands, or undefined if it was never begun. Work that has been silent for
 * long, and that nobody here is at, was cut short: it counts as failed.
 */
export async function findWork(home: WorkHome, key: WorkKey): Promise<WorkView | undefined> {
  const row = await home.store.read
    .selectFrom('job')
    .selectAll()
    .where('kind', '=', key.kind)
    .where('period', '=', key.period)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { step, done, total, detail, started_at: startedAt, updated_at: updatedAt } = row;
  const view = { step, done, total, startedAt, updatedAt };
  if (row.state === 'done' || row.state === 'failed') return { ...view, state: row.state, detail };
  const silence = Date.parse(home.clock.now()) - Date.parse(updatedAt);
  if (silence < longestSilence || underWay.has(nameOf(home, key))) {
    return { ...view, state: 'running', detail };
  }
  const words = '上次做到一半停了，可能是服务重启过，请再做一次。';
  return { ...view, state: 'failed', detail: words };
}

function nameOf(home: WorkHome, { kind, period }: WorkKey): string {
  return `${home.path} ${kind} ${period}`;
}

function workRow(home: WorkHome, { kind, period }: WorkKey) {
  const startedAt = home.clock.now();
  let last: WorkProgress = { step: '', done: 0, total: 1 };
  let written: Promise<void> = Promise.resolve();
  const write = (end: { state: WorkView['state']; detail: string | null }) => {
    const values = { ...last, ...end, started_at: startedAt, updated_at: home.clock.now() };
    written = written
      .catch(() => undefined)
      .then(() =>
        home.store.scratch(async (db) => {
          await db
            .insertInto('job')
            .values({ kind, period, ...values })
            .onConflict((conflict) => conflict.columns(['kind', 'period']).doUpdateSet(values))
            .execute();
        }),
      );
    return written;
  };
  return {
    write,
    tell(progress: WorkProgress) {
      last = progress;
      void write({ state: 'running', detail: null }).catch(() => undefined);
    },
  };
}
