import { localDateOf } from '../core/month.ts';
import type { Home } from './open.ts';

/** Keeps why what the clock asks for again and again failed: one row a day and kind of work. */
export async function keepFailure(
  home: Pick<Home, 'store' | 'clock' | 'catalogue'>,
  { kind, step, detail }: { readonly kind: string; readonly step: string; readonly detail: string },
): Promise<void> {
  const now = home.clock.now();
  const period = localDateOf(now, home.catalogue.document.timeZone);
  const end = { state: 'failed', step, detail, updated_at: now };
  await home.store.scratch((db) =>
    db
      .insertInto('job')
      .values({ kind, period, done: 0, total: 1, started_at: now, ...end })
      .onConflict((conflict) => conflict.columns(['kind', 'period']).doUpdateSet(end))
      .execute(),
  );
}
