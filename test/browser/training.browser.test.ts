import { afterAll, beforeAll, expect, it } from 'vitest';
import { addTraining, hour, planOne } from '../web/training-kit.ts';
import { type OfficeDesks, openOfficeDesks } from './kit/office-desks.ts';
import { checkPage } from './kit/walk.ts';

let server: OfficeDesks;

beforeAll(async () => {
  server = await openOfficeDesks();
});

afterAll(() => server?.close());

it('[TRN-01] a clerk signs in and answers the exam on a phone', async () => {
  const { office } = server;
  const id = await planOne(
    await office.as('administration'),
    await addTraining(await office.as('admin')),
  );
  const desk = await server.desk({ width: 360 });
  await desk.signIn('clerk');
  await desk.visit('/training');
  await desk.go('link', /2026-11-03 11:00/);
  await desk.go('link', '签到');
  await desk.go('button', /我到了/);
  expect(await desk.page.locator('main').textContent()).toContain('您已签到：2026-11-03 10:00');
  office.clock.advance(hour);
  await desk.visit(desk.path());
  await desk.go('link', '去答卷');
  expect(desk.path()).toBe(`/training/sessions/${id}/exam`);
  expect((await checkPage(desk, desk.path(), { lang: 'zh', width: 360 })).findings).toEqual([]);
  await desk.page.getByLabel('B. 5 分钟').check();
  await desk.go('button', /^交卷/);
  expect(await desk.find('alert').textContent()).toContain('第 2 题还没有选');
  expect(await desk.page.getByLabel('B. 5 分钟').isChecked()).toBe(true);
  await desk.page.getByLabel('B. 主管').check();
  await desk.go('button', /^交卷/);
  expect(await desk.page.locator('main').textContent()).toContain('得分 100，合格');
}, 60_000);
