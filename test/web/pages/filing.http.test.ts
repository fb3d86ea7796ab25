import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { householdsCsv, type Office, openOffice, passwordOf } from '../office.ts';
import { leastFields } from '../sample-fields.ts';
import { type Visited, type Visitor, visitorOf } from './visitor.ts';

let office: Office;
let clerk: Visitor;

beforeAll(async () => {
  office = await openOffice();
  const path = '/imports/households?fileName=list.csv';
  const answer = await (await office.as('clerk')).send(path, {
    method: 'POST',
    body: householdsCsv,
  });
  expect(answer.status).toBe(200);
  clerk = visitorOf(office);
  await clerk.signIn('clerk');
});

afterAll(() => office?.close());

const form = '/records/new/BX';
const fault = { 房号: '3栋2单元501', 故障现象: '厨房水管漏水' };

/** The number of the record to which a form led. */
function numberIn({ path, text }: Visited): string {
  const number = /^\/records\/([^/?]+)$/.exec(path)?.[1];
  if (number === undefined) throw new Error(`${path} is no record: ${text}`);
  return decodeURIComponent(number);
}

async function fieldsOf(number: string): Promise<Record<string, unknown>> {
  const { body } = await (await office.as('clerk')).get<{ fields: Record<string, unknown> }>(
    `/records/${number}`,
  );
  return body.fields;
}

async function repairs(): Promise<number> {
  const path = '/records?category=01&limit=200';
  const { body } = await (await office.as('clerk')).get<{ items: unknown[] }>(path);
  return body.items.length;
}

describe('the form of a category', () => {
  it('[REC-01] files every one of the categories, with what was typed', async () => {
    const { categories } = office.home.catalogue.document;
    expect(categories).toHaveLength(33);
    for (const category of categories) {
      const shown = await clerk.get(`/records/new/${category.prefix}`);
      expect(shown.status, category.title).toBe(200);
      const least = leastFields(category);
      const typed = Object.fromEntries(
        Object.entries(least).map(([name, value]) => [name, String(value)]),
      );
      const path = `/records/new/${category.prefix}`;
      const late = { 补录原因: '抄录旧单' };
      const done = await clerk.post(path, { ...shown.form(), ...typed, ...late });
      expect(done.status, `${category.title}: ${done.text.slice(0, 400)}`).toBe(303);
      expect.soft(await fieldsOf(numberIn(done)), category.title).toMatchObject(least);
    }
  });

  it('shows a control with its label for every column, in either language', async () => {
    const english = visitorOf(office, 'en');
    await english.signIn('clerk');
    for (const category of office.home.catalogue.document.categories) {
      const path = `/records/new/${category.code}`;
      const [shown, inEnglish] = [await clerk.get(path), await english.get(path)];
      const names = Object.keys(shown.form());
      for (const field of category.fields) {
        expect.soft(names, category.title).toContain(field.name);
        expect.soft(shown.text).toContain(field.name);
        expect.soft(inEnglish.text).toContain(field.en);
      }
    }
  });

  it('asks a repair for room and fault, and fills in the time and the clerk', async () => {
    const done = await clerk.submit(form, fault);
    expect(await fieldsOf(numberIn(done))).toEqual({
      登记时间: '2026-11-03 10:00',
      房号: '3-2-0501',
      故障现象: '厨房水管漏水',
      首问责任人: '王芳',
    });
  });

  it('says on the next page under which number it is filed, and what was put right', async () => {
    const done = await clerk.submit(form, { ...fault, 房号: '３－２－５０１' });
    // The page of the record is another room's: any page says it once.
    const next = await clerk.get('/desk');
    expect(next.text).toContain(`已归档 ${numberIn(done)}；已改写为“3-2-0501”（房号）`);
    expect((await clerk.get('/desk')).text).not.toContain('已归档');
  });

  it('takes a clock time alone as one of today', async () => {
    const done = await clerk.submit(form, { ...fault, 登记时间: '９：０５' });
    expect(await fieldsOf(numberIn(done))).toMatchObject({ 登记时间: '2026-11-03 09:05' });
  });

  it('files what is late in the month in which it happened, and asks why it comes late', async () => {
    const before = await repairs();
    const late = { ...fault, 登记时间: '2026-10-20 15:30', 报修人: '贾芳芳' };
    const refused = await clerk.submit(form, late);
    expect(refused.status).toBe(422);
    expect(refused.form()).toMatchObject({ ...late, 补录原因: '' });
    expect(refused.links).toContain('#f-补录原因');
    expect(refused.text).toContain('请写明为什么当时没有登记');
    expect(await repairs()).toBe(before);
    const reason = '当天停电，先记在纸上';
    const done = await clerk.post(form, { ...refused.form(), 补录原因: reason });
    const number = numberIn(done);
    expect(number).toMatch(/^BX-202610-/);
    expect((await clerk.get(done.path)).text).toContain(`补录 补录原因：${reason}`);
    const row = (await clerk.get('/records?category=BX&month=2026-10')).text;
    expect(row).toMatch(new RegExp(`${number} \\S 未办结 \\S 补录`));
    const { body } = await (await office.as('clerk')).get(`/records/${number}`);
    expect(body).toMatchObject({ lateReason: reason });
  });

  it('asks nothing of what is hardly a day old, nor of a statistic of last month', async () => {
    const shown = await clerk.get(form);
    expect(Object.keys(shown.form())).not.toContain('补录原因');
    const yesterday = await clerk.submit(form, { ...fault, 登记时间: '2026-11-02 10:00' });
    expect((await clerk.get(yesterday.path)).text).not.toContain('补录原因');
    const refused = await clerk.submit(form, { ...fault, 登记时间: '2026-11-02 09:59' });
    expect(refused.status).toBe(422);
    const category = office.home.catalogue.document.categories.find(({ code }) => code === '05');
    if (category === undefined) throw new Error('the pack has a register 05');
    const least = leastFields(category);
    const counts = Object.fromEntries(Object.entries(least).map(([k, v]) => [k, String(v)]));
    const counted = await clerk.submit('/records/new/05', { ...counts, 统计周期: '2026年9月' });
    expect(counted.status, counted.text).toBe(303);
  });

  it('keeps all that was typed where something is wrong, and says so twice alike', async () => {
    const before = await repairs();
    const refused = await clerk.submit(form, {
      房号: '3-2-5011',
      故障现象: '',
      报修人: '张"三"<b>',
      有偿金额元: '约一百',
      首问责任人: '',
    });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('<title>错误：登记：业主日常报修');
    expect(refused.html).toMatch(/<main[^>]*><div class="summary"/);
    const summary = /<div class="summary".*?<\/ul><\/div>/s.exec(refused.html)?.[0] ?? '';
    const listed = [...summary.matchAll(/<a href="#f-([^"]+)"><span>([^<]+)</g)];
    const fields = listed.map(([, field]) => field);
    expect(fields.sort()).toEqual(['房号', '故障现象', '首问责任人', '有偿金额元'].sort());
    for (const [, field = '', message = ''] of listed) {
      const inline = new RegExp(`id="f-${field}-problem">.*?</p>`, 's').exec(refused.html)?.[0];
      expect(inline).toContain(message);
      expect(refused.html).toContain(`id="f-${field}"`);
    }
    expect(summary).toContain('是不是 3-2-0501');
    expect(refused.form()).toMatchObject({ 房号: '3-2-5011', 报修人: '张"三"<b>', 首问责任人: '' });
    // A column that is folded away is opened where it needs a look.
    expect(refused.html).toMatch(/<details class="later" open/);
    expect(await repairs()).toBe(before);
  });

  it('is not for who may only read', async () => {
    const auditor = visitorOf(office);
    await auditor.signIn('auditor');
    const refused = await auditor.get(form);
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('客服');
  });

  it('is found by number, prefix, name and pinyin initials', async () => {
    for (const words of ['01', 'bx', '业主日常报修', 'BX 业主日常报修', 'yzrcbx']) {
      const found = await clerk.get(`/records/new?category=${encodeURIComponent(words)}`);
      expect([found.status, found.path]).toEqual([303, form]);
    }
    const many = await clerk.get(`/records/new?category=${encodeURIComponent('业主')}`);
    expect(many.status).toBe(200);
    expect(many.links).toContain('/records/new/TS');
    expect(many.links).not.toContain('/records/new/GG');
    const none = await clerk.get('/records/new?category=qqq');
    expect(none.links.filter((href) => href.startsWith('/records/new/'))).toHaveLength(33);
  });
});

describe('[REC-08] filing by a page', () => {
  it('files once, though the form is sent twice', async () => {
    const before = await repairs();
    const shown = await clerk.get(form);
    const typed = { ...shown.form(), ...fault };
    const [first, second] = [await clerk.post(form, typed), await clerk.post(form, typed)];
    expect([first.status, second.status]).toEqual([303, 303]);
    expect(second.path).toBe(first.path);
    expect(await repairs()).toBe(before + 1);
  });

  it('files two where two forms were opened', async () => {
    const before = await repairs();
    await clerk.submit(form, fault);
    await clerk.submit(form, fault);
    expect(await repairs()).toBe(before + 2);
  });

  it('says that a form was filed when it comes back changed, and files it anew if sent again', async () => {
    const typed = { ...(await clerk.get(form)).form(), ...fault };
    await clerk.post(form, typed);
    const before = await repairs();
    const changed = { ...typed, 故障现象: '卫生间水管漏水' };
    const refused = await clerk.post(form, changed);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('这张表已经提交过一次，内容和这次不同');
    expect(refused.text).not.toContain('Idempotency');
    expect(await repairs()).toBe(before);
    const again = await clerk.post(form, refused.form());
    expect(await fieldsOf(numberIn(again))).toMatchObject({ 故障现象: '卫生间水管漏水' });
  });

  it('takes no form that was made for another session', async () => {
    const other = visitorOf(office);
    await other.signIn('secondClerk');
    const stolen = (await other.get(form)).form();
    expect((await clerk.post(form, { ...stolen, ...fault })).status).toBe(403);
  });

  it('keeps what is typed through a sign-out, until it is filed', async () => {
    const name = /data-draft="([^"]+)"/.exec((await clerk.get('/records/new/TS')).html)?.[1];
    const kept = await clerk.post('/drafts', { _form: name ?? '', 投诉内容: '楼道灯不亮' });
    expect(kept.status).toBe(204);
    await clerk.signOut();
    await clerk.signIn('clerk');
    const found = await clerk.get('/records/new/TS');
    expect(found.form()).toMatchObject({ 投诉内容: '楼道灯不亮' });
    expect(found.text).toContain('没有登完的内容');
    const fresh = await clerk.get('/records/new/TS?draft=none');
    expect(fresh.form().投诉内容).toBe('');
    const complaint = { 房号: '3-2-0501', 投诉时间: '09:30', 首问责任人: '王芳' };
    const done = await clerk.post('/records/new/TS', { ...found.form(), ...complaint });
    expect(await fieldsOf(numberIn(done))).toMatchObject({ 投诉内容: '楼道灯不亮' });
    expect((await clerk.get('/records/new/TS')).form().投诉内容).toBe('');
  });

  it('shows nobody the draft of another', async () => {
    const name = /data-draft="([^"]+)"/.exec((await clerk.get('/records/new/ZX')).html)?.[1];
    await clerk.post('/drafts', { _form: name ?? '', 咨询事项: '何时供暖' });
    const other = visitorOf(office);
    await other.signIn('secondClerk');
    expect((await other.get('/records/new/ZX')).form().咨询事项).toBe('');
  });

  it('gives the form back after a sign-in, if the session ended while one typed', async () => {
    const before = await repairs();
    const typed = { ...(await clerk.get(form)).form(), ...fault, 报修人: '贾芳芳' };
    clerk.forget();
    const sent = await clerk.post(form, typed);
    expect(sent.status).toBe(303);
    expect(sent.path).toMatch(/^\/sign-in\?/);
    const door = await clerk.follow(sent);
    const back = await clerk.post('/sign-in', {
      ...door.form('/sign-in'),
      username: 'clerk',
      password: passwordOf('clerk'),
    });
    const restored = await clerk.follow(back);
    expect(restored.form()).toMatchObject({ 故障现象: '厨房水管漏水', 报修人: '贾芳芳' });
    expect(await repairs()).toBe(before);
    const done = await clerk.post(form, restored.form());
    expect(await fieldsOf(numberIn(done))).toMatchObject({ 报修人: '贾芳芳' });
  });
});

describe('saving and going on', () => {
  it('takes a dispatch order for what was just filed, and one only', async () => {
    const shown = await clerk.get(form);
    const typed = { ...shown.form(), ...fault, 'order.engineer': '刘志', _then: 'dispatch' };
    const [first, second] = [await clerk.post(form, typed), await clerk.post(form, typed)];
    expect(first.path).toMatch(/^\/orders\/PG-202611-\d{4}$/);
    expect(second.path).toBe(first.path);
    const { body } = await (await office.as('clerk')).get(
      first.path.replace('/orders', '/dispatch-orders'),
    );
    expect(body).toMatchObject({
      matter: '厨房水管漏水',
      department: '工程部',
      engineer: '刘志',
      room: '3-2-0501',
    });
    expect(body.records).toEqual([expect.stringMatching(/^BX-202611-/)]);
  });

  it('has filed the record even where no order may be taken, and says why', async () => {
    await (await office.as('admin')).post('/people', {
      username: 'keeper',
      name: '房管员',
      password: passwordOf('keeper'),
      roles: [{ site: 'A', role: 'keeper' }],
    });
    const keeper = visitorOf(office);
    await keeper.signIn('keeper');
    const before = await repairs();
    const done = await keeper.submit(form, { ...fault, _then: 'dispatch' });
    expect(done.path).toMatch(/^\/orders\/new\?record=BX-202611-\d{4}$/);
    expect(await repairs()).toBe(before + 1);
    const next = await keeper.get('/desk');
    expect(next.text).toContain('但派工单没有开成：您没有');
    expect((await keeper.get(form)).text).not.toContain('保存并派单');
  });

  it('opens the next form of the same kind', async () => {
    const done = await clerk.submit(form, { ...fault, _then: 'new' });
    expect([done.status, done.path]).toEqual([303, form]);
    expect((await clerk.follow(done)).text).toContain('已归档 BX-202611-');
  });

  it('starts from what an address brings along', async () => {
    const path = `/records/new/HF?room=3-2-0501&${new URLSearchParams({ 原登记编号: 'BX-202611-0001' })}`;
    const shown = await clerk.get(path);
    expect(shown.form()).toMatchObject({ 房号: '3-2-0501', 原登记编号: 'BX-202611-0001' });
  });
});
