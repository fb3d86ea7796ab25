import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localOperator } from '../../src/home/open.ts';
import { adoptTogether } from '../../src/policies/commands/adopt-together.ts';
import { seedPolicies } from '../../src/policies/commands/seed-policies.ts';
import { tokenOf } from '../../src/walls/poster-code.ts';
import { docx, point } from '../policies/word/docx.ts';
import type { Desk } from './kit/desk.ts';
import { type OfficeDesks, openOfficeDesks } from './kit/office-desks.ts';
import { checkPage } from './kit/walk.ts';

let server: OfficeDesks;

beforeAll(async () => {
  server = await openOfficeDesks();
  const { home } = server.office;
  await seedPolicies(home, localOperator());
  const [who, second] = [server.office.requester('admin'), server.office.requester('supervisor')];
  const codes = ['ZD-04', 'SC-03'];
  await adoptTogether(home, { who, second }, { from: '2026-09-01', codes });
  const document = { ...home.catalogue.document, publicUrl: 'https://anjuan.example' };
  await home.catalogue.save(who.actor, document);
});

afterAll(() => server?.close());

describe('a policy by keyboard alone', () => {
  it('is written, approved by another and published, without a mouse', async () => {
    const writer = await server.deskOf('administration');
    await writer.visit('/policies/ZD-04');
    await writer.answered(() => writer.keys.press('F2'));
    expect(await writer.keys.focused()).toMatch(/^正文/);
    await writer.answered(async () => {
      await writer.keys.press('Control+End');
      await writer.keys.press('Enter', 'Enter');
      await writer.keys.compose('夜间由值班员首问。', 'Enter');
    });
    await writer.page.waitForFunction("document.body.innerText.includes('1 段新增')");
    expect(await writer.page.locator('#preview').textContent()).toContain('夜间由值班员首问');
    await writer.keys.tabTo(/修订理由/);
    await writer.keys.compose('补上夜班', 'Space');
    await writer.answered(() => writer.keys.press('Control+Enter'));
    expect(writer.path()).toBe('/policies/ZD-04/versions/2');
    await writer.answered(() => writer.keys.press('Control+Enter'));
    expect(await writer.page.locator('main').textContent()).toContain('您是起草人');

    const approver = await server.deskOf('supervisor');
    await approver.visit('/policies/ZD-04/versions/2');
    await approver.answered(() => approver.keys.press('Control+Enter'));
    expect(approver.path()).toBe('/policies/ZD-04/versions/2/approve');
    expect(await approver.page.locator('ins').first().textContent()).toContain('夜间由值班员首问');
    await approver.keys.tabTo(/^批准这份正文/, 200);
    await approver.answered(() => approver.keys.press('Enter'));
    expect(approver.path()).toBe('/policies/ZD-04/versions/2');

    const publisher = await server.deskOf('admin');
    await publisher.visit('/policies/ZD-04/versions/2');
    await publisher.answered(() => publisher.keys.press('Control+Enter'));
    expect(await publisher.page.locator('main').textContent()).toContain('2 处要张贴新版');
    await publisher.answered(() => publisher.keys.press('Control+Enter'));
    expect(publisher.path()).toBe('/policies/ZD-04');
    expect(await publisher.page.locator('article').textContent()).toContain('夜间由值班员首问');
    for (const desk of [writer, approver, publisher]) expect(desk.mouseUsed()).toBe(0);
  }, 60_000);

  it('shows its preview without scripts by a button', async () => {
    const desk = await server.desk({ script: false });
    await desk.signIn('administration');
    await desk.visit('/policies/SC-03/write');
    await desk.fill(/^正文/, '## 只此一节\n\n写完再看。');
    await desk.go('button', '预览');
    expect(await desk.page.locator('#preview h2').textContent()).toBe('只此一节');
    expect(await desk.page.getByLabel(/^正文/).inputValue()).toContain('写完再看');
  });
});

describe('a version on a phone', () => {
  it('comes from a Word file, and is compared side by side without leaving the screen', async () => {
    const desk = await server.deskOf('administration');
    await desk.page.setViewportSize({ width: 360, height: 740 });
    await desk.visit('/policies/SC-03/write');
    await desk.page.getByText('从 Word 文件读入').click();
    const picture = '<w:p><w:r><w:drawing/></w:r></w:p>';
    const buffer = docx(point('夜间每两小时巡视一次。', 1) + picture);
    const mimeType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
    await desk.page.setInputFiles('input[type=file]', { name: '值班.docx', mimeType, buffer });
    await desk.go('button', '读入正文');
    const main = desk.page.locator('main');
    expect(await main.textContent()).toContain('图片 1 张：没有带过来');
    expect(await desk.page.getByLabel(/^正文/).inputValue()).toBe(
      '第一条 夜间每两小时巡视一次。\n',
    );
    await desk.fill(/^修订理由/, '照 Word 稿重写');
    await desk.go('button', /^写下这一版/);
    expect(desk.path()).toBe('/policies/SC-03/versions/2');
    expect(await main.textContent()).toContain('值班.docx');
    await desk.visit('/policies/SC-03/compare?from=1&to=2&view=side');
    expect(await desk.page.locator('ins').first().textContent()).toContain('夜间每两小时');
    const wide = await desk.page.evaluate('document.documentElement.scrollWidth');
    expect(wide).toBeLessThanOrEqual(360);
  }, 60_000);
});

describe.each(['zh', 'en'] as const)('the pages of policies (%s)', (lang) => {
  it('are right by themselves, at both widths, for a clerk, a writer and a publisher', async () => {
    const { home } = server.office;
    const clerk = await server.deskOf('clerk', lang);
    const findings: Record<string, readonly string[]> = {};
    const look = async (desk: Desk, path: string) => {
      const met = await checkPage(desk, path, { lang, width: 1280 });
      if (met.findings.length > 0) findings[path] = met.findings;
    };
    for (const path of [
      '/policies',
      '/policies?duty=wall&state=none',
      '/policies?on=2026-10-01',
      '/policies/ZD-04',
      '/policies/SC-03',
      '/policies/ZD-04/versions/1',
      '/walls',
      '/walls/post',
      '/walls?code=0000-0000',
      '/policies/ZD-04/poster',
    ]) {
      await look(clerk, path);
    }
    const print = await clerk.page.request.get('/policies/ZD-04/poster');
    expect(print.ok()).toBe(true);
    await clerk.visit('/policies/ZD-04/poster?place=front-desk');
    await clerk.answered(() => clerk.keys.press('Control+Enter'));
    await look(clerk, clerk.path());
    const [sheet] = await home.store.read.selectFrom('poster_print').select('id').execute();
    await look(clerk, `/p/${tokenOf(home.keyring, sheet?.id ?? '')}`);
    const writer = await server.deskOf('administration', lang);
    for (const path of ['/policies/new', '/policies/ZD-04/write', '/policies/ZD-01/versions/1']) {
      await look(writer, path);
    }
    const admin = await server.deskOf('admin', lang);
    for (const path of [
      '/policies/adopt',
      '/policies/ZD-04/places',
      '/policies/ZD-04/retire',
      '/policies/ZD-04/compare',
      '/policies/ZD-04/compare?view=side',
    ]) {
      await look(admin, path);
    }
    expect(findings).toEqual({});
  }, 240_000);
});
