import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Office, repair } from '../office.ts';
import { openListedOffice } from './listed-office.ts';
import { signedIn } from './visitor.ts';

let office: Office;

beforeAll(async () => {
  office = await openListedOffice();
  const register = [
    '日期,事件,处理情况,经办人',
    '2026-09-09,园区停水通知已张贴,已通知各户,王芳',
    '',
  ].join('\n');
  const answer = await (await office.as('clerk')).send(
    '/imports/records?fileName=29.csv&category=29',
    { method: 'POST', body: register },
  );
  expect(answer.status).toBe(200);
});

afterAll(() => office?.close());

it('a month that was brought in from registers is there to be bound', async () => {
  const supervisor = await signedIn(office, 'supervisor');
  expect((await supervisor.get('/months')).html).toContain('href="/months/2026-09"');
});

it('[REC-06] days are owed a signature from the first that was filed at the desk', async () => {
  const supervisor = await signedIn(office, 'supervisor');
  expect((await supervisor.get('/inbox')).html).not.toContain('href="/days/');
  const clerk = await office.as('clerk');
  const filed = await clerk.post('/records', repair({ 登记时间: '2026-11-01 10:00' }));
  expect(filed.status).toBe(201);
  const { html } = await supervisor.get('/inbox');
  expect(html).toContain('href="/days/2026-11-01"');
  expect(html).not.toContain('href="/days/2026-10-31"');
});
