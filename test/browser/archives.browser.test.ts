import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '../../src/web/kit/page/paths.ts';
import { expectSound } from './kit/checks.ts';
import { type OfficeDesks, openOfficeDesks } from './kit/office-desks.ts';

let server: OfficeDesks;

beforeAll(async () => {
  server = await openOfficeDesks({ furnished: true });
});

afterAll(() => server?.close());

const phone = '19971581498';

describe('a telephone of an archive', () => {
  it('[OWN-05] is asked for, approved and passed on by three people at their keyboards', async () => {
    const [engineer, supervisor, clerk] = [
      await server.desk(),
      await server.desk(),
      await server.desk(),
    ];
    await engineer.signIn('engineer');
    await engineer.visit(paths.accessRequests());
    await engineer.keys.tabTo('申请查看一户：房号');
    await engineer.keys.type('1栋1单元101');
    await engineer.answered(() => engineer.keys.press('Enter'));
    await engineer.keys.tabTo('联系电话');
    await engineer.keys.press('Space');
    await engineer.keys.tabTo('报修');
    await engineer.keys.press('Space');
    await engineer.keys.tabTo(/^理由/);
    await engineer.keys.type('楼下漏水，须进屋检查');
    await expectSound(engineer.page, 'access-ask');
    await engineer.answered(() => engineer.keys.press('Control+Enter'));
    const request = engineer.path();
    expect(request).toMatch(/^\/access\/ask/);
    await expectSound(engineer.page, 'access-asked');

    await supervisor.signIn('supervisor');
    await supervisor.visit(request);
    await expectSound(supervisor.page, 'access-decide');
    await supervisor.keys.tabTo(/^批准/);
    await supervisor.answered(() => supervisor.keys.press('Enter'));
    expect(await supervisor.page.textContent('main')).toContain('已批准');
    expect(await supervisor.page.content()).not.toContain(phone);

    await clerk.signIn('clerk');
    await clerk.visit(paths.accessRequests());
    await expectSound(clerk.page, 'access-list');
    await clerk.visit(request);
    await expectSound(clerk.page, 'access-look');
    await clerk.keys.tabTo(/^查看（只有一次）/);
    await clerk.answered(() => clerk.keys.press('Enter'));
    expect(await clerk.page.textContent('main')).toContain(phone);
    await expectSound(clerk.page, 'access-seen');
    await clerk.keys.tabTo(/^转告内容/);
    await clerk.keys.type(`请打 ${phone} 约时间`);
    await clerk.answered(() => clerk.keys.press('Control+Enter'));
    expect(clerk.path()).toBe(request);
    expect(await clerk.page.content()).not.toContain(phone);

    await engineer.visit(request);
    expect(await engineer.page.content()).not.toContain(phone);
    await engineer.keys.tabTo(/^看转告/);
    await engineer.answered(() => engineer.keys.press('Enter'));
    expect(await engineer.page.textContent('main')).toContain(phone);
    await expectSound(engineer.page, 'access-heard');
    await engineer.visit(request);
    await expectSound(engineer.page, 'access-end');
    expect(await engineer.page.content()).not.toContain(phone);
    for (const desk of [engineer, supervisor, clerk]) expect(desk.mouseUsed()).toBe(0);
  }, 120_000);

  it('is refused, not approved, by the key pressed where the reason is written', async () => {
    const supervisor = await server.desk();
    await supervisor.signIn('supervisor');
    const asked = await server.office.as('engineer');
    const { body } = await asked.post<{ id: string }>('/access-requests', {
      room: '3-2-0602',
      fields: ['联系电话'],
      purpose: 'repair',
      reason: '楼下漏水',
      minutes: 15,
    });
    await supervisor.visit(paths.accessRequest(body.id));
    await supervisor.keys.tabTo(/^不同意的理由/);
    await supervisor.keys.type('可由客服代为联系');
    await supervisor.answered(() => supervisor.keys.press('Control+Enter'));
    expect(await supervisor.page.textContent('main')).toContain('未获同意');
  });

  it('[OWN-03] is opened by the clerk of an open matter with one press', async () => {
    const clerk = await server.desk();
    await clerk.signIn('clerk');
    await clerk.visit(paths.archive('3-2-0501'));
    await expectSound(clerk.page, 'archive');
    await clerk.focus('button', '打开联系方式');
    clerk.keys.reset();
    await clerk.answered(() => clerk.keys.press('Enter'));
    expect(clerk.keys.count).toBe(1);
    expect(await clerk.page.textContent('main')).toContain('13800000501');
    await expectSound(clerk.page, 'archive-contact');
  });
});

describe.each(['zh', 'en'] as const)('the pages of the archives (%s)', (lang) => {
  it('are right at a desk and on a phone', async () => {
    const desk = await server.desk({ lang });
    await desk.signIn('manager');
    for (const [name, path] of [
      ['archives', paths.archives()],
      ['archives-found', paths.archives({ q: '3-2-501' })],
      ['archives-lacking', paths.archives({ lacking: 1 })],
      ['archive-statement', paths.archiveStatement('3-2-0501')],
      ['access-log', paths.lookLog()],
      ['access-every', paths.accessRequests({ view: 'every' })],
    ] as const) {
      await desk.visit(path);
      await expectSound(desk.page, `${lang}-${name}`);
    }
    const keeper = await server.desk({ lang });
    await keeper.signIn('clerk');
    await keeper.visit(paths.changeOwner('3-2-0501'));
    await expectSound(keeper.page, `${lang}-change-owner`);
  }, 120_000);
});
