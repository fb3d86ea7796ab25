import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { learnEverything, lettersOf, taughtPolicy, taughtVersion } from '../../learning/taught.ts';
import { type Office, openOffice, passwordOf } from '../office.ts';
import { signedIn, type Visited } from './visitor.ts';

const day = 86_400_000;
let office: Office;

beforeEach(async () => {
  office = await openOffice();
});

afterEach(() => office.close());

const learned = () =>
  office.home.store.read.selectFrom('policy_learned').selectAll().orderBy('entry_seq').execute();

const password = passwordOf('clerk');

/** Every value that a form carries under a name, as a browser would send them all. */
function valuesOf({ html }: Visited, name: string): string[] {
  return [...html.matchAll(new RegExp(`name="${name}" value="([^"]*)"`, 'g'))].map(
    ([, value = '']) => value,
  );
}

describe('reading and signing', () => {
  it('[POL-10] goes from text to text: what is left, how long it is, the signature at its end, the next', async () => {
    const one = await taughtPolicy(office.home, { title: '首问负责制', from: '2026-11-01' });
    const two = await taughtPolicy(office.home, { title: '礼貌用语', from: '2026-11-02' });
    const clerk = await signedIn(office, 'clerk');
    const list = await clerk.get('/learning');
    expect(list.text).toContain('0/2 · 还有 2 项要学');
    const path = `/learning/read/${one.code}`;
    expect(list.links).toContain(path);
    const page = await clerk.get(path);
    expect(page.text).toMatch(/约 \d+ 字，1 分钟可读完。 还有 1 项要学/);
    expect(page.text).toContain('照此办理。');
    const wrong = await clerk.submit(path, { password: 'not-my-password' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('密码不对，没有签字');
    expect(wrong.html).toContain('href="#f-password"');
    expect(await learned()).toEqual([]);
    const signed = await clerk.submit(path, { password });
    expect(signed).toMatchObject({ status: 303, path: `/learning/read/${two.code}` });
    expect((await clerk.follow(signed)).text).toContain(`已签字：${one.code}。`);
    const last = await clerk.submit(signed.path, { password });
    expect(last).toMatchObject({ status: 303, path: '/learning' });
    expect((await clerk.follow(last)).text).toContain('现行制度都学完了');
    const again = await clerk.get(path);
    expect(again.text).toMatch(/您已于 2026-11-03 10:00 学过这一版（阅读签字）/);
    expect(valuesOf(again, 'reading')).toEqual([]);
    expect(await learned()).toMatchObject([{ policy: one.code }, { policy: two.code }]);
  });

  it('[POL-10] shows what changed since the version its reader knows, and signs no other', async () => {
    const first = await taughtPolicy(office.home, { title: '首问负责制', from: '2026-11-01' });
    await learnEverything(office.home, office.requester('clerk'), password);
    await taughtVersion(office.home, first.code, {
      from: '2026-11-03',
      text: '# 首问负责制\n\n照此办理，跟到底。\n',
    });
    const clerk = await signedIn(office, 'clerk');
    const path = `/learning/read/${first.code}`;
    const page = await clerk.get(path);
    expect(page.text).toContain('您学过第 1 版，改动如下');
    expect(page.html).toMatch(/<ins[^>]*>[^<]*跟到底/);
    expect(page.links).toContain(`/policies/${first.code}/compare?from=1&to=2`);
    const old = await clerk.get(`${path}?version=1`);
    expect(valuesOf(old, 'reading')).toEqual([]);
    const reader = await signedIn(office, 'engineer');
    const superseded = await reader.get(`${path}?version=1`);
    expect(superseded.text).toContain('第 1 版不是现行版，不能签字');
    const forged = { ...(await reader.get(path)).form(), password: passwordOf('engineer') };
    const reading = `${first.code} 1 ${first.sha256}`;
    expect((await reader.post(path, { ...forged, reading })).status).toBe(409);
    expect(await learned()).toHaveLength(1);
  });

  it('[POL-10] signs several texts at the end with one password', async () => {
    const one = await taughtPolicy(office.home, { title: '一', from: '2026-11-01' });
    const two = await taughtPolicy(office.home, { title: '二', from: '2026-11-02' });
    const clerk = await signedIn(office, 'clerk');
    const first = await clerk.get(`/learning/read/${one.code}`);
    const later = first.links.find((link) => link.includes('with=')) ?? '';
    expect(later).toBe(`/learning/read/${two.code}?with=${one.code}.1`);
    const second = await clerk.get(later);
    expect(second.text).toContain('一并签字的还有 1 项');
    const readings = valuesOf(second, 'reading');
    expect(readings).toHaveLength(2);
    const { _key: key = '' } = second.form();
    const body = new URLSearchParams({ _key: key, password });
    for (const reading of readings) body.append('reading', reading);
    const signed = await clerk.send(later, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: body.toString(),
    });
    expect(signed).toMatchObject({ status: 303, path: '/learning' });
    expect(await learned()).toMatchObject([{ policy: one.code }, { policy: two.code }]);
  });
});

describe('who has learned what', () => {
  it('[POL-10] stands in a matrix with counts, narrowed by its address, on paper and in a file', async () => {
    const text = await taughtPolicy(office.home, { title: '首问负责制', from: '2026-11-01' });
    await learnEverything(office.home, office.requester('clerk'), password);
    await taughtVersion(office.home, text.code, { from: '2026-11-03', text: '第二版\n' });
    await learnEverything(office.home, office.requester('manager'), passwordOf('manager'));
    office.clock.advance(8 * day);
    const auditor = await signedIn(office, 'auditor');
    const page = await auditor.get('/learning?view=all');
    expect(page.text).toContain('应学 11 项次，已学 1，逾期未学 10');
    expect(page.text).toContain('1/11 已学 v2');
    const cells = [...page.html.matchAll(/<td class="cell-(\w+)">([^<]*)/g)];
    const marks = new Set(cells.map(([, tone, words]) => `${tone} ${words}`));
    expect(marks).toEqual(new Set(['good ✔ 已学 v2', 'bad ⚠ 旧版 v1 · 逾期', 'bad — 未学 · 逾期']));
    const late = await auditor.get('/learning?view=all&behind=yes');
    expect(late.text).not.toMatch(/赵强 1\/1 已学/);
    const english = await signedIn(office, 'auditor', 'en');
    expect((await english.get('/learning?view=all')).text).toContain('1/11 learned v2');
    const print = await auditor.get('/learning/print');
    expect(print.text).toContain('第 1 部分，共 1 部分');
    const exported = await auditor.submit(
      '/learning?view=all',
      { format: 'xlsx' },
      '/learning/export',
    );
    expect(exported.headers.get('content-disposition')).toContain(
      encodeURIComponent('制度学习情况-2026-11-11.xlsx'),
    );
    const clerk = await signedIn(office, 'clerk');
    expect((await clerk.get('/learning?view=all')).status).toBe(403);
    expect((await clerk.get('/learning/people/manager')).status).toBe(403);
    expect((await clerk.get('/learning/people/clerk')).status).toBe(200);
    expect((await auditor.get('/learning/people/manager')).text).toContain('阅读签字');
  });

  it('[POL-10] is pressed for by letters to those ticked, once a day', async () => {
    await taughtPolicy(office.home, { title: '首问负责制', from: '2026-11-01' });
    const admin = await signedIn(office, 'admin');
    for (const username of ['clerk', 'engineer']) {
      const email = `${username}@example.org`;
      expect((await admin.submit(`/people/${username}`, { email })).status).toBe(303);
    }
    expect((await admin.get('/learning/remind')).text).toContain('没有逾期的人');
    office.clock.advance(8 * day);
    const supervisor = await signedIn(office, 'supervisor');
    const page = await supervisor.get('/learning/remind');
    expect(valuesOf(page, 'people').sort()).toEqual(['clerk', 'engineer']);
    expect(page.text).toContain('没有邮箱，请当面提醒');
    const none = await supervisor.post('/learning/remind', { _key: page.form()._key ?? '' });
    expect(none.status).toBe(422);
    const sent = await supervisor.submit('/learning/remind', { people: 'clerk' });
    expect((await supervisor.follow(sent)).text).toContain('已给 1 人发出提醒');
    expect((await lettersOf(office.home)).map(({ to }) => to)).toEqual([['clerk@example.org']]);
    const after = await supervisor.get('/learning/remind');
    expect(valuesOf(after, 'people')).toEqual(['engineer']);
    expect(after.text).toContain('今天已经提醒过');
  });
});

describe('a person', () => {
  it('[POL-10] has an address and posts, whose changes are entries that do not tell the address', async () => {
    const admin = await signedIn(office, 'admin');
    const fields = { email: 'wang@example.org', 'posts-A': 'desk-clerk' };
    expect((await admin.submit('/people/clerk', fields)).status).toBe(303);
    const page = await admin.get('/people/clerk');
    expect(page.form()).toMatchObject(fields);
    expect(page.text).toContain('改岗位');
    expect(page.text).toContain('改邮箱');
    expect(page.text.match(/改角色/g)).toBeNull();
    const wrong = await admin.submit('/people/clerk', { email: 'wang@' });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('href="#f-email"');
    const added = await admin.submit('/people/new', {
      ...{ name: '何苗', username: 'hemiao', 'roles-A': 'clerk' },
      ...{ email: 'he@example.org', 'posts-A': 'desk-clerk' },
    });
    expect(added.status).toBe(303);
    const rows = await office.home.store.read.selectFrom('entry').select('leaf').execute();
    expect(rows.map(({ leaf }) => leaf).join()).not.toContain('@example.org');
    expect((await admin.follow(added)).text).toContain('客服前台');
  });
});
