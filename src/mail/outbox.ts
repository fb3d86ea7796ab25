import { type Clock, instantAfter } from '../core/clock.ts';
import { type Entropy, newId } from '../core/ids.ts';
import type { Store } from '../store/open.ts';
import type { ScratchTables } from '../store/tables/scratch.ts';
import type { Scratch } from '../store/tables.ts';
import { Message } from './message.ts';
import type { MailSettings, SendMail } from './transport.ts';

/** What one round of delivery did. */
export interface Delivery {
  readonly sent: number;
  readonly failed: number;
  /** Messages that wait, and why nothing was tried, in words for people. */
  readonly waiting: number;
  readonly why: string | null;
}

const kind = 'mail';
/** Waits between attempts. Units: minutes; after the last one a message is left and reported. */
const pausesMinutes = [1, 5, 15, 60, 240, 720, 1440];
const atOnce = 20;

/** Puts a message into the outbox; it leaves after the commit, at least once. */
export async function enqueueMail(
  db: Scratch,
  tools: { readonly clock: Clock; readonly entropy: Entropy },
  message: Message,
): Promise<string> {
  const id = newId('mail', tools.clock, tools.entropy);
  const payload = JSON.stringify(message);
  const due_at = tools.clock.now();
  await db
    .insertInto('outbox')
    .values({ id, kind, payload, due_at, attempts: 0, done_at: null, last_error: null })
    .execute();
  return id;
}

/** What delivery takes: the store, the clock, and the settings of the site file. */
export interface Outbox {
  readonly store: Pick<Store, 'read' | 'scratch'>;
  readonly clock: Clock;
  readonly settings: MailSettings;
  readonly send: SendMail;
}

/**
 * Sends what is due. A message that fails waits longer each time; one that cannot be sent for want
 * of settings stays as it is, and the answer says so.
 */
export async function deliverOutbox(outbox: Outbox): Promise<Delivery> {
  const due = await outbox.store.read
    .selectFrom('outbox')
    .selectAll()
    .where('kind', '=', kind)
    .where('done_at', 'is', null)
    .where('attempts', '<=', pausesMinutes.length)
    .where('due_at', '<=', outbox.clock.now())
    .orderBy('due_at')
    .limit(atOnce)
    .execute();
  const { host, from } = outbox.settings;
  if (due.length > 0 && (host === '' || from === '')) {
    const why = '邮件尚未设置：请在 site.json 的 mail 中填 host 与 from，待发邮件会自动发出。';
    return { sent: 0, failed: 0, waiting: due.length, why };
  }
  let [sent, failed] = [0, 0];
  for (const row of due) {
    const error = await attempt(outbox, row.payload);
    if (error === null) sent += 1;
    else failed += 1;
    await outbox.store.scratch((db) => settle(db, outbox.clock, row, error));
  }
  return { sent, failed, waiting: 0, why: null };
}

/** Null when it was sent, else what went wrong. */
async function attempt(outbox: Outbox, payload: string): Promise<string | null> {
  try {
    const message = Message.parse(JSON.parse(payload));
    if (message.to.length === 0) return '没有收件人：请在 site.json 的 mail.to 中填写';
    await outbox.send(outbox.settings, message);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function settle(
  db: Scratch,
  clock: Clock,
  row: ScratchTables['outbox'],
  error: string | null,
): Promise<void> {
  const now = clock.now();
  const pause = pausesMinutes[row.attempts] ?? 1440;
  await db
    .updateTable('outbox')
    .set({
      attempts: row.attempts + 1,
      done_at: error === null ? now : null,
      last_error: error,
      due_at: error === null ? row.due_at : instantAfter(now, { minutes: pause }),
    })
    .where('id', '=', row.id)
    .execute();
}
