import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Requester } from '../../../src/access/model.ts';
import { localOperator } from '../../../src/home/open.ts';
import { type Office, openOffice } from '../office.ts';
import { signedIn, visitorOf } from './visitor.ts';

let office: Office;

beforeAll(async () => {
  office = await openOffice();
});

afterAll(() => office?.close());

const password = '/me/password';
const wish = {
  old: 'clerk-password',
  password: 'another-password',
  passwordAgain: 'another-password',
};

describe('one’s own page', () => {
  it('changes language, density and shortcuts, which every page then has', async () => {
    const visitor = await signedIn(office, 'supervisor');
    const shown = await visitor.get('/me');
    const { _key = '' } = shown.form('/me');
    const done = await visitor.post('/me', { _key, lang: 'en', density: 'compact' });
    expect(done).toMatchObject({ status: 303, path: '/me' });
    const { html, text } = await visitor.get('/inbox');
    expect(html).toMatch(/<html lang="en" data-density="compact" data-shortcuts="off"/);
    expect(text).toContain('Approvals');
    const wrong = await visitor.post('/me', { _key, lang: 'xx', density: 'compact' });
    expect(wrong.status).toBe(422);
  });

  it('leads to another site at which one works, and to none where one does not', async () => {
    const { document } = office.home.catalogue;
    const [first] = document.sites;
    if (first === undefined) throw new Error('the office has a site');
    const sites = [first, { ...first, code: 'B', name: '二期' }];
    const operator: Requester = { actor: localOperator(), name: '本机操作员', roles: [] };
    await office.home.catalogue.save(operator.actor, { ...document, sites });
    const admin = await signedIn(office, 'admin');
    const { _key = '' } = (await admin.get('/me')).form('/me/site');
    expect(await admin.post('/me/site', { _key, site: 'B' })).toMatchObject({ status: 303 });
    expect((await admin.get('/desk')).html).toContain('<span class="site-name">二期</span>');
    const clerk = await signedIn(office, 'secondClerk');
    const shown = await clerk.get('/me');
    expect(shown.html).not.toContain('/me/site');
    await clerk.post('/me/site', { _key: shown.form('/me')._key ?? '', site: 'B' });
    expect((await clerk.get('/desk')).html).not.toContain('二期');
  });

  it('changes the password only with the old one, and ends the other sessions', async () => {
    const [here, elsewhere] = [visitorOf(office), visitorOf(office)];
    await here.signIn('clerk');
    await elsewhere.signIn('clerk');
    const { _key = '' } = (await here.get('/me')).form(password);
    const guessed = await here.post(password, { ...wish, _key, old: 'wrong' });
    expect(guessed.status).toBe(422);
    expect(guessed.html).toContain('href="#f-old"');
    expect(guessed.html).not.toContain('another-password');
    const unequal = await here.post(password, { ...wish, _key, passwordAgain: 'yet-another' });
    expect(unequal.text).toContain('两次输入的新密码不同');
    const short = await here.post(password, {
      _key,
      old: wish.old,
      password: 'x',
      passwordAgain: 'x',
    });
    expect(short.status).toBe(422);
    const done = await here.post(password, { ...wish, _key });
    expect(done).toMatchObject({ status: 303, path: '/me' });
    expect((await here.get('/me')).status).toBe(200);
    expect((await elsewhere.get('/me')).path).toMatch(/^\/sign-in/);
    const again = visitorOf(office);
    await expect(again.signIn('clerk')).rejects.toThrow('用户名或密码不对');
  });

  it('shows where one is signed in, and ends the others', async () => {
    const [here, elsewhere] = [visitorOf(office), visitorOf(office)];
    await here.signIn('auditor');
    await elsewhere.signIn('auditor');
    const shown = await here.get('/me');
    expect(shown.text).toContain('退出其它登录');
    const { _key = '' } = shown.form('/me/sessions/close');
    await here.post('/me/sessions/close', { _key });
    expect((await elsewhere.get('/me')).path).toMatch(/^\/sign-in/);
    expect((await here.get('/me')).text).toContain('只在这里登录着');
  });

  it('takes no form that it did not make itself', async () => {
    const visitor = await signedIn(office, 'auditor');
    const forged = await visitor.post(password, { ...wish, _key: 'x.y', old: 'auditor-password' });
    expect(forged.status).toBe(403);
  });
});
