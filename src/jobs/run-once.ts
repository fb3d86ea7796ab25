import type { Home } from '../home/open.ts';

/** What the clock does by itself: a verb, when, and for which period it counts as done. */
export interface ClockJob {
  readonly kind: string;
  /** When it is tried, in the installation's time zone (cron, six fields). */
  readonly pattern: string;
  /** The period it is due for now; once a period is done it is never done again. */
  periodOf(home: Home): string;
  /** Does it; resolves to a sentence about what was done. */
  run(home: Home, period: string): Promise<string>;
}

/**
 * Runs a job for its present period, unless it was run: the row (kind, period) is taken first, so
 * that of several instances one does the work. A failure is kept with its reason.
 */
export async function runOnce(home: Home, job: ClockJob): Promise<'done' | 'failed' | 'known'> {
  const period = job.periodOf(home);
  const key = { kind: job.kind, period };
  const taken = await home.store.scratch(async (db) => {
    const now = home.clock.now();
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('job')
      .values({
        ...key,
        state: 'running',
        step: '开始',
        done: 0,
        total: 1,
        detail: null,
        started_at: now,
        updated_at: now,
      })
      .onConflict((conflict) => conflict.columns(['kind', 'period']).doNothing())
      .executeTakeFirstOrThrow();
    return Number(numInsertedOrUpdatedRows ?? 0) > 0;
  });
  if (!taken) return 'known';
  try {
    await settle(home, key, { state: 'done', detail: await job.run(home, period) });
    return 'done';
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    await settle(home, key, { state: 'failed', detail });
    return 'failed';
  }
}

async function settle(
  home: Home,
  key: { kind: string; period: string },
  end: { state: string; detail: string },
): Promise<void> {
  await home.store.scratch((db) =>
    db
      .updateTable('job')
      .set({ ...end, step: '完成', done: 1, updated_at: home.clock.now() })
      .where('kind', '=', key.kind)
      .where('period', '=', key.period)
      .execute(),
  );
}
