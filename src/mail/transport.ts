import { createTransport } from 'nodemailer';
import type { Message } from './message.ts';

/** Where mail goes out, as the site file says; the password never stands there. */
export interface MailSettings {
  readonly host: string;
  readonly port: number;
  readonly from: string;
  /** From `ANJUAN_SMTP_PASSWORD`; without one no sign-in is tried. */
  readonly password?: string | undefined;
}

/** Sends one message or throws. */
export type SendMail = (settings: MailSettings, message: Message) => Promise<void>;

const timeoutMs = 20_000;

/** Sends a message by SMTP, over TLS where the server offers it. */
export async function sendBySmtp(settings: MailSettings, message: Message): Promise<void> {
  const { host, port, from, password } = settings;
  const transport = createTransport({
    host,
    port,
    secure: port === 465,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    ...(password === undefined || password === ''
      ? {}
      : { auth: { user: addressOf(from), pass: password }, requireTLS: port !== 465 }),
  });
  try {
    const { to, subject, text } = message;
    await transport.sendMail({ from, to: [...to], subject, text });
  } finally {
    transport.close();
  }
}

/** `案卷 <records@example.com>` signs in as `records@example.com`. */
function addressOf(from: string): string {
  return /<([^>]+)>/.exec(from)?.[1] ?? from.trim();
}
