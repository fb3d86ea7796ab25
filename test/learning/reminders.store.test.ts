import { sql } from 'kysely';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { changePerson } from '../../src/access/change-person.ts';
import { deliverMail } from '../../src/jobs/deliver-mail.ts';
import { remindLearning } from '../../src/jobs/remind-learning.ts';
import { runOnce } from '../../src/jobs/run-once.ts';
import { remindLearners } from '../../src/learning/commands/remind-learners.ts';
import { countOwing } from '../../src/learning/queries/owing.ts';
import { personLearning } from '../../src/learning/queries/person-learning.ts';
import { insertLearned } from '../../src/learning/rows.ts';
import { engines, type Office, openOffice } from '../records/commands/office.ts';
import { learnEverything, lettersOf, taughtPolicy } from './taught.ts';

const day = 86_400_000;

/** A mail server on the loopback; what arrives there. */
async function openMailbox(): Promise<{ port: number; received: ParsedMail[] }> {
  const received: ParsedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
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
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port, received };
}

describe.each(engines)('learning on %s', (engine) => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice(engine, { staff: ['wangfang', 'lijing', 'heguang'] });
  });
  afterEach(() => office.close());

  it('on Mondays at nine each who is behind gets one letter, and those without an address are named to those responsible', async () => {
    const { home, clock, operator } = office;
    const { port, received } = await openMailbox();
    const mail = { host: '127.0.0.1', port, from: 'records@example.org', to: ['head@example.org'] };
    const publicUrl = 'https://records.example.org/';
    await home.catalogue.save(operator.actor, { ...home.catalogue.document, mail, publicUrl });
    await changePerson(home.ledger, operator, { username: 'wangfang', email: 'wang@example.org' });
    await changePerson(home.ledger, operator, { username: 'heguang', email: 'he@example.org' });
    await taughtPolicy(home, { title: '首问负责制', from: '2026-11-03' });
    await learnEverything(home, await office.person('heguang'), 'heguang-password');
    // The first Monday after: owed for six days, and nobody is behind.
    clock.advance(6 * day);
    expect(await runOnce(home, remindLearning)).toBe('done');
    expect(await lettersOf(home)).toEqual([]);
    clock.advance(7 * day - 2 * 3_600_000);
    // Monday at eight: last week's round was made, and this week's hour has not come.
    expect(await runOnce(home, remindLearning)).toBe('known');
    clock.advance(2 * 3_600_000);
    expect(await runOnce(home, remindLearning)).toBe('done');
    expect(await runOnce(home, remindLearning)).toBe('known');
    expect(await deliverMail(home, {})).toMatchObject({ sent: 2, failed: 0 });
    const letters = received.map(({ to, subject, text }) => ({
      to: [to].flat().map((one) => one?.text)[0],
      subject,
      text: text ?? '',
    }));
    const own = letters.find(({ to }) => to === 'wang@example.org');
    expect(own?.subject).toBe('【案卷】您有 1 项制度要学');
    expect(own?.text).toContain('《首问负责制》第 1 版，最迟 2026-11-10');
    expect(own?.text).toContain('https://records.example.org/learning');
    const list = letters.find(({ to }) => to === 'head@example.org');
    expect(list?.text).toContain('姓lijing（lijing）：1 项');
    expect(list?.text).not.toContain('wangfang');
  });

  it('of two who press the button at once, each person is written to once', async () => {
    const { home, clock, operator } = office;
    await changePerson(home.ledger, operator, { username: 'wangfang', email: 'wang@example.org' });
    await taughtPolicy(home, { title: '问候', from: '2026-11-03' });
    clock.advance(9 * day);
    const both = await Promise.all([
      remindLearners(home, operator, {}),
      remindLearners(home, operator, {}),
    ]);
    expect(both.flatMap(({ sent }) => sent)).toEqual(['wangfang']);
    expect(await lettersOf(home)).toHaveLength(1);
  });

  it('a fact of learning stands: the first way counts, and nothing changes or removes it', async () => {
    const { home, operator } = office;
    const { code, version } = await taughtPolicy(home, { title: '问候', from: '2026-11-03' });
    const who = await office.person('wangfang');
    const person = who.actor.kind === 'person' ? who.actor.id : '';
    const learn = (how: 'reading' | 'training', source: string) =>
      home.ledger.transact(operator.actor, async ({ db, now, seq }) => {
        const fact = { person, code, version, how, source };
        const isNew = await insertLearned(db, fact, { at: now, seq });
        return { result: isNew, entries: [{ kind: 'policy.learned', subject: code }] };
      });
    expect(await learn('training', 'session-1')).toBe(true);
    expect(await learn('reading', '')).toBe(false);
    const { learned } = await personLearning(home, operator, 'wangfang');
    expect(learned).toMatchObject([{ how: 'training', source: 'session-1', isCurrent: true }]);
    const change = home.store.scratch((db) =>
      sql`UPDATE policy_learned SET version = 9`.execute(db),
    );
    await expect(change).rejects.toThrow(/evidence/);
    const removal = home.store.scratch((db) => sql`DELETE FROM policy_learned`.execute(db));
    await expect(removal).rejects.toThrow(/evidence/);
  });

  it('publishing says beforehand how many will owe it, and by when', async () => {
    const { home, operator } = office;
    const { code } = await taughtPolicy(home, { title: '问候', from: '2026-11-03' });
    const next = { code, version: 2, from: '2026-12-01' };
    expect(await countOwing(home, next)).toEqual({ people: 3, dueOn: '2026-12-08' });
    const duty = await taughtPolicy(home, {
      title: '前台岗位职责',
      from: '2026-11-03',
      post: 'desk-clerk',
    });
    const posts = [{ site: 'A', post: 'desk-clerk' }];
    await changePerson(home.ledger, operator, { username: 'lijing', posts });
    expect(await countOwing(home, { ...next, code: duty.code })).toMatchObject({ people: 1 });
  });
});
