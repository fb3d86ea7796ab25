import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Office } from '../office.ts';
import { leastFields } from '../sample-fields.ts';
import { countRepairs, numberIn, readFiled } from './filed.ts';
import { openListedOffice } from './listed-office.ts';
import { signedIn, type Visitor } from './visitor.ts';

let office: Office;
let clerk: Visitor;

beforeAll(async () => {
  office = await openListedOffice();
  clerk = await signedIn(office, 'clerk');
});

afterAll(() => office?.close());

const form = '/records/new/BX';
const fault = { 房号: '3栋2单元501', 故障现象: '厨房水管漏水' };

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
      expect
        .soft((await readFiled(office, numberIn(done))).fields, category.title)
        .toMatchObject(least);
    }
  });

  it('shows a control with its label for every column, in either language', async () => {
    const english = await signedIn(office, 'clerk', 'en');
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
    expect((await readFiled(office, numberIn(done))).fields).toEqual({
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
    expect((await readFiled(office, numberIn(done))).fields).toMatchObject({
      登记时间: '2026-11-03 09:05',
    });
  });

  it('files what is late in the month in which it happened, and asks why it comes late', async () => {
    const before = await countRepairs(office);
    const late = { ...fault, 登记时间: '2026-10-20 15:30', 报修人: '贾芳芳' };
    const refused = await clerk.submit(form, late);
    expect(refused.status).toBe(422);
    expect(refused.form()).toMatchObject({ ...late, 补录原因: '' });
    expect(refused.links).toContain('#f-补录原因');
    expect(refused.text).toContain('请写明为什么当时没有登记');
    expect(await countRepairs(office)).toBe(before);
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
    const before = await countRepairs(office);
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
    expect(await countRepairs(office)).toBe(before);
  });

  it('refuses a time that lies ahead, but for a clock that runs a little fast', async () => {
    const before = await countRepairs(office);
    const ahead = { ...fault, 登记时间: '2027年11月3日 9:30' };
    const refused = await clerk.submit(form, ahead);
    expect(refused.status).toBe(422);
    expect(refused.form()).toMatchObject(ahead);
    expect(refused.links).toContain('#f-登记时间');
    expect(refused.text).toContain('时间在将来（现在是 2026-11-03 10:00）');
    const arrival = await clerk.submit(form, { ...fault, 到场时间: '10:30' });
    expect(arrival.links).toContain('#f-到场时间');
    expect(await countRepairs(office)).toBe(before);
    const fast = await clerk.submit(form, { ...fault, 登记时间: '10:05' });
    expect(fast.status, fast.text).toBe(303);
    const planned = { 房号: '3-2-501', 预约事项: '换灯', 预约时间: '2026-11-05 09:00' };
    const { fields } = office.home.catalogue.document.categories.find(
      ({ prefix }) => prefix === 'YY',
    ) ?? { fields: [] };
    const needed = fields.flatMap(({ name, required }) =>
      required === true && !(name in planned) ? [[name, '2026-11-03 09:00'] as const] : [],
    );
    const booked = await clerk.submit('/records/new/YY', {
      ...Object.fromEntries(needed),
      ...planned,
    });
    expect(booked.links).not.toContain('#f-预约时间');
  });

  it('asks an inquiry that is answered on the spot for its answer, and closes it then', async () => {
    const asked = { 房号: '3-2-501', 咨询事项: '装修押金几时退', 是否当场答复: '是' };
    const shown = await clerk.get('/records/new/ZX');
    expect(shown.html.indexOf('name="答复内容"')).toBeLessThan(shown.html.indexOf('class="later"'));
    const refused = await clerk.submit('/records/new/ZX', asked);
    expect(refused.status).toBe(422);
    expect(refused.links).toContain('#f-答复内容');
    const done = await clerk.submit('/records/new/ZX', { ...asked, 答复内容: '验收后七天内' });
    expect((await readFiled(office, numberIn(done))).fields).toMatchObject({
      答复内容: '验收后七天内',
      答复时间: '2026-11-03 10:00',
    });
    const later = await clerk.submit('/records/new/ZX', { ...asked, 是否当场答复: '否' });
    expect((await readFiled(office, numberIn(later))).fields).not.toHaveProperty('答复时间');
  });

  it('sends the place in the flat along with what is dispatched', async () => {
    const typed = { ...fault, 报修部位: '厨房', _then: 'dispatch' };
    const done = await clerk.submit(form, typed);
    const { body } = await (await office.as('clerk')).get<{ matter: string }>(
      done.path.replace('/orders/', '/dispatch-orders/'),
    );
    expect(body.matter).toBe('厨房 厨房水管漏水');
  });

  it('is not for who may only read', async () => {
    const auditor = await signedIn(office, 'auditor');
    const refused = await auditor.get(form);
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('客服');
  });

  it('is found by number, prefix, name and pinyin initials', async () => {
    for (const words of ['01', 'bx', '业主日常报修', 'BX 业主日常报修', 'yzrcbx']) {
      const found = await clerk.get(`/records/new?category=${encodeURIComponent(words)}`);
      expect([found.status, found.path]).toEqual([303, form]);
    }
    for (const [words, prefix] of [
      ['来访', 'WLR'],
      ['缴费', 'SF'],
    ] as const) {
      const found = await clerk.get(`/records/new?category=${encodeURIComponent(words)}`);
      expect(found.path).toBe(`/records/new/${prefix}`);
    }
    const many = await clerk.get(`/records/new?category=${encodeURIComponent('业主')}`);
    expect(many.status).toBe(200);
    expect(many.links).toContain('/records/new/TS');
    expect(many.links).not.toContain('/records/new/GG');
    const none = await clerk.get('/records/new?category=qqq');
    expect(none.links.filter((href) => href.startsWith('/records/new/'))).toHaveLength(33);
  });
});
