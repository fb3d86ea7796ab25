import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { systemEntropy } from '../../src/core/ids.ts';
import { escalateMissed } from '../../src/deadlines/commands.ts';
import { deadlinesOf, listDeadlines } from '../../src/deadlines/queries/list-deadlines.ts';
import { listMissed } from '../../src/deadlines/queries/missed.ts';
import { takeOrder } from '../../src/dispatch/commands.ts';
import { type Home, openHome } from '../../src/home/open.ts';
import { watchDeadlines } from '../../src/jobs/watch-deadlines.ts';
import { correctRecord } from '../../src/records/commands/correct-record.ts';
import { fileRecord } from '../../src/records/commands/file-record.ts';
import { freshHome } from '../kit/home.ts';
import { engines, openTestHome, operator, person } from '../kit/open-home.ts';
import { testDatabase } from '../kit/postgres.ts';
import { testClock } from '../kit/time.ts';

const clerk = person('wangfang', 'clerk');
const minute = 60_000;

async function fileRepair(home: Home, more: Record<string, string> = {}) {
  const fields = { 登记时间: '2026-11-03 10:00', 房号: '3-2-0602', 故障现象: '漏水', ...more };
  return (await fileRecord(home, clerk, { category: '01', fields })).number;
}

async function missedEntries(home: Home) {
  const { read } = home.store;
  return read.selectFrom('entry').selectAll().where('kind', '=', 'deadline.missed').execute();
}

it.each(engines)(
  'an escalation stands for good, and says where its matter is now (%s)',
  async (engine) => {
    const { home, clock } = await openTestHome(engine);
    const number = await fileRepair(home);
    clock.advance(6 * minute);
    expect(await escalateMissed(home)).toBe(1);
    expect(await escalateMissed(home)).toBe(0);
    const [entry] = await missedEntries(home);
    const missed = { number, rule: 'dispatch-5', missedAt: '2026-11-03T02:06:00.000Z' };
    const before = await listMissed(home, clerk, {});
    expect(before).toMatchObject([{ ...missed, state: 'overdue', doneAt: null, seq: entry?.seq }]);
    await takeOrder(home, clerk, { matter: '漏水', record: number });
    const doneAt = clock.now();
    expect(await listMissed(home, clerk, {})).toMatchObject([{ ...missed, state: 'late', doneAt }]);
    const change = home.store.scratch((db) => sql`DELETE FROM deadline_missed`.execute(db));
    await expect(change).rejects.toThrow(/evidence/);
  },
);

it.each(engines)(
  'an order that the record names stops the clock like one that names it (%s)',
  async (engine) => {
    const { home, clock } = await openTestHome(engine);
    const order = await takeOrder(home, clerk, { matter: '漏水', room: '3-2-0602' });
    const number = await fileRepair(home, { 派工单号: order.number });
    expect(await deadlinesOf(home, clerk, number)).toMatchObject([
      { rule: 'dispatch-5', state: 'met', doneAt: '2026-11-03T02:00:00.000Z' },
    ]);
    clock.advance(60 * minute);
    expect(await escalateMissed(home)).toBe(0);
  },
);

it.each(engines)(
  'a matter closed without its promised step is missed all the same (%s)',
  async (engine) => {
    const { home, clock } = await openTestHome(engine);
    const number = await fileRepair(home, { 回复业主时间: '2026-11-03 10:01' });
    expect((await listDeadlines(home, clerk, {})).items).toEqual([]);
    clock.advance(6 * minute);
    expect(await escalateMissed(home)).toBe(1);
    expect((await missedEntries(home)).map(({ subject }) => subject)).toEqual([number]);
  },
);

it.each(engines)(
  'a reason for no dispatch stops the clock before anybody is told (%s)',
  async (engine) => {
    const { home, clock } = await openTestHome(engine);
    const number = await fileRepair(home);
    const changes = { 未派工原因: '重复报修' };
    await correctRecord(home, clerk, { number, changes, reason: '补记' });
    clock.advance(60 * minute);
    expect(await escalateMissed(home)).toBe(0);
    expect(await deadlinesOf(home, clerk, number)).toEqual([]);
  },
);

it('of two instances on one database, one escalates', async () => {
  const database = await testDatabase();
  const clock = testClock();
  const open = (path: string) =>
    openHome({ path, clock, entropy: systemEntropy, databaseUrl: database.url });
  const [first, second] = [freshHome(), freshHome()];
  const homes = [await open(first)];
  mkdirSync(second, { recursive: true });
  symlinkSync(join(first, 'keys'), join(second, 'keys')); // instances share one set of keys
  homes.push(await open(second));
  onTestFinished(async () => {
    for (const home of homes) await home.close();
    await database.drop();
  });
  const [one] = homes;
  if (one === undefined) throw new Error('no home');
  const { document } = one.catalogue;
  const mail = { ...document.mail, to: ['supervisor@example.com'] };
  for (const home of homes) await home.catalogue.save(operator.actor, { ...document, mail });
  for (let filed = 0; filed < 5; filed += 1) await fileRepair(one);
  clock.advance(6 * minute);
  const counts = await Promise.all([...homes, ...homes].map((home) => escalateMissed(home)));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(5);
  expect(await missedEntries(one)).toHaveLength(5);
  expect(await one.store.read.selectFrom('outbox').selectAll().execute()).toHaveLength(1);
});

it('a failure is kept with its reason, and the next minute tries again', async () => {
  const { home, clock } = await openTestHome('sqlite');
  await fileRepair(home);
  clock.advance(6 * minute);
  const broken: Home = {
    ...home,
    ledger: { ...home.ledger, transact: () => Promise.reject(new Error('磁盘已满')) },
  };
  expect(await watchDeadlines(broken)).toBe('failed');
  expect(await watchDeadlines(broken)).toBe('failed');
  const jobs = await home.store.read.selectFrom('job').selectAll().execute();
  expect(jobs).toMatchObject([{ kind: 'deadlines', state: 'failed', detail: '磁盘已满' }]);
  expect(await watchDeadlines(home)).toBe('done');
  expect(await missedEntries(home)).toHaveLength(1);
});
