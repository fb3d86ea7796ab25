import { Cron } from 'croner';
import type { Kysely } from 'kysely';
import type { Home } from '../home/open.ts';
import { deliverOutbox, type OutboxTable } from '../mail/outbox.ts';
import { sendBySmtp } from '../mail/transport.ts';
import { runOnce } from './run-once.ts';
import { draftMonth, signLog } from './verbs.ts';

const everyMinute = '30 * * * * *';

/** The hands of the clock: stop them before the home closes. */
export interface RunningClock {
  stop(): Promise<void>;
}

export interface ClockOptions {
  readonly mailPassword?: string | undefined;
}

/**
 * Starts what the clock does while the server runs. What was missed while it was off is done at
 * once, since each period counts once.
 */
export function startClock(home: Home, options: ClockOptions): RunningClock {
  const timezone = home.catalogue.document.timeZone;
  let work: Promise<unknown> = Promise.resolve();
  // One thing at a time: the clock never competes with itself.
  const queue = (verb: () => Promise<unknown>) => {
    work = work.then(verb, verb);
    return work;
  };
  const jobs = [signLog, draftMonth];
  const hands = jobs.map(
    (job) => new Cron(job.pattern, { timezone }, () => void queue(() => runOnce(home, job))),
  );
  hands.push(
    new Cron(everyMinute, { timezone }, () => void queue(() => deliverMail(home, options))),
  );
  for (const job of jobs) void queue(() => runOnce(home, job));
  return {
    async stop() {
      for (const hand of hands) hand.stop();
      await work.catch(() => undefined);
    },
  };
}

function deliverMail(home: Home, options: ClockOptions): Promise<unknown> {
  const { host, port, from } = home.catalogue.document.mail;
  return deliverOutbox({
    read: home.store.read as unknown as Kysely<OutboxTable>,
    write: (body) => home.store.scratch((db) => body(db as unknown as Kysely<OutboxTable>)),
    clock: home.clock,
    settings: { host, port, from, password: options.mailPassword },
    send: sendBySmtp,
  });
}
