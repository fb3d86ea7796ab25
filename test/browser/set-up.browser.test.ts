import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localOperator } from '../../src/home/open.ts';
import { seedPolicies } from '../../src/policies/commands/seed-policies.ts';
import { expectSound, focusFaults } from './kit/checks.ts';
import type { Desk } from './kit/desk.ts';
import { type OfficeDesks, openOfficeDesks } from './kit/office-desks.ts';

let server: OfficeDesks;
let folder: string;

const register = fileURLToPath(
  new URL('../fixtures/registers/01-业主日常报修.csv', import.meta.url),
);
const households = [
  '房号,业主姓名,联系电话,建筑面积平方米,入伙日期',
  ...[101, 102, 103, 104, 105, 106].map(
    (room, at) => `1-1-0${room},业主${'甲乙丙丁戊己'[at]},1390000000${at},88,2020-06-01`,
  ),
  '',
].join('\n');

beforeAll(async () => {
  server = await openOfficeDesks();
  await seedPolicies(server.office.home, localOperator());
  folder = mkdtempSync(join(tmpdir(), 'anjuan-first-'));
  writeFileSync(join(folder, '业户名册.csv'), households);
});

afterAll(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Looks closely at the page as it stands. */
async function looksRight(desk: Desk, name: string): Promise<void> {
  expect(await focusFaults(desk.page)).toEqual([]);
  await expectSound(desk.page, name);
}

/** Goes to a field by Tab and writes it anew. */
async function write(desk: Desk, label: string | RegExp, text: string): Promise<void> {
  await desk.keys.tabTo(label);
  await desk.keys.press('Control+A');
  await desk.keys.type(text);
}

async function addPerson(desk: Desk, person: { name: string; username: string; role: RegExp }) {
  await desk.go('link', '人员与角色');
  await desk.answered(() => desk.keys.press('F2'));
  await desk.page.locator('[name=name]').focus();
  await desk.keys.type(person.name);
  await write(desk, /^用户名/, person.username);
  await desk.keys.tabTo(person.role);
  await desk.keys.press('Space');
  await write(desk, /^初始密码/, `${person.username}-password`);
  await desk.answered(() => desk.keys.press('Control+Enter'));
  expect(desk.path()).toBe('/people');
  await desk.visit('/set-up');
}

describe('the first run', () => {
  it('goes by keyboard alone from an empty home to one that can work', async () => {
    const desk = await server.desk();
    await desk.signIn('admin');
    expect(desk.path()).toBe('/set-up');
    await looksRight(desk, 'set-up');

    await desk.go('link', '公司、网址与封卷日');
    await desk.page.locator('[name=company]').focus();
    await desk.keys.press('Control+A');
    await desk.keys.type('云栖物业');
    await write(desk, /^大家打开本系统的网址/, 'http://192.168.1.20:4516');
    await desk.answered(() => desk.keys.press('Control+Enter'));
    expect(desk.path()).toBe('/set-up');

    await desk.go('link', '项目与房号写法');
    await write(desk, '项目名称', '云栖苑');
    await desk.keys.tabTo('房号怎么写');
    await desk.answered(() => desk.keys.press('ArrowDown'));
    expect(await desk.page.locator('#room-example-0').textContent()).toContain('3-501 → 3-0501');
    await desk.answered(() => desk.keys.press('ArrowUp'));
    await desk.answered(() => desk.keys.press('Control+Enter'));
    expect(desk.path()).toBe('/set-up');

    await addPerson(desk, { name: '孙燕', username: 'sunyan', role: /^客服/ });
    await addPerson(desk, { name: '何大力', username: 'hedali', role: /^主管/ });

    await desk.go('link', '导入业户名册和档案目录');
    const files = [join(folder, '业户名册.csv'), register];
    await desk.page.locator('[name=file]').setInputFiles(files);
    await desk.answered(() => desk.keys.press('Control+Enter'));
    await looksRight(desk, 'import-report');
    await desk.answered(() => desk.keys.press('Control+Enter'));
    await desk.find('button', /^归档 \d+ 条合格的/).waitFor();
    await desk.answered(() => desk.keys.press('Control+Enter'));
    await desk.page.getByText('都办好了').waitFor();

    await desk.visit('/set-up');
    await desk.go('link', '启用起始制度');
    await desk.focus('textbox', /^用户名/);
    await desk.keys.type('hedali');
    await write(desk, /^密码/, 'hedali-password');
    await desk.answered(() => desk.keys.press('Control+Enter'));

    await desk.visit('/set-up');
    const text = (await desk.page.locator('main').textContent()) ?? '';
    expect(text).toContain('开办事项都已完成');
    expect(text).toContain('已有 6 户');
    expect(text).toMatch(/启用了 (\d+) 项，共 \1 项/);
    expect(desk.mouseUsed()).toBe(0);
    const { company, sites } = server.office.home.catalogue.document;
    expect([company, sites[0]?.name]).toEqual(['云栖物业', '云栖苑']);
  }, 120_000);

  it.each(['zh', 'en'] as const)(
    'has pages that are right at both widths (%s)',
    async (lang) => {
      const desk = await server.desk({ lang });
      await desk.signIn('admin');
      for (const [path, name] of [
        ['/set-up', 'set-up-done'],
        ['/set-up/site', 'set-up-site'],
        ['/set-up/projects', 'set-up-projects'],
        ['/set-up/places', 'set-up-places'],
        ['/people', 'people'],
        ['/people/new', 'person-new'],
        ['/people/clerk', 'person'],
        ['/people/clerk/active', 'person-active'],
        ['/imports', 'imports'],
        ['/me', 'me'],
        ['/inbox', 'inbox-empty'],
        ['/palette?q=bx', 'palette-page'],
      ] as const) {
        await desk.visit(path);
        await looksRight(desk, `${lang}-${name}`);
      }
    },
    120_000,
  );

  it('can be done without script, the import included', async () => {
    const desk = await server.desk({ script: false });
    await desk.signIn('clerk');
    await desk.visit('/imports');
    await desk.page.locator('[name=file]').setInputFiles([register]);
    await desk.go('button', /^试运行/);
    expect(desk.path()).toMatch(/^\/imports\/batches\//);
    expect(await desk.page.locator('main').textContent()).toContain('已有或重复');
  });
});
