import type { Reader } from '../../store/tables.ts';
import type { BindingHome } from '../build/context.ts';
import type { BindProgress, ReportProgress } from '../model.ts';

const kind = 'bind';

/** A binding's row among the long work: where it stands, for people who wait. */
export interface BindJob {
  readonly progress: ReportProgress;
  finish(detail: string): Promise<void>;
  fail(reason: string): Promise<void>;
}

/** Opens the row of a binding, or takes it up again after a failure. */
export async function openJob(
  home: BindingHome,
  period: string,
  report: ReportProgress,
): Promise<BindJob> {
  let last: BindProgress = { step: '开始', done: 0, total: 1 };
  let written: Promise<void> = Promise.resolve();
  const write = (state: string, detail: string | null) => {
    const now = home.clock.now();
    const { step, done, total } = last;
    const values = { state, step, done, total, detail, updated_at: now };
    written = written.then(() =>
      home.store.scratch(async (db) => {
        await db
          .insertInto('job')
          .values({ kind, period, ...values, started_at: now })
          .onConflict((conflict) => conflict.columns(['kind', 'period']).doUpdateSet(values))
          .execute();
      }),
    );
    return written;
  };
  await write('running', null);
  return {
    progress(progress) {
      last = progress;
      // Whoever looks reads the newest row; a write that fails comes to light at the end.
      void write('running', null).catch(() => undefined);
      report(progress);
    },
    async finish(detail) {
      last = { step: '完成', done: 1, total: 1 };
      await write('done', detail);
    },
    async fail(reason) {
      written = written.catch(() => undefined);
      await write('failed', reason);
    },
  };
}

/** The months of a site that were ever being bound. */
export async function listJobMonths(db: Reader, site: string): Promise<string[]> {
  const rows = await db
    .selectFrom('job')
    .select('period')
    .where('kind', '=', kind)
    .where('period', 'like', `${site}/%`)
    .execute();
  return rows.map(({ period }) => period.slice(site.length + 1));
}

/** Where the binding of a month stands, or undefined if none was begun. */
export function findJobRow(db: Reader, { site, month }: { site: string; month: string }) {
  return db
    .selectFrom('job')
    .selectAll()
    .where('kind', '=', kind)
    .where('period', '=', `${site}/${month}`)
    .executeTakeFirst();
}
