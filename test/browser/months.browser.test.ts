import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyBag } from '../../src/bundles/verify/verify-bag.ts';
import { passwordOf, repair } from '../web/office.ts';
import { expectSound } from './kit/checks.ts';
import type { Desk } from './kit/desk.ts';
import { type OfficeDesks, openOfficeDesks } from './kit/office-desks.ts';

let server: OfficeDesks;
let folder: string;

beforeAll(async () => {
  server = await openOfficeDesks();
  const clerk = await server.office.as('clerk');
  for (let filed = 0; filed < 3; filed += 1) await clerk.post('/records', repair());
  folder = mkdtempSync(join(tmpdir(), 'anjuan-months-'));
});

afterAll(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Reaches what is called so by Tab, and presses it. */
async function press(desk: Desk, name: string | RegExp): Promise<void> {
  await desk.keys.tabTo(name);
  await desk.answered(() => desk.keys.press('Enter'));
}

async function write(desk: Desk, name: string | RegExp, text: string): Promise<void> {
  await desk.keys.tabTo(name);
  await desk.keys.type(text);
}

describe('the binding of a month', () => {
  it('[BND-05] is signed by two, watched, verified and taken out, by keyboard alone', async () => {
    const desk = await server.desk();
    await desk.signIn('supervisor');
    await desk.visit('/months');
    await expectSound(desk.page, 'months');
    await press(desk, '2026-10');
    await expectSound(desk.page, 'month-draft');
    await press(desk, /^封卷…/);
    await expectSound(desk.page, 'month-seal');
    const { page, keys } = desk;
    for (const reason of ['转下月办结', '当月在纸上签字']) {
      await keys.type(reason);
      await keys.tabTo(/为什么带着封卷|再次输入自己的密码/);
    }
    await keys.type(passwordOf('supervisor'));
    await write(desk, /^用户名/, 'manager');
    await write(desk, /^密码/, passwordOf('manager'));
    await desk.answered(() => keys.press('Control+Enter'));

    const bar = page.locator('#binding');
    await bar.waitFor();
    expect(await bar.getAttribute('data-progress')).toMatch(/^\d+$/);
    expect(await bar.getByRole('progressbar').count()).toBe(1);
    await expectSound(desk.page, 'month-running');
    // The bar renews itself, and at its end the page is the sealed one.
    await page.getByText('正卷 · 已封卷').waitFor({ timeout: 60_000 });
    expect(await page.locator('.seal').allTextContents()).toEqual(['何光', '赵强']);
    expect(await page.getByText('转下月办结').count()).toBe(1);
    await expectSound(desk.page, 'month-sealed');

    await press(desk, '核验各包');
    await page.getByText(/\d 个包全部一致/).waitFor({ timeout: 60_000 });
    await expectSound(desk.page, 'month-checked');
    expect(desk.mouseUsed()).toBe(0);
  });

  it('[BND-02] is taken out by an auditor for a reason, and verifies on another machine', async () => {
    const desk = await server.desk();
    await desk.signIn('auditor');
    await desk.visit('/months/2026-10');
    await press(desk, '下载 2026-10-y10.zip');
    await expectSound(desk.page, 'month-take');
    await desk.keys.type('年度内审抽查');
    const [download] = await Promise.all([
      desk.page.waitForEvent('download'),
      desk.keys.press('Control+Enter'),
    ]);
    expect(download.suggestedFilename()).toBe('2026-10-y10.zip');
    const file = join(folder, '2026-10-y10.zip');
    await download.saveAs(file);
    const report = await verifyBag(file, { key: server.office.home.log.verifierKey });
    expect(report).toMatchObject({ intact: true, bags: [{ verdict: 'intact' }] });
    expect(desk.mouseUsed()).toBe(0);
  });

  it('goes on without script: a reload shows how far it is', async () => {
    const desk = await server.desk({ script: false, width: 360 });
    await desk.signIn('supervisor');
    await desk.visit('/months/2026-10');
    await desk.go('button', '核验各包');
    await desk.page.waitForURL('**/months/2026-10#check');
    for (let tries = 0; tries < 60; tries += 1) {
      await desk.visit(`/months/2026-10?look=${tries}`);
      if ((await desk.page.locator('#checking').count()) === 0) break;
      await desk.page.waitForTimeout(250);
    }
    expect(await desk.page.getByText(/个包全部一致/).count()).toBe(1);
  });

  it('is told in English without a word of Chinese of ours', async () => {
    const desk = await server.desk({ lang: 'en' });
    await desk.signIn('auditor');
    await desk.visit('/months/2026-10');
    expect(await desk.page.getByText('Root fingerprint').count()).toBe(1);
    await expectSound(desk.page, 'month-sealed-en');
  });
});
