import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deliverOutbox, enqueueMail } from '../../src/mail/outbox.ts';
import { type MailSettings, sendBySmtp } from '../../src/mail/transport.ts';
import { engines, type Office, openOffice } from '../records/commands/office.ts';

for (const engine of engines) {
  describe(`the outbox (${engine})`, () => {
    let office: Office;
    let server: SMTPServer;
    let received: ParsedMail[];
    let refuses: boolean;
    let settings: MailSettings;

    beforeEach(async () => {
      office = await openOffice(engine);
      received = [];
      refuses = false;
      server = new SMTPServer({
        authOptional: true,
        disabledCommands: ['STARTTLS'],
        onData(stream, _session, done) {
          if (refuses) {
            stream.resume();
            stream.once('end', () => done(new Error('mailbox full')));
            return;
          }
          simpleParser(stream).then((mail) => {
            received.push(mail);
            done();
          }, done);
        },
      });
      const port = await new Promise<number>((resolve) => {
        server.listen(0, '127.0.0.1', () => {
          const address = server.server.address();
          resolve(typeof address === 'object' && address !== null ? address.port : 0);
        });
      });
      settings = { host: '127.0.0.1', port, from: '案卷 <records@example.com>' };
    });

    afterEach(async () => {
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await office.close();
    });

    const enqueue = () =>
      office.home.store.scratch(async (db) => {
        await enqueueMail(db, office.home, {
          to: ['zhuguan@example.com'],
          subject: '【案卷】2026-10 已封卷',
          text: '指纹：3f1a 09bc',
        });
      });
    const deliver = (with_: MailSettings = settings) =>
      deliverOutbox({
        store: office.home.store,
        clock: office.clock,
        settings: with_,
        send: sendBySmtp,
      });

    it('delivers a message once, with its Chinese intact', async () => {
      await enqueue();
      expect(await deliver()).toEqual({ sent: 1, failed: 0, waiting: 0, why: null });
      expect(await deliver()).toEqual({ sent: 0, failed: 0, waiting: 0, why: null });
      expect(received).toHaveLength(1);
      expect(received[0]).toMatchObject({ subject: '【案卷】2026-10 已封卷' });
      expect(received[0]?.text?.trim()).toBe('指纹：3f1a 09bc');
      expect(received[0]?.from?.text).toContain('records@example.com');
    });

    it('keeps a message while there is no mail server, and says where to set one', async () => {
      await enqueue();
      const answer = await deliver({ ...settings, host: '' });
      expect(answer).toMatchObject({ sent: 0, waiting: 1 });
      expect(answer.why).toContain('site.json');
      expect((await deliver()).sent).toBe(1);
    });

    it('tries again later when it is refused, and keeps the reason', async () => {
      await enqueue();
      refuses = true;
      expect(await deliver()).toMatchObject({ sent: 0, failed: 1 });
      const row = await office.home.store.read.selectFrom('outbox').selectAll().executeTakeFirst();
      expect(row).toMatchObject({ attempts: 1, done_at: null });
      expect(row?.last_error).toContain('mailbox full');
      refuses = false;
      expect(await deliver()).toMatchObject({ sent: 0, failed: 0 });
      office.clock.advance(61_000);
      expect(await deliver()).toMatchObject({ sent: 1 });
    });

    it('counts a server that nobody answers at as a failure, not as an error', async () => {
      await enqueue();
      const port = settings.port;
      await new Promise<void>((resolve) => server.close(() => resolve()));
      expect(await deliver({ ...settings, port })).toMatchObject({ failed: 1 });
    });
  });
}
