import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeadlineList, HitRates } from '../../src/deadlines/model.ts';
import { listMissed } from '../../src/deadlines/queries/missed.ts';
import { watchDeadlines } from '../../src/jobs/watch-deadlines.ts';
import type { ImportReport, RecordView } from '../../src/records/model.ts';
import {
  type Caller,
  engines,
  type Office,
  openOffice,
  type Problem,
  passwordOf,
  read,
  repair,
} from './office.ts';

let office: Office;
let clerk: Caller;

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

async function file(body: object): Promise<string> {
  const filed = await clerk.post<{ number: string }>('/records', body);
  expect(filed.status, JSON.stringify(filed.body)).toBe(201);
  return filed.body.number;
}

/** A repair registered as the clock of the test stands, at 10:00. */
const repairNow = (more: Readonly<Record<string, unknown>> = {}) =>
  file(repair({ 登记时间: '2026-11-03 10:00', ...more }));

const complaintNow = (more: Readonly<Record<string, unknown>> = {}) =>
  file({
    category: '04',
    fields: {
      投诉时间: '2026-11-03 10:00',
      房号: '3-2-0602',
      投诉人: '贾芳芳',
      投诉内容: '楼上装修太吵',
      首问责任人: '王芳',
      ...more,
    },
  });

async function correct(number: string, changes: Readonly<Record<string, unknown>>) {
  const path = `/records/${number}/corrections`;
  const { status, body } = await clerk.post(path, { changes, reason: '补记' });
  expect(status, JSON.stringify(body)).toBe(201);
}

async function running(): Promise<DeadlineList['items']> {
  const { status, body } = await clerk.get<DeadlineList>('/deadlines');
  expect(status).toBe(200);
  return body.items;
}

async function rates(rule: string, month = '2026-11') {
  const { status, body } = await clerk.get<HitRates>(`/deadlines/hit-rates?month=${month}`);
  expect(status).toBe(200);
  return body.rules.find((one) => one.rule === rule);
}

async function tellTo(...to: string[]) {
  const { document } = office.home.catalogue;
  const { actor } = office.requester('admin');
  await office.home.catalogue.save(actor, { ...document, mail: { ...document.mail, to } });
}

function missedEntries() {
  const { read } = office.home.store;
  return read.selectFrom('entry').selectAll().where('kind', '=', 'deadline.missed').execute();
}

async function letters(): Promise<{ to: string[]; subject: string; text: string }[]> {
  const rows = await office.home.store.read.selectFrom('outbox').selectAll().execute();
  return rows.map(({ payload }) => JSON.parse(payload));
}

describe.each(engines)('promised times over HTTP on %s', (engine) => {
  beforeEach(async () => {
    office = await openOffice(engine);
    clerk = await office.as('clerk');
  });

  afterEach(() => office.close());

  it('[SLA-07] [SLA-01] counts five minutes down and warns, until an order is taken', async () => {
    const number = await repairNow();
    const first = await clerk.get<DeadlineList>('/deadlines?site=A');
    expect(first.body).toMatchObject({ site: 'A', at: '2026-11-03T02:00:00.000Z' });
    expect(first.body.items).toEqual([
      {
        number,
        category: { code: '01', title: '业主日常报修' },
        room: '3-2-0602',
        title: '3-2-0602 阳台 窗户关不严',
        responsible: '王芳',
        rule: 'dispatch-5',
        ruleTitle: '报修五分钟内派工',
        source: 'C-1.5',
        prompt: false,
        endsWith: '派工时间',
        byOrder: true,
        startedAt: '2026-11-03T02:00:00.000Z',
        dueAt: '2026-11-03T02:05:00.000Z',
        doneAt: null,
        state: 'running',
        leftSeconds: 300,
      },
    ]);
    office.clock.advance(3 * minute + 10 * second);
    expect(await running()).toMatchObject([{ number, state: 'warned', leftSeconds: 110 }]);
    expect(await rates('dispatch-5')).toMatchObject({ due: 0, rate: null, running: 1 });
    const taken = await clerk.post('/dispatch-orders', { matter: '窗户关不严', record: number });
    expect(taken.status).toBe(201);
    expect(await running()).toEqual([]);
    expect((await clerk.get<RecordView>(`/records/${number}`)).body.status).toBe('open');
    expect(await rates('dispatch-5')).toMatchObject({ due: 1, met: 1, rate: 1, running: 0 });
  });

  it('[SLA-07] runs on when the order is voided, and is late with the next one', async () => {
    const number = await repairNow();
    const order = { matter: '窗户关不严', record: number };
    const first = await clerk.post<{ number: string }>('/dispatch-orders', order);
    const approver = { username: 'supervisor', password: passwordOf('supervisor') };
    const path = `/dispatch-orders/${first.body.number}/void`;
    expect((await clerk.post(path, { reason: '开错', approver })).status).toBe(201);
    office.clock.advance(7 * minute);
    expect(await running()).toMatchObject([{ number, state: 'overdue', leftSeconds: -120 }]);
    await clerk.post('/dispatch-orders', order);
    expect(await running()).toEqual([]);
    const late = { due: 1, met: 0, late: 1, overdue: 0, rate: 0 };
    expect(await rates('dispatch-5')).toMatchObject({ ...late, numbers: { late: [number] } });
  });

  it('[SLA-07] escalates what is missed once: one entry, one letter, nobody’s data in it', async () => {
    await tellTo('supervisor@example.com', 'manager@example.com');
    const [repaired, complaint] = [await repairNow(), await complaintNow()];
    office.clock.advance(5 * minute + 59 * second);
    await watchDeadlines(office.home);
    expect(await missedEntries()).toEqual([]);
    office.clock.advance(second);
    const both = [watchDeadlines(office.home), watchDeadlines(office.home)];
    expect(await Promise.all(both)).toEqual(['done', 'done']);
    office.clock.advance(minute);
    await watchDeadlines(office.home);

    const [entry, ...others] = await missedEntries();
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ subject: repaired, site: 'A' });
    expect(JSON.parse(entry?.leaf ?? '')).toMatchObject({
      actor: 'clock:deadlines',
      facts: { rule: 'dispatch-5', due: '2026-11-03T02:05:00.000Z' },
    });
    const [letter, ...more] = await letters();
    expect(more).toEqual([]);
    expect(letter?.to).toEqual(['supervisor@example.com', 'manager@example.com']);
    expect(letter?.text).toContain(repaired);
    expect(letter?.text).toContain('报修五分钟内派工，应于 2026-11-03 10:05 前办到');
    expect(letter?.text).not.toContain(complaint);
    expect(JSON.stringify(letter)).not.toMatch(/贾芳芳|13900001234|0602|窗户|王芳/);

    const missed = await listMissed(office.home, office.requester('supervisor'), {});
    expect(missed).toMatchObject([{ number: repaired, rule: 'dispatch-5', state: 'overdue' }]);
    const since = office.clock.now();
    expect(await listMissed(office.home, office.requester('supervisor'), { since })).toEqual([]);
  });

  it('[SLA-07] [SLA-03] wants a complaint reported by the end of the day in site time', async () => {
    const number = await complaintNow();
    expect(await running()).toMatchObject([
      { number, endsWith: '上报主管时间', byOrder: false, dueAt: '2026-11-03T15:59:00.000Z' },
    ]);
    office.clock.advance(11 * hour + 59 * minute);
    expect(await running()).toMatchObject([{ state: 'warned', leftSeconds: 7200 }]);
    office.clock.advance(2 * hour);
    await watchDeadlines(office.home);
    expect(await missedEntries()).toEqual([]);
    office.clock.advance(minute);
    await watchDeadlines(office.home);
    expect(await missedEntries()).toMatchObject([{ subject: number }]);
    await correct(number, { 上报主管时间: '2026-11-04 00:01' });
    expect(await rates('complaint-same-day')).toMatchObject({ due: 1, late: 1, rate: 0 });
  });

  it('[SLA-03] prompts 48 hours after the report, which is no breach and has no hit rate', async () => {
    const times = { 投诉时间: '2026-11-01 10:00', 上报主管时间: '2026-11-01 11:00' };
    const number = await complaintNow({ ...times, 上报对象: '何光' });
    const prompt = { number, rule: 'press-48h', prompt: true, endsWith: '追询时间' };
    expect(await running()).toMatchObject([{ ...prompt, state: 'running', leftSeconds: 3600 }]);
    office.clock.advance(3 * hour);
    expect(await running()).toMatchObject([{ ...prompt, state: 'warned' }]);
    await watchDeadlines(office.home);
    expect(await missedEntries()).toEqual([]);
    expect(await rates('complaint-same-day')).toMatchObject({ due: 1, met: 1, rate: 1 });
    expect(await rates('press-48h')).toBeUndefined();
    await correct(number, { 追询时间: '2026-11-03 13:00' });
    expect(await running()).toEqual([]);
  });

  it('[SLA-07] gives the rate of each rule and month with the records behind every figure', async () => {
    const order = (at: string, ordinal: number) => ({
      派工时间: `2026-11-03 ${at}`,
      派工单号: `PG-202611-000${ordinal}`,
    });
    const met = [await repairNow(order('10:05', 1)), await repairNow(order('10:01', 2))];
    const late = [await repairNow(order('10:06', 3))];
    const excused = await repairNow({ 未派工原因: '重复报修' });
    const voided = await repairNow();
    const approver = { username: 'supervisor', password: passwordOf('supervisor') };
    const path = `/records/${voided}/void`;
    expect((await clerk.post(path, { reason: '重登', approver })).status).toBe(201);
    const overdue = [await repairNow()];
    office.clock.advance(6 * minute);
    const running = [await repairNow({ 登记时间: '2026-11-03 10:06' })];
    expect(await rates('dispatch-5')).toMatchObject({
      ruleTitle: '报修五分钟内派工',
      source: 'C-1.5',
      due: 4,
      met: 2,
      late: 1,
      overdue: 1,
      running: 1,
      rate: 0.5,
      imported: { due: 0, rate: null },
      numbers: { met, late, overdue, running },
    });
    expect(JSON.stringify(await rates('dispatch-5'))).not.toContain(excused);
    expect(await rates('dispatch-5', '2026-10')).toMatchObject({ due: 0, rate: null });
  });

  it('[SLA-07] starts no clock for imported months and counts them apart', async () => {
    await tellTo('supervisor@example.com');
    const register = [
      '登记时间,房号,报修部位,故障现象,派工时间,派工单号,首问责任人',
      '2026-10-31 08:14,3-2-0501,楼道,地漏返味,2026-10-31 08:17,PG-202610-0001,周敏',
      '2026-10-31 10:53,3-2-0602,阳台,窗户关不严,2026-10-31 11:53,PG-202610-0002,王芳',
      '2026-10-31 12:00,3-2-0602,阳台,灯不亮,,PG-202610-0003,王芳',
      '2026-11-03 10:00,3-2-0602,客厅,灯不亮,,,王芳',
      '',
    ].join('\n');
    const path = `/imports/records?fileName=${encodeURIComponent('01-业主日常报修.csv')}`;
    const sent = await clerk.send(path, { method: 'POST', body: register });
    expect((await read<ImportReport>(sent)).body).toMatchObject({ filed: 4 });
    expect(await running()).toEqual([]);
    office.clock.advance(hour);
    await watchDeadlines(office.home);
    expect(await missedEntries()).toEqual([]);
    expect(await letters()).toEqual([]);
    expect(await rates('dispatch-5', '2026-10')).toMatchObject({
      due: 0,
      rate: null,
      imported: {
        due: 3,
        met: 1,
        late: 1,
        overdue: 1,
        numbers: {
          met: ['BX-202610-0001'],
          late: ['BX-202610-0002'],
          overdue: ['BX-202610-0003'],
        },
      },
    });
  });
});

describe('promised times over HTTP', () => {
  beforeEach(async () => {
    office = await openOffice();
    clerk = await office.as('clerk');
  });

  afterEach(() => office.close());

  it('are shown to those of the site, what is due first standing first', async () => {
    const complaint = await complaintNow({ 投诉时间: '2026-11-03 08:00' });
    const payment = await file({
      category: '31',
      fields: { 开始时间: '2026-11-03 10:00', 收费项目: '停车费', 办理人: '王芳' },
    });
    const repaired = await repairNow({ 登记时间: '2026-11-03 10:01' });
    expect((await running()).map(({ number }) => number)).toEqual([repaired, payment, complaint]);
    const stranger = await office.as('stranger');
    expect((await stranger.get<Problem>('/deadlines')).status).toBe(403);
    expect((await stranger.get<Problem>('/deadlines/hit-rates?month=2026-11')).status).toBe(403);
    expect((await office.anybody.get('/deadlines')).status).toBe(401);
    expect((await clerk.get<Problem>('/deadlines?site=Z')).status).toBe(404);
    expect((await clerk.get<Problem>('/deadlines/hit-rates?month=2026-13')).status).toBe(422);
  });
});
