import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Office, openOffice } from '../office.ts';
import { signedIn, type Visitor } from './visitor.ts';

let office: Office;
let admin: Visitor;

beforeAll(async () => {
  office = await openOffice();
  admin = await signedIn(office, 'admin');
});

afterAll(() => office?.close());

const site = '/set-up/site';

describe('setting up an office', () => {
  it('is where the administrator of an empty home begins, and nobody else', async () => {
    expect((await admin.get('/')).path).toBe('/set-up');
    const clerk = await signedIn(office, 'clerk');
    expect((await clerk.get('/')).path).toBe('/desk');
    expect((await clerk.get('/set-up')).status).toBe(403);
    expect((await clerk.get(site)).status).toBe(403);
    const sent = await clerk.post(site, { company: '别人的公司', expects: '1' });
    expect(sent.status).toBe(403);
    expect(office.home.catalogue.document.company).not.toBe('别人的公司');
  });

  it('lists what there is to do with how far each has come, in both languages', async () => {
    const { text, links } = await admin.get('/set-up');
    expect(text).toContain('公司、网址与封卷日');
    expect(text).toContain('还没做');
    expect(links).toEqual(
      expect.arrayContaining([site, '/set-up/projects', '/people', '/imports', '/policies/adopt']),
    );
    const english = await signedIn(office, 'admin', 'en');
    const shown = (await english.get('/set-up')).text;
    expect(shown).toContain('Not started');
    expect(shown.replace(/管理员|本项目|中文/g, '')).not.toMatch(/\p{Script=Han}/u);
  });

  it('saves the settings as their next version, which counts at once', async () => {
    const before = office.home.catalogue.version;
    const done = await admin.submit(site, {
      company: '云栖物业',
      publicUrl: 'http://192.168.1.20:4516/',
      sealDay: '６',
    });
    expect(done).toMatchObject({ status: 303, path: '/set-up' });
    expect(office.home.catalogue.version).toBe(before + 1);
    expect(office.home.catalogue.document).toMatchObject({
      company: '云栖物业',
      publicUrl: 'http://192.168.1.20:4516',
      sealDay: 6,
    });
    expect((await admin.follow(done)).text).toContain(`第 ${before + 1} 版`);
  });

  it('answers wrong input with what to put right, and keeps all that was typed', async () => {
    const before = office.home.catalogue.version;
    const wrong = { company: '', publicUrl: 'ftp://x', sealDay: '40', timeZone: 'Mars/Base' };
    const answer = await admin.submit(site, { ...wrong, 'mail.to': 'nobody' });
    expect(answer.status).toBe(422);
    expect(answer.html).toMatch(/<title>错误：/);
    expect(answer.html).toContain('href="#f-company"');
    expect(answer.text).toContain('请填 1 到 28 的整数');
    expect(answer.text).toContain('请填 http:// 或 https:// 开头的网址，或留空');
    expect(answer.form()).toMatchObject(wrong);
    expect(office.home.catalogue.version).toBe(before);
  });

  it('checks a change as the API does: an unknown time zone is named', async () => {
    const answer = await admin.submit(site, { timeZone: 'Mars/Base' });
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('href="#f-timeZone"');
  });

  it('says all that is wrong at once, and each of it once above the form', async () => {
    const wrong = { company: '', timeZone: 'Mars/Base', 'mail.host': 'smtp.example.cn' };
    const { html } = await admin.submit(site, { ...wrong, publicUrl: 'http://localhost:8080' });
    for (const field of ['company', 'timeZone', 'publicUrl', 'mail.from']) {
      expect.soft(html.split(`href="#f-${field}"`), field).toHaveLength(2);
    }
    expect(html).toContain('只有本机打得开');
  });

  it('shows both texts where another saved meanwhile, and then lets one decide', async () => {
    const mine = await admin.get(site);
    await admin.submit(site, { company: '甲物业' });
    const stale = await admin.post(site, { ...mine.form(), company: '乙物业' });
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('甲物业');
    expect(stale.text).toContain('乙物业');
    expect(stale.html).toMatch(/>单位名称<\/th>/);
    expect(stale.html).not.toContain('href="#f-expects"');
    expect(office.home.catalogue.document.company).toBe('甲物业');
    const done = await admin.post(site, stale.form());
    expect(done.status).toBe(303);
    expect(office.home.catalogue.document.company).toBe('乙物业');
  });

  it('brings the form back with what was typed when the session had ended', async () => {
    const shown = await admin.get(site);
    admin.forget();
    const sent = await admin.post(site, { ...shown.form(), company: '登录到期物业' });
    expect(sent.path).toMatch(/^\/sign-in\?/);
    const signIn = await admin.follow(sent);
    const back = await admin.post('/sign-in', {
      ...signIn.form(),
      username: 'admin',
      password: 'admin-password',
    });
    expect(back.path).toMatch(/^\/set-up\/site\?draft=/);
    const again = await admin.follow(back);
    expect(again.form().company).toBe('登录到期物业');
    expect(again.text).toContain('没有保存');
    expect((await admin.post(site, again.form())).status).toBe(303);
    expect(office.home.catalogue.document.company).toBe('登录到期物业');
  });

  it('names the site, chooses how rooms are written, and shows how that is read', async () => {
    const done = await admin.submit('/set-up/projects', {
      'sites.0.name': '云栖苑',
      'sites.0.shape': 'villa',
    });
    expect(done.status).toBe(303);
    const [first] = office.home.catalogue.document.sites;
    expect(first).toMatchObject({ code: 'A', name: '云栖苑', roomPattern: '^([A-Z])-(\\d{1,3})$' });
    const ask = '/set-up/room-example/0?sites.0.shape=own&sites.0.roomPattern=';
    const read = await admin.get(`${ask}${encodeURIComponent('^(\\d{1,2})-(\\d{4})$')}`);
    expect(read.text).toContain('3-501 → 3-0501');
    expect((await admin.get(`${ask}(`)).text).toContain('不是有效的正则表达式');
    const broken = await admin.submit('/set-up/projects', {
      'sites.0.shape': 'own',
      'sites.0.roomPattern': '(',
    });
    expect(broken.status).toBe(422);
  });

  it('adds places and posts, and renames those that are there', async () => {
    await admin.submit('/set-up/places', {
      'places.0.title': '大堂墙',
      'places.new.title': '南门岗',
    });
    const { places } = office.home.catalogue.document;
    expect(places[0]).toMatchObject({ code: 'front-desk', title: '大堂墙' });
    expect(places.at(-1)).toEqual({ code: 'place-11', title: '南门岗', en: '南门岗' });
    const nameless = await admin.submit('/set-up/posts', { 'posts.new.title': '夜班员' });
    expect(nameless.status).toBe(422);
    expect(nameless.text).toContain('请填部门');
    const done = await admin.post('/set-up/posts', {
      ...nameless.form(),
      'posts.new.department': '客服部',
    });
    expect(done.status).toBe(303);
    expect(office.home.catalogue.document.posts.at(-1)).toMatchObject({
      title: '夜班员',
      department: '客服部',
      role: 'clerk',
    });
  });

  it('takes out a place whose names are emptied, unless a policy has to hang there', async () => {
    await admin.submit('/set-up/places', { 'places.new.title': '临时墙' });
    const at = office.home.catalogue.document.places.length - 1;
    const gone = { [`places.${at}.title`]: '', [`places.${at}.en`]: '' };
    const done = await admin.submit('/set-up/places', gone);
    expect(done.status).toBe(303);
    expect(office.home.catalogue.document.places).toHaveLength(at);
    const wall = { title: '值班须知', department: '客服部', posted: 'yes', places: 'front-desk' };
    expect((await admin.submit('/policies/new', wall)).status).toBe(303);
    const used = await admin.submit('/set-up/places', { 'places.0.title': '', 'places.0.en': '' });
    expect(used.status).toBe(422);
    expect(used.text).toContain('去不掉');
    expect(office.home.catalogue.document.places[0]?.code).toBe('front-desk');
  });
});
