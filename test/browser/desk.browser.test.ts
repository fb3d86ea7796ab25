import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { passwordOf, repair } from '../web/office.ts';
import { expectNoAxeFindings, expectSound } from './kit/checks.ts';
import type { Desk, DeskOptions } from './kit/desk.ts';
import { nameOfFocus } from './kit/keys.ts';
import { type OfficeDesks, openOfficeDesks } from './kit/office-desks.ts';

let server: OfficeDesks;

beforeAll(async () => {
  server = await openOfficeDesks({ furnished: true });
});

afterAll(() => server?.close());

async function clerkAtDesk(options: DeskOptions = {}): Promise<Desk> {
  const desk = await server.desk(options);
  await desk.signIn('clerk');
  expect(desk.path()).toBe('/desk');
  return desk;
}

async function repairs(): Promise<number> {
  const clerk = await server.office.as('clerk');
  const { body } = await clerk.get<{ items: unknown[] }>('/records?category=01&limit=200');
  return body.items.length;
}

async function fieldsOf(path: string): Promise<unknown> {
  const { body } = await (await server.office.as('clerk')).get(path);
  return body.fields;
}

describe('the front desk by keyboard', () => {
  it('files a repair in at most 40 keystrokes from the desk, and never needs the mouse', async () => {
    const desk = await clerkAtDesk();
    desk.keys.reset();
    await desk.answered(() => desk.keys.press('Alt+1'));
    expect(await nameOfFocus(desk.page)).toMatch(/^房号/);
    await desk.keys.type('3-2-501');
    await desk.keys.press('Enter');
    expect(await nameOfFocus(desk.page)).toMatch(/^故障现象/);
    await desk.keys.type('厨房水管漏水');
    await desk.answered(() => desk.keys.press('Control+Enter'));
    expect(desk.path()).toMatch(/^\/records\/BX-202611-\d{4}$/);
    expect(await desk.page.locator('.flash').textContent()).toMatch(/^已归档 BX-202611-\d{4}/);
    expect(await fieldsOf(desk.path())).toMatchObject({
      登记时间: '2026-11-03 10:00',
      房号: '3-2-0501',
      故障现象: '厨房水管漏水',
      首问责任人: '王芳',
    });
    expect(desk.keys.count).toBeLessThanOrEqual(40);
    expect(desk.mouseUsed()).toBe(0);
  });

  it('saves and dispatches from the same form, without a second page', async () => {
    const desk = await clerkAtDesk();
    desk.keys.reset();
    await desk.answered(() => desk.keys.press('F2'));
    await desk.keys.type('1-1-101');
    await desk.keys.press('Enter');
    await desk.keys.type('灯不亮');
    desk.faults.allow(/\/orders\//);
    await desk.answered(() => desk.keys.press('F8'));
    expect(desk.path()).toMatch(/^\/orders\/PG-202611-\d{4}$/);
    expect(desk.keys.count).toBeLessThanOrEqual(40);
    expect(desk.mouseUsed()).toBe(0);
  });

  it('opens any register by the initials of its name', async () => {
    const desk = await clerkAtDesk();
    await desk.keys.press('Alt+0');
    await desk.keys.type('jjb');
    await desk.answered(() => desk.keys.press('Enter'));
    expect(desk.path()).toBe('/records/new/JJ');
  });

  it('sends nothing when Enter takes a candidate of the input method', async () => {
    const desk = await clerkAtDesk();
    const before = await repairs();
    await desk.visit('/records/new/BX?draft=none');
    await desk.keys.type('3-2-501');
    await desk.keys.press('Enter');
    await desk.keys.compose('漏水', 'Enter');
    expect(await nameOfFocus(desk.page)).toMatch(/^故障现象/);
    expect(desk.path()).toBe('/records/new/BX?draft=none');
    expect(await repairs()).toBe(before);
  });

  it('tells of the room while one types, and asks back where there is none such', async () => {
    const desk = await clerkAtDesk();
    await desk.visit('/records/new/BX?draft=none');
    await desk.keys.type('3-2-602');
    await desk.keys.press('Enter');
    const card = desk.page.locator('.room-card');
    await card.getByText('3-2-0602').first().waitFor();
    expect(await card.textContent()).toMatch(/贾\*\* 139\*{4}1234.*未办结/s);
    await desk.focus('combobox', /^房号/);
    await desk.keys.press('Control+A');
    await desk.keys.type('3-2-5011');
    await desk.keys.press('Tab');
    await card.getByText('是不是 3-2-0501').waitFor();
  });
});

describe('an inquiry', () => {
  it('[SLA-02] is answered from the compilation while one types', async () => {
    const desk = await clerkAtDesk();
    await desk.visit('/records/new/ZX?draft=none');
    const answers = desk.page.locator('#answers');
    expect(await answers.textContent()).toContain('马上请示领导');
    await desk.page.focus('#f-咨询事项');
    await desk.keys.type('屋里漏水归谁修');
    await answers.getByText('屋里漏水归谁修').waitFor();
    expect(await answers.textContent()).toContain('公共管由物业修');
    expect(await nameOfFocus(desk.page)).toMatch(/^咨询事项/);
    await expectNoAxeFindings(desk.page);
  });
});

describe('what is typed', () => {
  it('[REC-08] is there again in another browser, though this one was closed', async () => {
    const desk = await clerkAtDesk();
    await desk.visit('/records/new/ZX');
    await desk.page.fill('#f-咨询事项', '何时开始供暖');
    await desk.page.locator('[data-draft-state]', { hasText: '草稿已存' }).waitFor();
    await desk.page.close();
    const other = await clerkAtDesk();
    await other.answered(() => other.keys.press('Alt+2'));
    expect(await other.page.inputValue('#f-咨询事项')).toBe('何时开始供暖');
    // What is typed for the next caller is not added to it.
    expect(await nameOfFocus(other.page)).toBe('不要了，重新填写');
    await other.answered(() => other.keys.press('Enter'));
    expect(await other.page.inputValue('#f-咨询事项')).toBe('');
    expect(await nameOfFocus(other.page)).toMatch(/^房号/);
  });

  it('[REC-08] is typed on with, after a sign-in, if the session ended', async () => {
    const desk = await clerkAtDesk();
    await desk.visit('/records/new/TS');
    await desk.page.fill('#f-投诉内容', '楼道堆放杂物');
    await desk.page.context().clearCookies();
    await desk.answered(() => desk.keys.press('Control+Enter'));
    await desk.page.fill('#f-username', 'clerk');
    await desk.page.fill('#f-password', passwordOf('clerk'));
    await desk.answered(() => desk.keys.press('Enter'));
    expect(await desk.page.inputValue('#f-投诉内容')).toBe('楼道堆放杂物');
    expect(await nameOfFocus(desk.page)).toMatch(/^房号/);
  });

  it('[REC-08] is filed once, though the keys are pressed twice', async () => {
    const desk = await clerkAtDesk();
    const before = await repairs();
    await desk.visit('/records/new/BX?draft=none');
    await desk.page.fill('#f-房号', '3-2-501');
    await desk.page.fill('#f-故障现象', '门锁打不开');
    await desk.answered(async () => {
      await desk.keys.press('Control+Enter');
      await desk.keys.press('Control+Enter').catch(() => undefined);
    });
    expect(desk.path()).toMatch(/^\/records\/BX-/);
    expect(await repairs()).toBe(before + 1);
  });

  it('stays when something is wrong, and the focus goes to what is wrong', async () => {
    const desk = await clerkAtDesk();
    await desk.visit('/records/new/BX?draft=none');
    await desk.page.fill('#f-房号', '9-9-999');
    await desk.answered(() => desk.keys.press('Control+Enter'));
    expect(await desk.page.title()).toMatch(/^错误：/);
    expect(await desk.page.evaluate('document.activeElement.className')).toBe('summary');
    expect(await desk.page.inputValue('#f-房号')).toBe('9-9-999');
    await expectNoAxeFindings(desk.page);
  });
});

describe('the desk as time goes by', () => {
  it('[SLA-07] counts down by the server’s time and renews itself, and leaves the focus where it is', async () => {
    const desk = await clerkAtDesk();
    await desk.page.clock.install();
    await desk.visit('/desk');
    const clerk = await server.office.as('clerk');
    const wish = repair({ 登记时间: '2026-11-03 09:56', 房号: '3-2-0501' });
    const { body } = await clerk.post<{ number: string }>('/records', wish);
    const row = desk.page.locator('#clocks tr', { hasText: body.number });
    expect(await row.count()).toBe(0);
    await desk.page.locator('#clocks a').first().focus();
    const focused = await nameOfFocus(desk.page);
    await desk.answered(() => desk.page.clock.fastForward(21_000));
    await row.waitFor();
    expect(await nameOfFocus(desk.page)).toBe(focused);
    const left = row.locator('[role=timer]');
    const [first] = [await left.textContent()];
    await desk.page.clock.fastForward(5_000);
    expect(first).toMatch(/剩 0\d:\d\d$/);
    expect(await left.textContent()).not.toBe(first);
  });

  it('stays and says that the session has ended, and is there again after a sign-in', async () => {
    const desk = await clerkAtDesk();
    await desk.page.clock.install();
    await desk.visit('/desk');
    await desk.page.context().clearCookies();
    await desk.page.clock.fastForward(21_000);
    await desk.page.locator('#live', { hasText: '登录已失效' }).waitFor();
    expect(desk.path()).toBe('/desk');
    await desk.page.reload();
    expect(desk.path()).toMatch(/^\/sign-in\?/);
    await desk.page.fill('#f-username', 'clerk');
    await desk.page.fill('#f-password', passwordOf('clerk'));
    await desk.answered(() => desk.keys.press('Enter'));
    expect(desk.path()).toBe('/desk');
    expect(await desk.page.locator('#clocks').count()).toBe(1);
  });
});

describe.each(['zh', 'en'] as const)('the pages of the desk (%s)', (lang) => {
  it('fit a phone and a desk, and axe finds nothing', async () => {
    const desk = await clerkAtDesk({ lang });
    for (const [name, path] of [
      ['desk', '/desk'],
      ['new', '/records/new/BX?room=3-2-501'],
      ['choose', '/records/new'],
      ['list', '/records'],
      ['register', '/records?category=BX'],
      ['rates', '/deadlines?month=2026-11&of=01+dispatch-5&state=overdue'],
    ] as const) {
      await desk.visit(path);
      await expectSound(desk.page, `desk-${lang}-${name}`);
    }
  });

  it('write the present minute by the server’s clock where scripts run', async () => {
    const desk = await clerkAtDesk({ lang });
    await desk.visit('/records/new/BX');
    const time = desk.page.locator('[id="f-登记时间"]');
    const presented = await time.inputValue();
    await time.fill('2026-10-01 08:00');
    await desk.page.locator('[data-now-for="f-登记时间"]').click();
    expect(presented).toMatch(/^2026-11-03 \d\d:\d\d$/);
    expect(await time.inputValue()).toMatch(/^2026-11-03 \d\d:\d\d$/);
    expect(await desk.page.evaluate('document.activeElement.id')).toBe('f-登记时间');
  });

  it('work without script', async () => {
    const desk = await clerkAtDesk({ lang, script: false });
    await desk.visit('/records/new/BX?draft=none');
    await desk.page.locator('#f-房号').fill('3-2-501');
    await desk.page.locator('#f-故障现象').fill('水管漏水');
    await desk.answered(() => desk.keys.press('Enter'));
    expect(desk.path()).toMatch(/^\/records\/BX-202611-/);
  });
});
