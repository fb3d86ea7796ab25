import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { householdsCsv, passwordOf, repair } from '../web/office.ts';
import { expectSound, focusFaults } from './kit/checks.ts';
import { type OfficeDesks, openOfficeDesks } from './kit/office-desks.ts';

let server: OfficeDesks;

beforeAll(async () => {
  server = await openOfficeDesks();
  const clerk = await server.office.as('clerk');
  const path = '/imports/households?fileName=list.csv';
  await clerk.send(path, { method: 'POST', body: householdsCsv });
});

afterAll(() => server?.close());

async function file(): Promise<string> {
  const clerk = await server.office.as('clerk');
  return (await clerk.post<{ number: string }>('/records', repair())).body.number;
}

async function take(matter = '路灯不亮'): Promise<string> {
  const clerk = await server.office.as('clerk');
  const body = { matter, record: await file(), department: '工程部', engineer: '刘志' };
  return (await clerk.post<{ number: string }>('/dispatch-orders', body)).body.number;
}

async function statusOf(number: string): Promise<string> {
  const clerk = await server.office.as('clerk');
  return (await clerk.get<{ status: string }>(`/dispatch-orders/${number}`)).body.status;
}

describe('dispatch orders at the desk', () => {
  it('[DSP-01] are taken for a record by keyboard alone', async () => {
    const record = await file();
    const desk = await server.deskOf('clerk');
    await desk.visit(`/records/${record}`);
    await desk.answered(() => desk.keys.press('F8'));
    expect(desk.path()).toBe(`/orders/new?record=${record}`);
    expect(await desk.find('textbox', /^事项/).inputValue()).toBe('阳台 窗户关不严');
    await desk.keys.tabTo('接单人');
    await desk.keys.type('刘志');
    await desk.answered(() => desk.keys.press('Control+Enter'));
    expect(desk.path()).toMatch(/^\/orders\/PG-202611-\d{4}$/);
    expect(await desk.find('heading', /^PG-/).count()).toBe(1);
    expect(desk.mouseUsed()).toBe(0);
  });

  it('[DSP-03] come back after a wrong number, too: the next scan is written over it', async () => {
    const number = await take();
    const desk = await server.deskOf('clerk');
    await desk.visit('/orders');
    await desk.keys.type('9999');
    await desk.answered(() => desk.keys.press('Enter'));
    expect(await desk.find('alert').textContent()).toContain('没有派工单“PG-202611-9999”');
    expect(await desk.keys.focused()).toBe('扫描或输入单号');
    await desk.keys.type(number);
    await desk.answered(() => desk.keys.press('Enter'));
    expect(await statusOf(number)).toBe('done');
  });

  it('[DSP-03] come back one after another by their last figures, the caret staying in its field', async () => {
    const numbers = [await take(), await take()];
    const desk = await server.deskOf('clerk');
    await desk.visit('/orders');
    for (const number of numbers) {
      await desk.keys.type(String(Number(number.slice(-4))));
      await desk.answered(() => desk.keys.press('Enter'));
      expect(await statusOf(number)).toBe('done');
      expect(await desk.find('status').textContent()).toContain(number);
      expect(await desk.keys.focused()).toBe('扫描或输入单号');
    }
    // Closed right after a form was sent, the browser has been seen to wait for ever.
    await desk.visit('/orders?month=2026-01');
    expect(desk.mouseUsed()).toBe(0);
  });

  it('[DSP-01] are voided by keyboard alone, with the password of a second person', async () => {
    const number = await take();
    const desk = await server.deskOf('clerk');
    await desk.visit(`/orders/${number}`);
    await desk.keys.tabTo('作废');
    await desk.answered(() => desk.keys.press('Enter'));
    await desk.keys.type('开错单');
    await desk.keys.press('Tab');
    await desk.keys.type('supervisor');
    await desk.keys.press('Tab');
    await desk.keys.type(passwordOf('supervisor'));
    await desk.answered(() => desk.keys.press('Control+Enter'));
    expect(desk.path()).toBe(`/orders/${number}`);
    expect(await statusOf(number)).toBe('void');
    expect(desk.mouseUsed()).toBe(0);
  });

  it.each(['zh', 'en'] as const)(
    'are easy to read and to reach at every width, in %s',
    async (lang) => {
      const open = await take('厨房水管漏水，业主要求当天处理，上门前请先打电话联系');
      const clerk = await server.office.as('clerk');
      await clerk.post('/records', {
        category: '01',
        fields: {
          ...repair().fields,
          登记时间: '2026-09-03 09:00',
          派工时间: '2026-09-03 09:02',
          派工单号: `PG-202609-00${lang === 'zh' ? '20' : '30'}`,
        },
      });
      const desk = await server.deskOf('clerk', lang);
      for (const [name, path] of [
        ['orders', '/orders'],
        ['orders-gap', '/orders?month=2026-09'],
        ['orders-none', '/orders?month=2026-01'],
        ['order', `/orders/${open}`],
        ['order-new', '/orders/new'],
        ['order-void', `/orders/${open}/void`],
      ] as const) {
        expect((await desk.visit(path)).status(), path).toBe(200);
        expect(await focusFaults(desk.page), path).toEqual([]);
        await expectSound(desk.page, `${name}-${lang}`);
      }
    },
    120_000,
  );
});
