import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Office, passwordOf } from '../office.ts';
import { file, readFiled } from './filed.ts';
import { openListedOffice } from './listed-office.ts';
import { signedIn, type Visitor } from './visitor.ts';

let office: Office;
let clerk: Visitor;

beforeAll(async () => {
  office = await openListedOffice();
  clerk = await signedIn(office, 'clerk');
});

afterAll(() => office?.close());

describe("a record's page", () => {
  it('[REC-03] keeps the original in sight beside the correction, with who, when and why', async () => {
    const number = await file(office);
    const done = await clerk.submit(`/records/${number}/correct`, {
      报修部位: '卧室',
      reason: '听错了',
    });
    expect([done.status, done.path]).toEqual([303, `/records/${number}`]);
    const { html, text } = await clerk.follow(done);
    expect(html).toMatch(/<del>阳台<\/del>\s*<ins>卧室<\/ins>/);
    expect(text).toContain('更正 1');
    expect(text).toMatch(/更正 王芳.*听错了/);
    const { original, fields, corrections } = await readFiled(office, number);
    expect([original.报修部位, fields.报修部位]).toEqual(['阳台', '卧室']);
    expect(corrections).toEqual([
      expect.objectContaining({
        by: '王芳',
        reason: '听错了',
        changes: { 报修部位: { from: '阳台', to: '卧室' } },
      }),
    ]);
  });

  it('[REC-03] asks for a reason, and files nothing without one', async () => {
    const number = await file(office);
    const refused = await clerk.submit(`/records/${number}/correct`, { 报修部位: '卧室' });
    expect(refused.status).toBe(422);
    expect(refused.form().报修部位).toBe('卧室');
    expect(refused.html).toContain('href="#f-reason"');
    expect(refused.text).toContain('请填写此项');
    expect(refused.text).not.toContain('string');
    expect((await readFiled(office, number)).corrections).toEqual([]);
  });

  it('[REC-03] a stale page: 409 that shows both texts, keeps what was typed, and can be saved', async () => {
    const number = await file(office);
    const page = await clerk.get(`/records/${number}/correct`);
    const other = await signedIn(office, 'secondClerk');
    await other.submit(`/records/${number}/correct`, {
      报修部位: '厨房',
      紧急程度: '紧急',
      reason: '业主来电改正',
    });
    const stale = await clerk.post(`/records/${number}/correct`, {
      ...page.form(),
      报修部位: '卧室',
      reason: '听错了',
    });
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('别人已更正过这条记录');
    expect(stale.text).toContain('周敏');
    expect(stale.html).toMatch(/厨房<\/span>.*卧室<\/span>/s);
    // Typed words stay; what nobody here touched is as it now is.
    expect(stale.form()).toMatchObject({
      报修部位: '卧室',
      紧急程度: '紧急',
      reason: '听错了',
      expects: '1',
    });
    const again = await clerk.post(`/records/${number}/correct`, stale.form());
    expect(again.status).toBe(303);
    const { fields, corrections } = await readFiled(office, number);
    expect(fields).toMatchObject({ 报修部位: '卧室', 紧急程度: '紧急' });
    expect(corrections.map(({ changes }) => Object.keys(changes))).toEqual([
      ['报修部位', '紧急程度'],
      ['报修部位'],
    ]);
  });

  it('continues a record with what was empty, taking the number of its order along', async () => {
    const number = await file(office);
    const { body: order } = await (await office.as('clerk')).post<{ number: string }>(
      '/dispatch-orders',
      { matter: '窗户关不严', record: number, department: '工程部', engineer: '刘志' },
    );
    const page = await clerk.get(`/records/${number}/continue`);
    expect(page.form()).toMatchObject({
      派工单号: order.number,
      派往部门: '工程部',
      接单人: '刘志',
      reason: '续记办理经过',
    });
    expect(page.form().报修人).toBeUndefined();
    const done = await clerk.post(`/records/${number}/continue`, {
      ...page.form(),
      处理结果: '更换合页',
    });
    expect(done.status, done.text).toBe(303);
    expect((await readFiled(office, number)).fields).toMatchObject({
      派工单号: order.number,
      处理结果: '更换合页',
    });
    const { text } = await clerk.follow(done);
    expect(text).toContain(`派单 ${order.number}`);
    expect(text).toContain('续记 王芳');
    expect(text).toContain('更换合页 续记 1');
    const blank = await clerk.submit(`/records/${number}/continue`, {});
    expect([blank.status, blank.text.includes('还没有填任何一栏')]).toEqual([422, true]);
    const ahead = await clerk.submit(`/records/${number}/continue`, {
      到场时间: '2027-01-01 9:00',
    });
    expect(ahead.links).toContain('#f-到场时间');
  });

  it('[VIS-03] says which signature is due until two people have signed', async () => {
    const fields = { 房号: '3-2-602', 回访日期: '2026-11-03', 回访方式: '电话' };
    const number = await file(office, {
      category: '17',
      fields: { ...fields, 第一签字人: '王芳' },
    });
    const path = `/records/${number}`;
    const due = await clerk.get(path);
    expect(due.text).toContain('待第二签：须两人签字，还缺 第二签字人');
    await clerk.submit(`${path}/continue`, { 第二签字人: '周敏' });
    expect((await clerk.get(path)).text).not.toContain('还缺');
  });

  it('[REC-07] tells a complaint, its visit and its order as one story from any of them', async () => {
    const matter = await file(office);
    const { body: order } = await (await office.as('clerk')).post<{ number: string }>(
      '/dispatch-orders',
      { matter: '窗户关不严', record: matter },
    );
    const shown = await clerk.get(`/records/${matter}`);
    const link = shown.links.find((href) => href.startsWith('/records/new/HF')) ?? '';
    const form = (await clerk.get(link)).form();
    expect(form).toMatchObject({ 房号: '3-2-0602', 原登记编号: matter, 回访事由: '报修回访' });
    const filed = await clerk.post(link.split('?')[0] ?? '', {
      ...form,
      回访方式: '上门',
      业主意见: '满意',
    });
    expect(filed.status, filed.text).toBe(303);
    const visit = filed.path.split('/').at(-1) ?? '';
    const before = await clerk.get(`/records/${matter}`);
    expect(before.links).toEqual(
      expect.arrayContaining([`/records/${visit}`, `/orders/${order.number}`]),
    );
    const after = await clerk.get(`/records/${visit}`);
    expect(after.links).toEqual(
      expect.arrayContaining([`/records/${matter}`, `/orders/${order.number}`]),
    );
  });

  it('voids a record only with the password of a second person, and keeps it in sight', async () => {
    const number = await file(office);
    const typed = { reason: '重复登记', 'approver.username': 'supervisor' };
    const path = `/records/${number}/void`;
    const wrong = await clerk.submit(path, { ...typed, 'approver.password': 'not-it' });
    expect(wrong.status).toBe(422);
    expect(wrong.form()).toMatchObject({ reason: '重复登记', 'approver.password': '' });
    const own = {
      ...typed,
      'approver.username': 'clerk',
      'approver.password': passwordOf('clerk'),
    };
    expect((await clerk.submit(path, own)).status).toBe(403);
    expect((await readFiled(office, number)).status).toBe('open');
    const right = { ...typed, 'approver.password': passwordOf('supervisor') };
    const done = await clerk.submit(path, right);
    expect(done.status).toBe(303);
    const { text, links } = await clerk.follow(done);
    expect(text).toContain('已作废');
    expect(text).toContain('重复登记');
    expect(text).toContain('何光');
    expect(links).not.toContain(`/records/${number}/correct`);
  });

  it('masks personal fields, and corrects without touching what is masked', async () => {
    const number = await file(office);
    const supervisor = await signedIn(office, 'supervisor');
    const shown = await supervisor.get(`/records/${number}`);
    expect(shown.text).toContain('139****1234');
    expect(shown.html).not.toContain('13900001234');
    const page = await supervisor.get(`/records/${number}/correct`);
    expect(page.form()).toMatchObject({ 联系电话: '', 报修人: '' });
    const done = await supervisor.post(`/records/${number}/correct`, {
      ...page.form(),
      紧急程度: '紧急',
      reason: '业主催促',
    });
    expect(done.status, done.text).toBe(303);
    expect((await readFiled(office, number)).fields).toMatchObject({
      联系电话: '13900001234',
      报修人: '贾芳芳',
      紧急程度: '紧急',
    });
  });

  it('[OWN-03] opens the contact of an open matter in one click, which the log knows', async () => {
    const number = await file(office);
    const shown = await clerk.get(`/records/${number}`);
    const path = `/records/${number}/contact`;
    const opened = await clerk.post(path, shown.form(path));
    expect(opened.status).toBe(200);
    expect(opened.text).toContain('贾芳芳');
    expect(opened.text).toContain('13900001234');
    const looks = await office.home.store.read
      .selectFrom('entry')
      .select('leaf')
      .where('kind', '=', 'archive.looked')
      .execute();
    expect(looks.length).toBe(1);
    const supervisor = await signedIn(office, 'supervisor');
    expect((await supervisor.get(`/records/${number}`)).html).not.toContain(path);
    const { _key = '' } = (await supervisor.get(`/records/${number}/correct`)).form();
    const refused = await supervisor.post(path, { _key });
    expect(refused.status).toBe(403);
    expect(refused.html).not.toContain('13900001234');
  });

  it('prints one sheet with the original, the corrections, the trail and who printed it', async () => {
    const number = await file(office);
    await clerk.submit(`/records/${number}/correct`, { 紧急程度: '紧急', reason: '业主催促' });
    const { status, text } = await clerk.get(`/records/${number}/print`);
    expect(status).toBe(200);
    for (const words of [number, '窗户关不严', '业主催促', '打印于 2026-11-03 10:00 王芳']) {
      expect(text).toContain(words);
    }
  });

  it('says the same of an unknown number as of one of another site', async () => {
    const number = await file(office);
    const stranger = await signedIn(office, 'stranger');
    const [known, unknown] = [
      await stranger.get(`/records/${number}`),
      await stranger.get('/records/BX-202610-9999'),
    ];
    expect([known.status, unknown.status]).toEqual([404, 404]);
  });
});
