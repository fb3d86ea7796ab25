import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repair } from '../web/office.ts';
import { expectSound } from './kit/checks.ts';
import type { Desk } from './kit/desk.ts';
import { type OfficeDesks, openOfficeDesks } from './kit/office-desks.ts';

let server: OfficeDesks;

beforeAll(async () => {
  server = await openOfficeDesks();
  const clerk = await server.office.as('clerk');
  await clerk.post('/records', repair({ 故障现象: '厨房水管漏水' }));
  await clerk.post('/records', repair({ 故障现象: '阳台漏水', 首问责任人: '周敏' }));
});

afterAll(() => server?.close());

/** Reaches what stands behind the conditions: the button in a day's field has a focus of its own. */
async function press(desk: Desk, name: string | RegExp): Promise<void> {
  const button = desk.find('button', '查询');
  if ((await button.count()) > 0) await button.first().focus();
  await desk.keys.tabTo(name, 90);
  await desk.answered(() => desk.keys.press('Enter'));
}

describe('an auditor at the search', () => {
  it('[AUD-01] looks for a word, narrows it down, keeps it and opens a hit, by keyboard alone', async () => {
    const desk = await server.desk();
    await desk.signIn('auditor');
    await desk.visit('/search');
    await expectSound(desk.page, 'search');
    await desk.keys.tabTo('查什么');
    await desk.keys.type('漏水');
    await desk.answered(() => desk.keys.press('Enter'));
    expect(await desk.page.locator('.hit mark').allTextContents()).toContain('漏水');
    expect(await desk.page.locator('.hit').count()).toBe(2);
    await expectSound(desk.page, 'search-found');

    await press(desk, /^周敏，1 条/);
    expect(desk.path()).toContain('person=');
    expect(await desk.page.locator('.hit').count()).toBe(1);
    await desk.focus('button', '查询');
    await desk.keys.tabTo('存为', 90);
    await desk.keys.press('Control+A');
    await desk.keys.type('周敏漏水');
    await desk.answered(() => desk.keys.press('Enter'));
    expect(await desk.find('link', '周敏漏水').count()).toBe(1);

    await press(desk, /^去掉条件：责任者：周敏/);
    expect(await desk.page.locator('.hit').count()).toBe(2);
    await press(desk, /^BX-202610-0002/);
    expect(desk.path()).toBe('/records/BX-202610-0002');
    expect(desk.mouseUsed()).toBe(0);
  });

  it('[AUD-02] takes out what was found as a file, for a reason', async () => {
    const desk = await server.desk();
    await desk.signIn('auditor');
    await desk.visit('/search?q=%E6%BC%8F%E6%B0%B4');
    await press(desk, /^导出…/);
    await expectSound(desk.page, 'search-export');
    await desk.keys.press('Control+Enter');
    await desk.page.locator('.summary').waitFor();
    await desk.focus('textbox', '用途');
    await desk.keys.type('年度内审抽查');
    const [download] = await Promise.all([
      desk.page.waitForEvent('download'),
      desk.keys.press('Control+Enter'),
    ]);
    expect(download.suggestedFilename()).toMatch(/^exp_.*\.csv$/);
    await desk.page.locator('#live', { hasText: '文件已交给浏览器下载' }).waitFor();
    expect(await desk.find('button', /^导出/).count()).toBe(1);
    expect(await desk.page.locator('.summary, .field-problem, [aria-busy]').count()).toBe(0);
    expect(desk.mouseUsed()).toBe(0);
  });

  it('[AUD-03] checks the log, proves an entry, and reads the retention calendar', async () => {
    const desk = await server.desk({ width: 360 });
    await desk.signIn('auditor');
    await desk.visit('/log');
    await desk.keys.tabTo('现在核验', 90);
    await desk.answered(() => desk.keys.press('Enter'));
    await desk.page.getByText('日志完好').waitFor({ timeout: 60_000 });
    await expectSound(desk.page, 'log');
    await desk.keys.tabTo('序号', 90);
    await desk.keys.type('12');
    await desk.answered(() => desk.keys.press('Enter'));
    expect(desk.path()).toBe('/log/entries/12');
    await expectSound(desk.page, 'log-entry');
    await desk.visit('/retention');
    await expectSound(desk.page, 'retention');
    await desk.visit('/retention/due?open=1');
    await expectSound(desk.page, 'retention-open');
    expect(desk.mouseUsed()).toBe(0);
  });
});
