import { Cron } from 'croner';
import type { Home } from '../home/open.ts';
import { deliverMail, type MailSecret } from './deliver-mail.ts';
import { remindLearning } from './remind-learning.ts';
import { runOnce } from './run-once.ts';
import { draftMonth, liftRetention, signLog } from './verbs.ts';
import { watchDeadlines } from './watch-deadlines.ts';
import { watchHandbook } from './watch-handbook.ts';

const everyMinute = '30 * * * * *';

/** The hands of the clock: stop them before the home closes. */
export interface RunningClock {
  stop(): Promise<void>;
}

/**
 * Starts what the clock does while the server runs. What was missed while it was off is done at
 * once, since each period counts once.
 */
export function startClock(home: Home, secret: MailSecret): RunningClock {
  const timezone = home.catalogue.document.timeZone;
  let work: Promise<unknown> = Promise.resolve();
  // One thing at a time: the clock never competes with itself.
  const queue = (verb: () => Promise<unknown>) => {
    work = work.then(verb).catch(warn);
  };
  const jobs = [signLog, draftMonth, liftRetention, remindLearning];
  const hands = jobs.map(
    (job) => new Cron(job.pattern, { timezone }, () => queue(() => runOnce(home, job))),
  );
  // Before the mail, so that what it writes leaves in the same minute.
  hands.push(new Cron(everyMinute, { timezone }, () => queue(() => watchDeadlines(home))));
  hands.push(new Cron(everyMinute, { timezone }, () => queue(() => deliverMail(home, secret))));
  // Last, since it takes a while.
  hands.push(new Cron(everyMinute, { timezone }, () => queue(() => watchHandbook(home))));
  for (const job of jobs) queue(() => runOnce(home, job));
  queue(() => watchDeadlines(home));
  return {
    async stop() {
      for (const hand of hands) hand.stop();
      await work;
    },
  };
}

/** A verb that failed is said aloud, and the next one still has its turn. */
function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : new Error(String(error)));
}
