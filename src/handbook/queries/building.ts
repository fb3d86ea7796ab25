import { type Instant, instantAfter } from '../../core/clock.ts';
import type { PlanHome } from './plan.ts';

/** Under what a building stands among the jobs: one row, as one is built at a time. */
export const jobKind = 'handbook';
export const workPeriod = 'now';

/** Longer than any building takes. Units: minutes. */
export const mostMinutes = 10;

/** A building as people watch it; `detail` is the edition it made, or why there is none. */
export interface Building {
  readonly state: 'running' | 'done' | 'failed';
  readonly detail: string | null;
  readonly startedAt: Instant;
  readonly updatedAt: Instant;
}

/** The last building, or undefined before the first; one that was cut short counts as failed. */
export async function findBuilding(home: PlanHome): Promise<Building | undefined> {
  const row = await home.store.read
    .selectFrom('job')
    .selectAll()
    .where('kind', '=', jobKind)
    .where('period', '=', workPeriod)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { detail, started_at: startedAt, updated_at: updatedAt } = row;
  const at = { startedAt, updatedAt };
  if (row.state === 'done' || row.state === 'failed') return { ...at, state: row.state, detail };
  const isSilent = updatedAt < instantAfter(home.clock.now(), { minutes: -mostMinutes });
  if (!isSilent) return { ...at, state: 'running', detail };
  return { ...at, state: 'failed', detail: '上次编到一半停了，可能是服务重启过，请再编一次。' };
}
