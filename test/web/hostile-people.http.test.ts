import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listPeople } from '../../src/access/queries.ts';
import type { SiteDocument } from '../../src/catalogue/model.ts';
import { type Office, openOffice, passwordOf } from './office.ts';
import { type Visitor, visitorOf } from './pages/visitor.ts';

let office: Office;

beforeEach(async () => {
  office = await openOffice();
  const admin = await office.as('admin');
  const { version, document } = (
    await admin.get<{ version: number; document: SiteDocument }>('/catalogue')
  ).body;
  const sites = [...document.sites, { ...document.sites[0], code: 'B', name: '二期' }];
  const next = { expects: version, document: { ...document, sites } };
  expect((await admin.put('/catalogue', next)).status).toBe(200);
  await newcomer('adminA', [{ site: 'A', role: 'admin' }]);
  await newcomer('adminB', [{ site: 'B', role: 'admin' }]);
});

afterEach(() => office?.close());

async function newcomer(username: string, roles: { site: string; role: string }[]): Promise<void> {
  const person = { username, name: username, password: passwordOf(username), roles };
  expect((await (await office.as('admin')).post('/people', person)).status).toBe(201);
}

async function visitor(username: string): Promise<Visitor> {
  const one = visitorOf(office);
  await one.signIn(username);
  return one;
}

async function rolesOf(username: string): Promise<string[]> {
  const people = await listPeople(office.home.store.read);
  const roles = people.find((one) => one.username === username)?.roles ?? [];
  return roles.map(({ site, role }) => `${role}@${site}`).sort();
}

async function keyOf(who: Visitor): Promise<string> {
  return (await who.get('/me')).form('/me/language')._key ?? '';
}

describe('an administrator of one site', () => {
  it('gives no role at another, nor at all, whatever the form says', async () => {
    const adminB = await visitor('adminB');
    const person = { username: 'eve', name: '伊', password: 'a-long-password' };
    for (const field of ['roles-A', 'roles-all', 'roles-*']) {
      const sent = await adminB.submit('/people/new', { ...person, [field]: 'admin' });
      expect(sent.status, field).toBe(422);
    }
    expect(await rolesOf('eve')).toEqual([]);
    const both = { ...person, 'roles-A': 'manager', 'roles-B': 'clerk' };
    await adminB.submit('/people/new', both);
    expect(await rolesOf('eve')).toEqual(['clerk@B']);
    const mine = await adminB.get('/people/adminB');
    const wish = { ...mine.form(), 'roles-B': 'admin', 'roles-all': 'admin', 'roles-A': 'admin' };
    await adminB.post('/people/adminB', wish);
    expect(await rolesOf('adminB')).toEqual(['admin@B']);
  });

  it('changes nobody who also works elsewhere, and learns nothing of those who only do', async () => {
    const adminB = await visitor('adminB');
    const _key = await keyOf(adminB);
    for (const [username, status] of [
      ['admin', 403],
      ['clerk', 404],
      ['nobody', 404],
    ] as const) {
      const acts: [string, Record<string, string>][] = [
        [`/people/${username}`, { 'roles-B': 'cleaning' }],
        [`/people/${username}/password`, { password: 'a-new-long-password' }],
        [`/people/${username}/active`, { active: 'no' }],
      ];
      for (const [path, fields] of acts) {
        const sent = await adminB.post(path, { _key: await keyOf(adminB), ...fields });
        expect(sent.status, path).toBe(status);
      }
    }
    expect(_key).not.toBe('');
    expect(await rolesOf('admin')).toEqual(['admin@*']);
    const unknown = (name: string, text: string) =>
      text.replaceAll(name, '?').replace(/编号 \w+/, '');
    const [known, none] = [await adminB.get('/people/clerk'), await adminB.get('/people/nobody')];
    expect(unknown('clerk', known.text)).toBe(unknown('nobody', none.text));
    const found = await adminB.get('/palette?q=王芳');
    expect(found.html).not.toContain('/people/clerk');
  });

  it('does not find colleagues of a site where they only stand at the desk', async () => {
    await newcomer('mixed', [
      { site: 'A', role: 'admin' },
      { site: 'B', role: 'clerk' },
    ]);
    const mixed = await visitor('mixed');
    expect((await mixed.get('/palette?q=clerk')).html).toContain('/people/clerk');
    expect((await mixed.get('/palette?q=stranger')).html).not.toContain('/people/stranger');
  });

  it('leaves at least one, also when two take each other away at once', async () => {
    await newcomer('boss', [{ site: '*', role: 'admin' }]);
    const admin = await visitor('admin');
    const { _key = '' } = (await admin.get('/people/admin/active')).form();
    expect((await admin.post('/people/admin/active', { _key, active: 'no' })).status).toBe(409);
    const boss = await visitor('boss');
    const demote = async (who: Visitor, username: string) =>
      who.post(`/people/${username}`, { _key: await keyOf(who), 'roles-A': 'clerk' });
    const both = await Promise.all([demote(admin, 'boss'), demote(boss, 'admin')]);
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect([await rolesOf('admin'), await rolesOf('boss')].flat().sort()).toEqual([
      'admin@*',
      'clerk@A',
    ]);
  });
});

describe('passwords', () => {
  it('are kept as they are typed, with blanks at their ends', async () => {
    const admin = await visitor('admin');
    const password = ' blank at both ends ';
    const person = { username: 'eve', name: '伊', password, 'roles-A': 'clerk' };
    expect((await admin.submit('/people/new', person)).status).toBe(303);
    const eve = visitorOf(office);
    expect((await eve.post('/sign-in', { username: 'eve', password })).status).toBe(303);
    const trimmed = { username: 'eve', password: password.trim() };
    expect((await visitorOf(office).post('/sign-in', trimmed)).status).toBe(422);
    const next = ' another one of them ';
    const set = await admin.submit('/people/eve/password', { password: next });
    expect(set.status).toBe(303);
    expect((await eve.get('/me')).status).toBe(303);
    expect((await eve.post('/sign-in', { username: 'eve', password: next })).status).toBe(303);
    for (const said of [set.headers.getSetCookie().join(), set.path]) {
      expect(decodeURIComponent(said)).not.toContain('another');
    }
  });

  it('stand on no page again, and in no draft', async () => {
    const admin = await visitor('admin');
    const wrong = await admin.submit('/people/new', { password: 'secret-of-eve', username: '' });
    expect(wrong.status).toBe(422);
    const drafts = await office.home.store.read.selectFrom('draft').select('id').execute();
    expect(drafts).toEqual([]);
    const me = await admin.submit(
      '/me',
      { old: 'my-old-secret', password: 'x', passwordAgain: 'y' },
      '/me/password',
    );
    expect(me.html).not.toContain('my-old-secret');
  });
});
