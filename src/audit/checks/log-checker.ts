import { systemClock } from '../../core/clock.ts';
import { answerParent } from '../../home/long-work/child.ts';
import type { WorkProgress } from '../../home/long-work/work.ts';
import { openHomeForReading } from '../../home/reading.ts';
import { checkLog } from '../check-log.ts';

// A process of its own: SQLite blocks the thread that reads it.
answerParent(
  async ({ path }: { readonly path: string }, report: (progress: WorkProgress) => void) => {
    const home = await openHomeForReading({ path, clock: systemClock });
    try {
      const { store, keyring, log } = home;
      const progress = (done: number, total: number) => report({ step: '', done, total });
      return await checkLog({ read: store.read, keyring, log, progress });
    } finally {
      await home.close();
    }
  },
);
