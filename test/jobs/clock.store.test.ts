import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runOnce } from '../../src/jobs/run-once.ts';
import { draftMonth, signLog } from '../../src/jobs/verbs.ts';
import { fileRecord } from '../../src/records/commands/file-record.ts';
import { engines, type Office, openOffice, repair } from '../records/commands/office.ts';

const day = 86_400_000;

describe.each(engines)('the clock on %s', (engine) => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice(engine);
  });
  afterEach(() => office.close());

  const jobs = () => office.home.store.read.selectFrom('job').selectAll().execute();

  test('signs the log once a day, however often it is asked', async () => {
    expect(await runOnce(office.home, signLog)).toBe('done');
    expect(await runOnce(office.home, signLog)).toBe('known');
    office.clock.advance(day);
    expect(await runOnce(office.home, signLog)).toBe('done');
    const periods = (await jobs()).map(({ period }) => period).sort();
    expect(periods).toEqual(['2026-11-03', '2026-11-04']);
  });

  test('of two instances that strike at once, one does the work', async () => {
    const both = await Promise.all([
      runOnce(office.home, draftMonth),
      runOnce(office.home, draftMonth),
    ]);
    expect(both.sort()).toEqual(['done', 'known']);
  });

  test('last month’s draft and what stands in its way go out by mail', async () => {
    const { home, operator } = office;
    const { document } = home.catalogue;
    const mail = { ...document.mail, to: ['office@example.com'] };
    await home.catalogue.save(operator.actor, { ...document, mail });
    await fileRecord(home, operator, { category: '01', fields: repair() });
    await runOnce(home, draftMonth);
    const [letter] = await home.store.read.selectFrom('outbox').selectAll().execute();
    const { subject, text } = JSON.parse(letter?.payload ?? '{}');
    expect(subject).toContain('2026-10 待装订');
    expect(text).toContain('1 条记录');
    expect(text).toContain('2026-10-31');
  });

  test('a failure is kept with its reason', async () => {
    const broken = {
      ...signLog,
      run: () => Promise.reject(new Error('磁盘已满')),
    };
    expect(await runOnce(office.home, broken)).toBe('failed');
    expect(await jobs()).toMatchObject([{ state: 'failed', detail: '磁盘已满' }]);
  });
});
