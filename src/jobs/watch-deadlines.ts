import { escalateMissed } from '../deadlines/commands.ts';
import { keepFailure } from '../home/keep-failure.ts';
import type { Home } from '../home/open.ts';

/**
 * Escalates what has become overdue since it was last asked. It is asked every minute and leaves no
 * row for each; a failure is kept with its reason, one a day, and the next minute tries again.
 */
export async function watchDeadlines(home: Home): Promise<'done' | 'failed'> {
  try {
    await escalateMissed(home);
    return 'done';
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    await keepFailure(home, { kind: 'deadlines', step: '查超时', detail });
    return 'failed';
  }
}
