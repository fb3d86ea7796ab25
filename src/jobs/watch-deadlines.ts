import { localDateOf } from '../core/month.ts';
import { escalateMissed } from '../deadlines/commands.ts';
import type { Home } from '../home/open.ts';

const kind = 'deadlines';

/**
 * Escalates what has become overdue since it was last asked. It is asked every minute and leaves no
 * row for each; a failure is kept with its reason, one a day, and the next minute tries again.
 */
export async function watchDeadlines(home: Home): Promise<'done' | 'failed'> {
  try {
    await escalateMissed(home);
    return 'done';
  } catch (error) {
    await keepFailure(home, error instanceof Error ? error.message : String(error));
    return 'failed';
  }
}

async function keepFailure(home: Home, detail: string): Promise<void> {
  const now = home.clock.now();
  const period = localDateOf(now, home.catalogue.document.timeZone);
  const end = { state: 'failed', step: '查超时', detail, updated_at: now };
  await home.store.scratch((db) =>
    db
      .insertInto('job')
      .values({ kind, period, done: 0, total: 1, started_at: now, ...end })
      .onConflict((conflict) => conflict.columns(['kind', 'period']).doUpdateSet(end))
      .execute(),
  );
}
