import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { householdsCsv, passwordOf, repair } from '../web/office.ts';
import { expectSound, focusFaults } from './kit/checks.ts';
import type { Desk } from './kit/desk.ts';
import { type OfficeDesks, openOfficeDesks } from './kit/office-desks.ts';

let server: OfficeDesks;
let matter: string;

beforeAll(async () => {
  server = await openOfficeDesks();
  const clerk = await server.office.as('clerk');
  const path = '/imports/households?fileName=list.csv';
  await clerk.send(path, { method: 'POST', body: householdsCsv });
  matter = await file({ 登记时间: '2026-11-03 09:57', 房号: '3-2-0501', 故障现象: '水管漏水' });
  await clerk.post(`/records/${matter}/corrections`, {
    changes: { 报修部位: '厨房' },
    reason: '听错了',
  });
  const name = encodeURIComponent('现场说明.txt');
  await clerk.send(`/records/${matter}/attachments?name=${name}`, { method: 'POST', body: '漏水' });
  await clerk.post('/dispatch-orders', { matter: '水管漏水', record: matter });
});

afterAll(() => server?.close());

async function file(fields: Record<string, string> = {}): Promise<string> {
  const clerk = await server.office.as('clerk');
  return (await clerk.post<{ number: string }>('/records', repair(fields))).body.number;
}

async function read(number: string) {
  type Seen = { fields: Record<string, unknown>; corrections: unknown[]; status: string };
  return (await (await server.office.as('clerk')).get<Seen>(`/records/${number}`)).body;
}

/** Puts the caret into a field by Tab alone, and writes it anew. */
async function write(desk: Desk, name: string | RegExp, text: string): Promise<void> {
  await desk.keys.tabTo(name, 90);
  await desk.keys.press('Control+A');
  await desk.keys.type(text);
}

describe('a record at the desk', () => {
  it('[REC-03] is corrected by keyboard alone, and shows the old words beside the new', async () => {
    const number = await file();
    const desk = await server.deskOf('clerk');
    await desk.visit(`/records/${number}`);
    await desk.keys.tabTo('更正');
    await desk.answered(() => desk.keys.press('Enter'));
    expect(desk.path()).toBe(`/records/${number}/correct`);
    await write(desk, '报修部位', '卧室');
    await write(desk, /^原因/, '听错了');
    await desk.answered(() => desk.keys.press('Control+Enter'));
    expect(desk.path()).toBe(`/records/${number}`);
    expect(await desk.page.locator('.original del').textContent()).toBe('阳台');
    expect(await desk.page.locator('.original ins').textContent()).toBe('卧室');
    expect((await read(number)).fields.报修部位).toBe('卧室');
    expect(desk.mouseUsed()).toBe(0);
  });

  it('is voided by keyboard alone, with the password of a second person', async () => {
    const number = await file();
    const desk = await server.deskOf('clerk');
    await desk.visit(`/records/${number}/void`);
    await desk.keys.type('重复登记');
    await desk.keys.press('Tab');
    await desk.keys.type('supervisor');
    await desk.keys.press('Tab');
    await desk.keys.type('not-it');
    await desk.answered(() => desk.keys.press('Control+Enter'));
    // The summary has the focus; what was typed is there, the password is not.
    expect(await desk.find('textbox', /^作废原因/).inputValue()).toBe('重复登记');
    await write(desk, /^密码/, passwordOf('supervisor'));
    await desk.answered(() => desk.keys.press('Control+Enter'));
    expect(desk.path()).toBe(`/records/${number}`);
    expect((await read(number)).status).toBe('void');
    expect(desk.mouseUsed()).toBe(0);
  });

  it('[REC-06] is reviewed with its day, which a supervisor signs by keyboard alone', async () => {
    await file({ 登记时间: '2026-11-02 08:30' });
    const desk = await server.deskOf('supervisor');
    await desk.visit('/days');
    // Behind the month, whose calendar button no selector finds.
    await desk.focus('button', '查询');
    await desk.keys.tabTo(/^2026-11-02/);
    await desk.answered(() => desk.keys.press('Enter'));
    expect(desk.path()).toBe('/days/2026-11-02');
    await write(desk, /^审阅意见/, '已阅');
    await write(desk, /^再次输入自己的密码/, passwordOf('supervisor'));
    await desk.answered(() => desk.keys.press('Control+Enter'));
    expect(await desk.page.locator('.seal').textContent()).toBe('何光');
    expect(desk.mouseUsed()).toBe(0);
  });

  it('shows the clock of what is promised, and the contact once, to the clerk', async () => {
    const number = await file({ 登记时间: '2026-11-03 09:58' });
    const desk = await server.deskOf('clerk');
    await desk.visit(`/records/${number}`);
    expect(await desk.find('timer').textContent()).toMatch(/剩 0\d:\d\d/);
    await desk.go('button', '打开联系方式');
    expect(await desk.page.locator('main').textContent()).toContain('13900001234');
    await desk.go('link', '回到记录');
    expect(desk.path()).toBe(`/records/${number}`);
  });

  it.each(['zh', 'en'] as const)(
    'is easy to read and to reach at every width, in %s',
    async (lang) => {
      const desk = await server.deskOf('clerk', lang);
      for (const [name, path] of [
        ['record', `/records/${matter}`],
        ['correct', `/records/${matter}/correct`],
        ['continue', `/records/${matter}/continue`],
        ['void', `/records/${matter}/void`],
        ['proof', `/records/${matter}/proof`],
        ['record-print', `/records/${matter}/print`],
        ['attach', `/records/${matter}/attachments`],
        ['days', '/days?month=2026-11'],
        ['day', '/days/2026-11-03'],
      ] as const) {
        expect((await desk.visit(path)).status(), path).toBe(200);
        expect(await focusFaults(desk.page), path).toEqual([]);
        await expectSound(desk.page, `${name}-${lang}`);
      }
    },
    120_000,
  );
});
