import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPersonByUsername } from '../../../src/access/queries.ts';
import { type Office, openOffice } from '../office.ts';
import { signedIn, type Visitor, visitorOf } from './visitor.ts';

let office: Office;
let admin: Visitor;

beforeAll(async () => {
  office = await openOffice();
  admin = await signedIn(office, 'admin');
});

afterAll(() => office?.close());

const person = (username: string) => findPersonByUsername(office.home.store.read, username);

async function signsIn(username: string, password: string): Promise<boolean> {
  return (await visitorOf(office).post('/sign-in', { username, password })).status === 303;
}

async function kindsAbout(username: string): Promise<string[]> {
  const rows = await office.home.store.read
    .selectFrom('entry')
    .select('kind')
    .where('subject', '=', (await person(username))?.id ?? '')
    .orderBy('seq')
    .execute();
  return rows.map(({ kind }) => kind).filter((kind) => kind.startsWith('person.'));
}

describe('people', () => {
  it('are listed for who may know them, with roles and state', async () => {
    const { text } = await admin.get('/people');
    expect(text).toContain('何光');
    expect(text).toContain('主管');
    const auditor = await signedIn(office, 'auditor');
    const list = await auditor.get('/people');
    expect(list.status).toBe(200);
    expect(list.links).not.toContain('/people/clerk');
    expect((await auditor.get('/people/clerk')).status).toBe(403);
    const clerk = await signedIn(office, 'clerk');
    expect((await clerk.get('/people')).status).toBe(403);
    expect((await clerk.post('/people/clerk', { 'roles-A': 'admin' })).status).toBe(403);
  });

  it('are added with a password that is made up, shown once, and opens the door', async () => {
    const shown = await admin.get('/people/new');
    const { password = '' } = shown.form();
    expect(password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
    expect((await admin.get('/people/new')).form().password).not.toBe(password);
    const fields = { ...shown.form(), name: '孙燕', username: 'sunyan', 'roles-A': 'clerk' };
    const done = await admin.post('/people/new', fields);
    expect(done).toMatchObject({ status: 303, path: '/people' });
    const list = await admin.follow(done);
    expect(list.text).toContain('孙燕');
    expect(list.html).not.toContain(password);
    expect(await signsIn('sunyan', password)).toBe(true);
  });

  it('are not added with a missing role or a short password; what was typed stays', async () => {
    const answer = await admin.submit('/people/new', {
      name: '吴双',
      username: 'wushuang',
      password: 'short',
      'roles-A': 'keeper',
    });
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('href="#f-password"');
    expect(answer.form()).toMatchObject({
      name: '吴双',
      username: 'wushuang',
      'roles-A': 'keeper',
    });
    const roleless = await admin.submit('/people/new', { name: '吴双', username: 'wushuang' });
    expect(roleless.status).toBe(422);
    expect(roleless.text).toContain('请至少勾选一个角色');
    const allWrong = { name: '吴双', username: 'wu shuang', password: 'short' };
    const wrong = await admin.submit('/people/new', allWrong);
    for (const field of ['roles-A', 'username', 'password']) {
      expect.soft(wrong.html, field).toMatch(new RegExp(`id="f-${field}[^"]*-problem"`));
    }
    const taken = { name: '吴双', username: 'finance', 'roles-A': 'keeper' };
    const double = await admin.submit('/people/new', taken);
    expect(double.status).toBe(409);
    expect(double.html).toContain('href="#f-username"');
    expect(await person('wushuang')).toBeUndefined();
  });

  it('get other roles, which count at their next request, with an entry for it', async () => {
    const finance = await signedIn(office, 'finance');
    expect((await finance.get('/log')).status).toBe(403);
    const done = await admin.submit('/people/finance', { 'roles-A': 'auditor' });
    expect(done.status).toBe(303);
    expect((await person('finance'))?.roles).toEqual([{ site: 'A', role: 'auditor' }]);
    expect((await finance.get('/log')).status).toBe(200);
    expect(await kindsAbout('finance')).toEqual(['person.added', 'person.roles-changed']);
    expect((await admin.get('/people/finance')).text).toContain('改角色');
  });

  it('get a new password, which ends their sessions', async () => {
    const engineer = await signedIn(office, 'engineer');
    const path = '/people/engineer/password';
    const done = await admin.submit(path, { password: 'a-new-password' });
    expect(done.status).toBe(303);
    expect((await engineer.get('/me')).path).toMatch(/^\/sign-in/);
    expect(await signsIn('engineer', 'engineer-password')).toBe(false);
    expect(await signsIn('engineer', 'a-new-password')).toBe(true);
  });

  it('are taken out of use after a page that says what follows, and come back', async () => {
    const clerk = await signedIn(office, 'secondClerk');
    const path = '/people/secondClerk/active';
    expect((await admin.get(path)).text).toContain('不能再登录');
    await admin.submit(path, {});
    expect((await clerk.get('/desk')).path).toMatch(/^\/sign-in/);
    expect(await signsIn('secondClerk', 'secondClerk-password')).toBe(false);
    await admin.submit(path, {});
    expect(await signsIn('secondClerk', 'secondClerk-password')).toBe(true);
    expect(await kindsAbout('secondClerk')).toEqual([
      'person.added',
      'person.deactivated',
      'person.reactivated',
    ]);
  });

  it('never lose their last administrator, and nobody takes out themselves', async () => {
    const shown = await admin.get('/people/admin');
    const { _key = '' } = shown.form();
    const demoted = await admin.post('/people/admin', { _key, 'roles-A': 'clerk' });
    expect(demoted.status).toBe(409);
    expect(demoted.text).toContain('最后一位系统管理员');
    const out = await admin.submit('/people/admin/active', {});
    expect(out.status).toBe(409);
    expect(await person('admin')).toMatchObject({
      active: true,
      roles: [{ site: '*', role: 'admin' }],
    });
  });

  it('of another site do not exist for a site’s own administrator', async () => {
    await admin.submit('/people/manager', { 'roles-A': 'admin' });
    const manager = await signedIn(office, 'manager');
    expect((await manager.get('/people/stranger')).status).toBe(404);
    const { _key = '' } = (await manager.get('/people/clerk')).form();
    const greedy = await manager.post('/people/clerk', { _key, 'roles-all': 'admin' });
    expect(greedy.status).toBe(422);
    expect((await person('clerk'))?.roles).toEqual([{ site: 'A', role: 'clerk' }]);
    expect((await manager.post('/people/admin/active', { _key })).status).toBe(403);
  });
});
