import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Office, openOffice, passwordOf, repair } from '../office.ts';
import { signedIn } from './visitor.ts';

let office: Office;

beforeAll(async () => {
  office = await openOffice();
  const clerk = await office.as('clerk');
  const file = async (record: object) => {
    const { status, body } = await clerk.post<{ number: string }>('/records', record);
    expect(status, JSON.stringify(body)).toBe(201);
    return body.number;
  };
  await file(repair({ 登记时间: '2026-11-02 16:20', 未派工原因: '电话指导解决' }));
  await file(repair({ 登记时间: '2026-11-02 17:20', 报修部位: '厨房' }));
  await file({
    category: '04',
    fields: {
      投诉时间: '2026-11-02 08:40',
      房号: '3-2-0602',
      投诉内容: '楼道灯不亮',
      投诉类别: '工程',
      上报主管时间: '2026-11-02 09:00',
      上报对象: '何光',
      首问责任人: '周敏',
    },
  });
});

afterAll(() => office?.close());

const day = '/days/2026-11-02';

describe('the daily review', () => {
  it('[REC-06] lists and counts a day by kind, overdue first, for whoever may read', async () => {
    const clerk = await signedIn(office, 'clerk');
    const { status, text, links } = await clerk.get(day);
    expect(status).toBe(200);
    expect(text).toMatch(/业主日常报修 2 未办结 2 件/);
    expect(text).toMatch(/厨房 1/);
    expect(text).toMatch(/业主投诉及处理结果 1/);
    const records = links.filter((href) => href.startsWith('/records/'));
    // The repair that nobody dispatched is overdue, and stands before what came earlier.
    expect(records[0]).toBe('/records/BX-202611-0002');
    expect(records).toEqual(
      expect.arrayContaining(['/records/BX-202611-0001', '/records/TS-202611-0001']),
    );
    expect(text).toContain('超时未办');
  });

  it('[REC-06] flags a day that is over and unsigned, but not the present one', async () => {
    const supervisor = await signedIn(office, 'supervisor');
    const { text, html } = await supervisor.get('/days?month=2026-11');
    expect(text).toMatch(/2 天未签/);
    expect(text).toMatch(/2026-11-03 .{0,4}周二.*今日待签/);
    expect(html.match(/row-bad/g)).toHaveLength(2);
    expect((await supervisor.get('/days?month=2026-13')).status).toBe(422);
  });

  it('[REC-06] refuses the signature of a clerk, by the page and by the form', async () => {
    const clerk = await signedIn(office, 'clerk');
    const page = await clerk.get(day);
    expect(page.html).not.toContain('name="password"');
    expect(page.text).toContain('审阅签字由主管、主任、经理办理');
    const { _key = '' } = (await clerk.get('/records/new/BX')).form();
    const refused = await clerk.post(day, { _key, password: passwordOf('clerk') });
    expect(refused.status).toBe(403);
    expect(await signersOfDay()).toEqual([]);
  });

  it('[REC-06] takes the signature of a supervisor with their own password, once', async () => {
    const supervisor = await signedIn(office, 'supervisor');
    const wrong = await supervisor.submit(day, { remark: '已阅', password: 'not-it' });
    expect(wrong.status).toBe(422);
    expect(wrong.form()).toMatchObject({ remark: '已阅', password: '' });
    expect(wrong.html).toContain('href="#f-password"');
    const others = await supervisor.submit(day, { password: passwordOf('manager') });
    expect(others.status).toBe(422);
    expect(await signersOfDay()).toEqual([]);
    const done = await supervisor.submit(day, {
      remark: '已阅',
      password: passwordOf('supervisor'),
    });
    expect([done.status, done.path]).toEqual([303, day]);
    expect(await signersOfDay()).toEqual(['何光']);
    const shown = await supervisor.follow(done);
    expect(shown.text).toContain('已签 何光');
    expect(shown.html).toMatch(/class="seal[^"]*">何光/);
    expect(shown.html).not.toContain('name="password"');
    const { text } = await supervisor.get('/days?month=2026-11');
    expect(text).toMatch(/1 天未签/);
  });

  it('says why a day to come cannot be signed', async () => {
    const supervisor = await signedIn(office, 'supervisor', 'en');
    const { text } = await supervisor.get('/days/2026-11-09');
    expect(text).toContain('This day has not come yet');
    expect((await supervisor.get('/days/2026-02-30')).status).toBe(422);
  });
});

async function signersOfDay(): Promise<string[]> {
  const { body } = await (await office.as('auditor')).get<{ signatures: { name: string }[] }>(
    '/day-review?day=2026-11-02',
  );
  return body.signatures.map(({ name }) => name);
}
