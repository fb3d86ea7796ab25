import type { Kysely } from 'kysely';
import type { Home } from '../home/open.ts';
import { type Delivery, deliverOutbox, type OutboxTable } from '../mail/outbox.ts';
import { sendBySmtp } from '../mail/transport.ts';

/** What mail needs beside `site.json`, which holds no secret. */
export interface MailSecret {
  readonly mailPassword?: string | undefined;
}

/** Sends what waits in the outbox, by the settings of the house. */
export function deliverMail(
  home: Pick<Home, 'store' | 'catalogue' | 'clock'>,
  secret: MailSecret,
): Promise<Delivery> {
  const { host, port, from } = home.catalogue.document.mail;
  return deliverOutbox({
    read: home.store.read as unknown as Kysely<OutboxTable>,
    write: (body) => home.store.scratch((db) => body(db as unknown as Kysely<OutboxTable>)),
    clock: home.clock,
    settings: { host, port, from, password: secret.mailPassword },
    send: sendBySmtp,
  });
}
