import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Office, passwordOf } from '../office.ts';
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

describe('[REC-08] filing by a page', () => {
  it('files once, though the form is sent twice', async () => {
    const before = await countRepairs(office);
    const shown = await clerk.get(form);
    const typed = { ...shown.form(), ...fault };
    const [first, second] = [await clerk.post(form, typed), await clerk.post(form, typed)];
    expect([first.status, second.status]).toEqual([303, 303]);
    expect(second.path).toBe(first.path);
    expect(await countRepairs(office)).toBe(before + 1);
  });

  it('files two where two forms were opened', async () => {
    const before = await countRepairs(office);
    await clerk.submit(form, fault);
    await clerk.submit(form, fault);
    expect(await countRepairs(office)).toBe(before + 2);
  });

  it('says that a form was filed when it comes back changed, and files it anew if sent again', async () => {
    const typed = { ...(await clerk.get(form)).form(), ...fault };
    await clerk.post(form, typed);
    const before = await countRepairs(office);
    const changed = { ...typed, 故障现象: '卫生间水管漏水' };
    const refused = await clerk.post(form, changed);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('这张表已经提交过一次，内容和这次不同');
    expect(refused.text).not.toContain('Idempotency');
    expect(await countRepairs(office)).toBe(before);
    const again = await clerk.post(form, refused.form());
    expect((await readFiled(office, numberIn(again))).fields).toMatchObject({
      故障现象: '卫生间水管漏水',
    });
  });

  it('takes no form that was made for another session', async () => {
    const other = await signedIn(office, 'secondClerk');
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
    expect((await readFiled(office, numberIn(done))).fields).toMatchObject({
      投诉内容: '楼道灯不亮',
    });
    expect((await clerk.get('/records/new/TS')).form().投诉内容).toBe('');
  });

  it('shows nobody the draft of another', async () => {
    const name = /data-draft="([^"]+)"/.exec((await clerk.get('/records/new/ZX')).html)?.[1];
    await clerk.post('/drafts', { _form: name ?? '', 咨询事项: '何时供暖' });
    const other = await signedIn(office, 'secondClerk');
    expect((await other.get('/records/new/ZX')).form().咨询事项).toBe('');
  });

  it.each([form, `${form}?draft=none`])(
    'gives %s back if the session ended meanwhile',
    async (at) => {
      const before = await countRepairs(office);
      const typed = { ...(await clerk.get(at)).form(), ...fault, 报修人: '贾芳芳' };
      clerk.forget();
      const sent = await clerk.post(at, typed);
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
      expect(await countRepairs(office)).toBe(before);
      const done = await clerk.post(form, restored.form());
      expect((await readFiled(office, numberIn(done))).fields).toMatchObject({ 报修人: '贾芳芳' });
    },
  );
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
    const keeper = await signedIn(office, 'keeper');
    const before = await countRepairs(office);
    const done = await keeper.submit(form, { ...fault, _then: 'dispatch' });
    expect(done.path).toMatch(/^\/orders\/new\?record=BX-202611-\d{4}$/);
    expect(await countRepairs(office)).toBe(before + 1);
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
