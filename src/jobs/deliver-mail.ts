import type { Home } from '../home/open.ts';
import { type Delivery, deliverOutbox } from '../mail/outbox.ts';
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
    store: home.store,
    clock: home.clock,
    settings: { host, port, from, password: secret.mailPassword },
    send: sendBySmtp,
  });
}
