import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { escalateMissed } from '../../../src/deadlines/commands.ts';
import { householdsCsv, type Office, openOffice, repair } from '../office.ts';
import { signedIn, type Visited, type Visitor } from './visitor.ts';

/** What htmx says of itself when it renews a part of a page. */
const renewal = { 'hx-request': 'true' };

let office: Office;
let clerk: Visitor;

beforeAll(async () => {
  office = await openOffice();
  const path = '/imports/households?fileName=list.csv';
  await (await office.as('clerk')).send(path, { method: 'POST', body: householdsCsv });
  clerk = await signedIn(office, 'clerk');
});

afterAll(() => office?.close());

async function file(record: unknown): Promise<string> {
  const { status, body } = await (await office.as('clerk')).post('/records', record);
  expect(status).toBe(201);
  return String(body.number);
}

/** What a row of a table says. */
function rowOf({ html }: Visited, number: string): string {
  const rows = [...html.matchAll(/<tr\b[^>]*>.*?<\/tr>/gs)].map(([row]) => row);
  const row = rows.find((one) => one.includes(`>${number}<`)) ?? '';
  return row
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function repairAt(minute: string, more: Record<string, unknown> = {}) {
  return repair({ 登记时间: `2026-11-03 ${minute}`, ...more });
}

describe('[SLA-07] the desk', () => {
  it('counts down to what is due, warns before, and says what is overdue, first due first', async () => {
    const overdue = await file(repairAt('09:50', { 房号: '3-2-0501' }));
    const warned = await file(repairAt('09:57'));
    const running = await file(repairAt('10:00'));
    const kept = await file(repairAt('09:40', { 未派工原因: '电话指导解决' }));
    const desk = await clerk.get('/desk');
    // It is 10:00, and an order is promised within five minutes.
    expect(rowOf(desk, overdue)).toMatch(/超时 05:00 ■ 超时/);
    expect(rowOf(desk, warned)).toMatch(/剩 02:00 ▲ 将到时/);
    expect(rowOf(desk, running)).toMatch(/剩 05:00 ● 计时中/);
    expect(rowOf(desk, kept)).toBe('');
    const places = [overdue, warned, running].map((number) => desk.html.indexOf(`>${number}<`));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(desk.html).toContain('data-due="2026-11-03T01:55:00.000Z"');
    expect(rowOf(desk, overdue)).toContain('报修五分钟内派工 · 09:55 到时 · 首问 王芳');
    expect(desk.links).toContain(`/orders/new?record=${overdue}`);
  });

  it('speaks of the same in English', async () => {
    const english = await signedIn(office, 'clerk', 'en');
    const { text } = await english.get('/desk');
    expect(text).toContain('05:00 overdue ■ Overdue');
    expect(text).toContain('▲ Due soon');
    expect(text).toContain('Repair dispatched within 5 minutes');
  });

  it('leads to the record where no order ends the matter', async () => {
    const number = await file({
      category: '04',
      fields: {
        投诉时间: '2026-11-03 09:00',
        房号: '3-2-0602',
        投诉内容: '楼道灯不亮',
        首问责任人: '王芳',
      },
    });
    const desk = await clerk.get('/desk');
    expect(rowOf(desk, number)).toMatch(/剩 13时59分 ● 计时中/);
    expect(desk.links).toContain(`/records/${number}/continue`);
  });
});

describe('[SLA-07] the page of promised times', () => {
  it('shows the rate of each rule with its figures, and the records behind each', async () => {
    const late = await file(
      repairAt('08:00', {
        派工时间: '2026-11-03 08:20',
        派工单号: 'PG-202611-0100',
        派往部门: '工程部',
      }),
    );
    await file(repairAt('08:30', { 派工时间: '2026-11-03 08:34', 派工单号: 'PG-202611-0101' }));
    const shown = await clerk.get('/deadlines');
    expect(shown.text).toMatch(/业主日常报修：报修五分钟内派工 33\.3% 1 \/ 3/);
    expect(shown.text).toMatch(/应计 3 按时 1 超时已办 1 超时未办 1 未到时 2/);
    const link = shown.links.find((href) => href.includes('state=late')) ?? '';
    const behind = await clerk.get(link.replace(/#.*/, ''));
    expect(behind.text).toMatch(/报修五分钟内派工：超时已办（1）/);
    expect(behind.links).toContain(`/records/${late}`);
    expect((await clerk.get('/deadlines?month=2026-09')).text).toContain('本月还没有应计的');
  });

  it('lists what was missed once it was escalated', async () => {
    expect((await clerk.get('/deadlines')).text).toContain('这个月没有上报过超时');
    await escalateMissed(office.home);
    const shown = await clerk.get('/deadlines');
    const missed = shown.html.slice(
      shown.html.indexOf('id="missed"'),
      shown.html.indexOf('id="clocks"'),
    );
    expect(missed).toMatch(/BX-202611-0001/);
    expect(missed).toContain('2026-11-03 10:00');
    expect((await clerk.get('/deadlines?month=2026-10')).text).toContain('这个月没有上报过超时');
  });

  it('refuses what is no month in words', async () => {
    const refused = await clerk.get('/deadlines?month=soon');
    expect([refused.status, refused.text.includes('“soon”不是月份')]).toEqual([422, true]);
  });
});

describe('the desk', () => {
  it('is the first page of a clerk, with the registers under their keys', async () => {
    expect((await clerk.get('/')).path).toBe('/desk');
    const { html, links } = await clerk.get('/desk');
    for (const [key, prefix] of [
      ['F2', 'BX'],
      ['Alt\\+1', 'BX'],
      ['Alt\\+2', 'ZX'],
      ['Alt\\+3', 'TS'],
      ['Alt\\+4', 'WLR'],
      ['Alt\\+5', 'DJ'],
    ]) {
      expect(html).toMatch(new RegExp(`href="/records/new/${prefix}"[^>]*data-hotkey="${key}"`));
    }
    const offered = new Set(links.filter((href) => href.startsWith('/records/new/')));
    expect(offered.size).toBe(33);
  });

  it('counts the day, and flags the days that nobody signed', async () => {
    await file(repair({ 登记时间: '2026-11-01 10:00' }));
    const desk = await clerk.get('/desk');
    expect(desk.text).toMatch(/今天 2026-11-03/);
    expect(desk.text).toMatch(/6 报修 未办结 \d/);
    expect(desk.text).toMatch(/1 投诉 未办结 1/);
    expect(desk.text).toContain('主管未审阅：2 天');
    expect(desk.links).toEqual(expect.arrayContaining(['/days/2026-11-01', '/days/2026-11-02']));
    await (await office.as('supervisor')).post('/sign-offs', { day: '2026-11-01' });
    expect((await clerk.get('/desk')).text).toContain('主管未审阅：1 天');
  });

  it('shows what the last shift handed over, and what is mine', async () => {
    expect((await clerk.get('/desk')).text).toContain('还没有交接班记录');
    const number = await file({
      category: '16',
      fields: {
        日期: '2026-11-03',
        班次: '夜班',
        交接时间: '2026-11-03 08:00',
        交班人: '周敏',
        接班人: '王芳',
        未完事项: '3-2-0501 水管待修',
      },
    });
    const desk = await clerk.get('/desk');
    expect(desk.text).toContain(`${number} 2026-11-03 08:00 夜班，周敏 交给 王芳`);
    expect(desk.text).toContain('3-2-0501 水管待修');
    const mine = desk.html.slice(desk.html.indexOf('id="mine"'));
    expect(mine).toContain('BX-202611-0001');
    const other = await signedIn(office, 'secondClerk');
    expect((await other.get('/desk')).text).toContain('没有以您为责任者的未办结事项');
  });

  it('[VIS-05] lists closed matters without a return visit, until one names them', async () => {
    const waits = async () => {
      const { html, links } = await clerk.get('/desk');
      return { html: html.slice(html.indexOf('id="unvisited"')), links };
    };
    const closed = { 未派工原因: '电话指导解决', 回复业主时间: '2026-11-03 09:50' };
    const number = await file(repairAt('09:30', closed));
    const before = await waits();
    expect(before.html).toContain(`>${number}<`);
    const link = before.links.find((href) => href.includes('/records/new/HF?')) ?? '';
    const done = await clerk.submit(link, { 回访方式: '上门', 业主意见: '满意' });
    expect(done.path).toMatch(/^\/records\/HF-202611-/);
    expect((await waits()).html).not.toContain(`>${number}<`);
    const inquiry = { 咨询时间: '2026-11-03 09:00', 房号: '3-2-0602', 咨询事项: '何时供暖' };
    const answered = { 答复时间: '2026-11-03 09:05', 答复内容: '15 日', 首问责任人: '王芳' };
    const onTheSpot = { ...inquiry, ...answered, 是否当场答复: '是' };
    const later = { ...inquiry, ...answered, 是否当场答复: '否' };
    const spoken = await file({ category: '03', fields: onTheSpot });
    const unspoken = await file({ category: '03', fields: later });
    const { html } = await waits();
    expect([html.includes(spoken), html.includes(unspoken)]).toEqual([false, true]);
  });

  it('answers its own renewal with a part that names its place', async () => {
    const { html } = await clerk.get('/desk', renewal);
    expect(html).toMatch(/^<hx-partial hx-target="#desk-now" hx-swap="innerMorph">/);
    expect(html).not.toContain('<html');
  });
});

// Last, since the clock goes on.
describe('[SLA-07] the desk, as time goes by', () => {
  it('follows the clock, and drops what was done', async () => {
    const number = await file(repairAt('09:58'));
    office.clock.advance(4 * 60_000);
    expect(rowOf(await clerk.get('/desk', renewal), number)).toMatch(/超时 01:00 ■ 超时/);
    const order = { matter: '修窗', record: number };
    await (await office.as('clerk')).post('/dispatch-orders', order);
    expect(rowOf(await clerk.get('/desk', renewal), number)).toBe('');
  });
});
