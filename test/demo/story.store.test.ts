import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkLog } from '../../src/audit/check-log.ts';
import { examine } from '../../src/audit/doctor/examine.ts';
import { instantAfter, systemClock } from '../../src/core/clock.ts';
import { calendarOf } from '../../src/demo/calendar.ts';
import { complaintField, isToldHome, signIns } from '../../src/demo/people.ts';
import { tellStory } from '../../src/demo/tell.ts';
import type { OrderView } from '../../src/dispatch/model.ts';
import type { VersionView } from '../../src/policies/model.ts';
import type { RecordPage, RecordView } from '../../src/records/model.ts';
import type { SessionLine, WeeksView } from '../../src/training/model/views.ts';
import type { PolicyDuties } from '../../src/walls/model.ts';
import { type Told, toldAt } from './told.ts';

/** Half past ten in the morning of a Tuesday late in a month. */
const now = '2026-11-24T02:30:00.000Z';

describe('the told story', () => {
  let told: Told;
  beforeAll(async () => {
    told = await toldAt(now);
  });
  afterAll(() => told.close());

  const records = async (query: string) => {
    const page = await told.get<RecordPage>('chen', `/records?limit=200&${query}`);
    return page.items;
  };
  const record = (number: string) => told.get<RecordView>('chen', `/records/${number}`);

  test('leaves a log that is intact, and whose times never go back', async () => {
    const { home } = told;
    const check = await checkLog({ read: home.store.read, keyring: home.keyring, log: home.log });
    expect(check.intact).toBe(true);
    const entries = await home.store.read.selectFrom('entry').select('at').orderBy('seq').execute();
    const times = entries.map(({ at }) => at);
    expect(times).toEqual(times.toSorted());
    expect(times[0]).toBe('2026-09-01T00:30:00.000Z');
    expect(entries.length).toBeGreaterThan(900);
  });

  test('leaves a home in which the doctor finds nothing wrong', async () => {
    const { checks } = await examine({ path: told.home.path, clock: systemClock });
    // The disk and the process that holds the home are the machine's, not the story's.
    const wrong = checks.filter(({ state }) => state === 'wrong');
    expect(wrong).toEqual([]);
    expect(checks.find(({ code }) => code === 'site')?.state).toBe('good');
  });

  test('ends in the present, in which the home then lives on', async () => {
    expect(told.home.clock.now()).toBe(now);
    await told.get('xu', '/records');
    const last = await told.home.store.read
      .selectFrom('entry')
      .select(['kind', 'at'])
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    expect(last).toEqual({ kind: 'session.opened', at: now });
  });

  test('cannot be told a second time', async () => {
    await expect(tellStory(told, () => undefined)).rejects.toMatchObject({ code: 'conflict' });
    expect(await isToldHome(told.home)).toBe(true);
  });

  test('files every row of the paper registers, and every household', async () => {
    expect(await records('month=2026-09')).toHaveLength(130);
    expect(await records('month=2026-10')).toHaveLength(131);
    const households = await told.get<{ items: unknown[] }>('chen', '/households?limit=200');
    expect(households.items).toHaveLength(40);
  });

  test('has the earlier month sealed by two people, and the last one as a draft', async () => {
    const { items } = await told.get<{
      items: { month: string; state: string; seals: { sealers: string[]; bags: unknown[] }[] }[];
    }>('xu', '/bundles');
    const [last, earlier] = items;
    expect(earlier).toMatchObject({ month: '2026-09', state: 'sealed' });
    expect(earlier?.seals[0]?.sealers).toEqual(['周明远', '郑海']);
    expect(earlier?.seals[0]?.bags).toHaveLength(3);
    expect(last).toMatchObject({ month: '2026-10', state: 'draft' });
    const { draft } = await told.get<{ draft: { blockers: { code: string }[] } }>(
      'zhou',
      '/bundles/2026-10',
    );
    expect(draft.blockers.map(({ code }) => code)).toEqual([
      'order-number-missing',
      'order-not-returned',
      'matter-unanswered',
      'day-unsigned',
    ]);
  });

  test('has one torn sheet, one stale, one missing, one long unseen, and all others as they should be', async () => {
    const { walls, withoutVersion } = await told.get<PolicyDuties>('wu', '/policy-duties');
    const amiss = walls.filter(({ state }) => state !== 'current');
    expect(amiss.map(({ code, place, state, posted }) => ({ code, place, state, posted }))).toEqual(
      [
        { code: 'ZD-09', place: 'gate', state: 'damaged', posted: 1 },
        { code: 'ZD-10', place: 'engineering-room', state: 'out-of-date', posted: 1 },
        { code: 'ZD-17', place: 'gate', state: 'missing', posted: null },
        { code: 'ZD-19', place: 'key-cabinet', state: 'unchecked', posted: 1 },
      ],
    );
    expect(walls.length).toBeGreaterThan(30);
    expect(withoutVersion).toEqual([]);
  });

  test('has policies adopted by two people since before, and a version in review', async () => {
    const { items } = await told.get<{ items: VersionView[] }>('wu', '/policies/ZD-14/versions');
    expect(items).toMatchObject([
      { adopted: true, inForceFrom: '2026-08-01', approvedBy: '周明远', publishedBy: '郑海' },
      { status: 'in-review', writtenBy: '吴静怡', approvedBy: null },
    ]);
  });

  test('has weekly hours of two months, one week short, one hour without its summary', async () => {
    const weeks = await told.get<WeeksView>(
      'chen',
      '/training-weeks?from=2026-09-07&to=2026-11-22',
    );
    expect(weeks.items.map(({ held }) => held).toSorted()).toEqual([2, ...Array(10).fill(3)]);
    expect(weeks.months.map(({ missing }) => missing)).toEqual([[], [], []]);
    const { items } = await told.get<{ items: SessionLine[] }>('wu', '/training-sessions');
    const open = items.filter(({ status }) => status === 'incomplete');
    expect(open.map(({ missing }) => missing)).toEqual([['summary']]);
    const taught = items.filter(({ policies }) => policies.includes('ZD-10'));
    expect(taught).toMatchObject([{ class: 'system', present: 3, passed: 2 }]);
  });

  test('has a complaint that became a repair, an order with a photo, an answer and visits', async () => {
    const complaint = await record('TS-202611-0001');
    expect(complaint).toMatchObject({ status: 'closed', room: '2-1-0302' });
    const naming = complaint.links.filter(({ direction }) => direction === 'named-by');
    const [repairLink, visitLink] = naming.toSorted((a, b) => (a.number < b.number ? -1 : 1));
    expect(repairLink).toMatchObject({ field: complaintField });
    expect(visitLink?.number).toMatch(/^HF-/);
    const repair = await record(repairLink?.number ?? '');
    expect(repair).toMatchObject({ status: 'closed', attachments: [{ mediaType: 'image/png' }] });
    const order = await told.get<OrderView>('chen', `/dispatch-orders/${repair.fields.派工单号}`);
    expect(order).toMatchObject({ status: 'done', room: '2-1-0302' });
    const visits = repair.links.filter(({ number }) => number.startsWith('HF-'));
    expect(visits).toHaveLength(1);
  });

  test('has a repair just reported and not dispatched, within its five minutes', async () => {
    const unanswered = await records('category=01&month=2026-11&status=open');
    const seen = await Promise.all(unanswered.map(({ number }) => record(number)));
    const undispatched = seen.filter(({ fields }) => fields.派工单号 === undefined);
    const justNow = instantAfter(now, { minutes: -1 });
    expect(undispatched).toMatchObject([{ room: '3-1-0201', occurredAt: justNow }]);
  });

  test('has an inquiry answered after asking a superior, and one that waits', async () => {
    const all = await records('category=03&month=2026-11');
    const asked = await Promise.all(all.slice(0, 8).map(({ number }) => record(number)));
    const superior = asked.filter(({ fields }) => fields.请示领导 !== undefined);
    expect(superior.map(({ status }) => status).toSorted()).toEqual(['closed', 'open']);
  });

  test('has an order out for days, and a void one with its reason and approver', async () => {
    const { items } = await told.get<{ items: { number: string; status: string }[] }>(
      'lin',
      '/dispatch-orders?month=2026-11&limit=200',
    );
    const named = (status: string) => items.filter((one) => one.status === status);
    const [out] = named('issued');
    const order = await told.get<OrderView>('lin', `/dispatch-orders/${out?.number}`);
    expect(order).toMatchObject({ takenAt: '2026-11-16T03:33:00.000Z', copies: [] });
    const [gone] = named('void');
    const voided = await told.get<OrderView>('lin', `/dispatch-orders/${gone?.number}`);
    expect(voided.voided).toEqual({
      reason: expect.stringContaining('不用上门'),
      approver: '周明远',
    });
  });

  test('has an access request that waits, one that was used once, and one refused', async () => {
    const { items } = await told.get<{ items: unknown[] }>('zhou', '/access-requests');
    expect(items).toMatchObject([
      { status: 'requested', fields: ['联系电话'] },
      { status: 'looked', decidedBy: '周明远', lookedBy: '陈晓岚' },
      { status: 'refused' },
    ]);
  });

  test('has yesterday unsigned and the day before signed', async () => {
    const { days } = await told.get<{ days: string[] }>('zhou', '/unsigned-days?month=2026-11');
    expect(days).toEqual(['2026-11-23', '2026-11-24']);
  });

  test('has a correction beside the original', async () => {
    const { corrections, original, fields } = await record('DJ-202610-0001');
    expect(corrections).toHaveLength(1);
    expect([original.数量, fields.数量]).toEqual([1, 2]);
  });

  test('sends no mail', async () => {
    expect(await told.home.store.read.selectFrom('outbox').selectAll().execute()).toEqual([]);
  });

  test('gives every sign-in a password of its own', () => {
    expect(new Set(signIns.map(({ password }) => password)).size).toBe(6);
  });
});

describe('the story told early in a month', () => {
  test('begins with the desk in the month before, and is as sound', async () => {
    const early = '2026-02-28T16:05:00.000Z'; // five past midnight of 1 March in Shanghai
    const told = await toldAt(early);
    try {
      expect(calendarOf(early, 'Asia/Shanghai').deskFrom).toBe('2026-02-20');
      const { home } = told;
      const check = await checkLog({ read: home.store.read, keyring: home.keyring, log: home.log });
      expect(check.intact).toBe(true);
      const { days } = await told.get<{ days: string[] }>('zhou', '/unsigned-days?month=2026-02');
      expect(days).toEqual(['2026-02-11', '2026-02-12', '2026-02-28']);
      const account = await told.get('zhou', '/dispatch-orders/account?month=2026-02');
      expect(account.gaps).toEqual([{ first: 'PG-202602-0017', last: 'PG-202602-0017' }]);
    } finally {
      await told.close();
    }
  });
});
