import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepHandbook } from '../../../src/handbook/commands/building.ts';
import { localOperator } from '../../../src/home/open.ts';
import { adoptPolicies } from '../../../src/policies/commands/adopt-policies.ts';
import { type Office, openOffice } from '../office.ts';
import { signedIn, type Visitor } from './visitor.ts';

let office: Office;
let admin: Visitor;
let clerk: Visitor;

beforeAll(async () => {
  office = await openOffice();
  admin = await signedIn(office, 'admin');
  clerk = await signedIn(office, 'clerk');
});
afterAll(() => office.close());

/** Puts a policy in force that shows the chart of repairs. */
async function adoptOne(): Promise<void> {
  const writer = await office.as('administration');
  const policy = { code: 'ZD-10', title: '报修处理', posted: false, department: '客服部' };
  await writer.post('/policies', policy);
  const text = '照图办：\n\n```chart\nsite repair\n```\n';
  await writer.post('/policies/ZD-10/versions', { text });
  const who = { actor: localOperator(), name: '本机操作员', roles: [] };
  await adoptPolicies(office.home, who, { from: '2026-11-01' });
}

describe('the page of the handbook', () => {
  it('says that nothing is in force, and what to do', async () => {
    const { text, links } = await clerk.get('/handbook');
    expect(text).toContain('还没有施行中的制度');
    expect(links).toContain('/policies');
    expect((await (await signedIn(office, 'stranger')).get('/handbook')).status).toBe(403);
  });

  it('[POL-08] shows the newest edition with its pages, and gives its PDF to every reader', async () => {
    await adoptOne();
    expect((await clerk.get('/handbook')).text).toContain('一分钟之内自动编出第 1 版');
    expect(await keepHandbook(office.home)).toBe(1);
    const page = await clerk.get('/handbook');
    expect(page.text).toContain('手册是最新的');
    expect(page.text).toMatch(/ZD-10 报修处理 第 1 版，2026-11-01 起 第 \d+ 页/);
    expect(page.text).not.toContain('重编一版');
    expect(page.links).toEqual(
      expect.arrayContaining([
        '/handbook/editions/1.pdf',
        '/handbook/editions/1',
        '/policies/ZD-10',
      ]),
    );
    const pdf = await clerk.get('/handbook/editions/1.pdf');
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(pdf.html.startsWith('%PDF')).toBe(true);
    expect((await clerk.get('/handbook/editions/1')).text).toContain('第 1 版目录');
    expect((await clerk.get('/handbook/editions/2')).status).toBe(404);
    expect((await clerk.post('/handbook/build', page.form('/none'))).status).toBe(403);
  });

  it('says what differs from the edition in hand, and builds another for who may', async () => {
    const { catalogue } = office.home;
    const steps = '1 业主：报修 -> 2\n2 客服前台：登记 [说完即记] -> 完';
    const done = await saveChart(admin, 'repair', { lanes: '业主 | 客服前台', steps });
    expect(done).toMatchObject({ status: 303, path: '/set-up/charts#repair' });
    expect(catalogue.document.flows?.repair?.steps).toHaveLength(2);
    for (const path of ['/handbook', '/handbook?since=1']) {
      expect((await clerk.get(path)).text).toMatch(/ZD-10 报修处理 图重画了/);
    }
    expect((await clerk.get('/handbook?since=77')).status).toBe(200);
    const sent = await admin.submit('/handbook', {}, '/handbook/build');
    expect(sent).toMatchObject({ status: 303, path: '/handbook' });
    // The building goes on behind the page, which renews itself until it has ended.
    const [during] = [await admin.get('/handbook/now')];
    expect(during.html === '' || during.html.includes('hx-get="/handbook/now"')).toBe(true);
    await expect
      .poll(async () => (await admin.get('/handbook')).text, { timeout: 30_000 })
      .toContain('第 2 版收的正是现在施行的制度');
    expect((await admin.get('/handbook/now')).headers.get('hx-refresh')).toBe('true');
    expect((await clerk.get('/handbook?since=1')).text).toContain('图重画了');
    expect((await clerk.get('/handbook?since=2')).text).toContain('第 2 版和现在施行的完全一样');
  });

  it('is English without a word of Chinese of its own', async () => {
    const english = await signedIn(office, 'auditor', 'en');
    const { text } = await english.get('/handbook?since=1');
    expect(text).toContain('The handbook is up to date');
    expect(text).toContain('Chart drawn anew');
  });
});

/** Fills the form of a chart, checks what it would change, and saves it. */
async function saveChart(visitor: Visitor, part: string, fields: Record<string, string>) {
  const path = `/set-up/charts/${part}`;
  const checked = await visitor.submit(path, { ...fields, step: 'check' });
  if (checked.status !== 200) return checked;
  return visitor.post(path, { ...checked.form(path), step: 'save' });
}

describe('the settings of the charts', () => {
  it('[POL-02] show the five drawings as they are today, to whoever reads policies', async () => {
    const { html, links } = await clerk.get('/set-up/charts');
    expect(html.match(/<svg /g)).toHaveLength(5);
    expect(links).toContain('/policies/ZD-10');
    expect(links).not.toContain('/set-up/charts/repair');
    expect((await clerk.get('/set-up/charts/repair')).status).toBe(403);
    expect((await admin.get('/set-up/charts')).links).toContain('/set-up/charts/repair');
    expect((await clerk.get('/policies/ZD-10')).html).toContain('登记');
  });

  it('name every change in words before it is saved, and nothing else changes', async () => {
    const before = office.home.catalogue.document;
    const path = '/set-up/charts/organisation';
    const form = (await admin.get(path)).form(path);
    const [clerkAt, keeperAt] = ['desk-clerk', 'building-keeper'].map((code) =>
      before.posts.findIndex((post) => post.code === code),
    );
    const wish = {
      [`posts.${keeperAt}.reportsTo`]: 'property-manager',
      [`posts.${clerkAt}.duties`]: '首问到底',
    };
    const checked = await admin.post(path, { ...form, ...wish, step: 'check' });
    expect(checked.text).toContain('“房管员”的直接上级：客服主管 → 物业经理');
    expect(checked.text).toContain('“客服前台”的主要职责：首问、派工 → 首问到底');
    expect(office.home.catalogue.document).toBe(before);
    const back = await admin.post(path, { ...checked.form(path), step: 'back' });
    expect(back.form(path)[`posts.${clerkAt}.duties`]).toBe('首问到底');
    const saved = await admin.post(path, { ...checked.form(path), step: 'save' });
    expect(saved.status).toBe(303);
    const changed = office.home.catalogue.document.posts.filter(
      (post, at) => JSON.stringify(post) !== JSON.stringify(before.posts[at]),
    );
    expect(changed.map(({ code }) => code)).toEqual(['desk-clerk', 'building-keeper']);
    const again = await admin.submit(path, { step: 'check' });
    expect(again.text).toContain('没有改动');
    expect(again.form(path).step).toBeUndefined();
  });

  it('refuse a circle, a step that leads nowhere and a square that is taken, by name', async () => {
    const { version } = office.home.catalogue;
    const manager = office.home.catalogue.document.posts.findIndex(
      ({ code }) => code === 'general-manager',
    );
    const circle = await saveChart(admin, 'organisation', {
      [`posts.${manager}.reportsTo`]: 'desk-clerk',
    });
    expect(circle.status).toBe(422);
    expect(circle.text).toContain('上下级绕成了圈');
    expect(circle.form('/set-up/charts/organisation')[`posts.${manager}.reportsTo`]).toBe(
      'desk-clerk',
    );
    const lost = await saveChart(admin, 'emergency', { steps: '1 发现人：示警 -> 9' });
    expect([lost.status, lost.text]).toEqual([
      422,
      expect.stringContaining('第 1 行：没有第 9 步'),
    ]);
    expect((await saveChart(admin, 'complaint', { lanes: '业主 | ' })).text).toContain('请写泳道');
    const taken = await saveChart(admin, 'patrol-route', { 'points.3.at': 'B6', start: '25:00' });
    expect(taken.text).toContain('出发时刻写成 9:30');
    const square = await saveChart(admin, 'patrol-route', { 'points.3.at': 'b6' });
    expect(square.html).toMatch(/href="#f-points\.3\.at"/);
    expect(square.text).toContain('B6 格已有“客服中心”');
    expect(office.home.catalogue.version).toBe(version);
  });

  it('take points in their order, put one between two, and leave out what has no name', async () => {
    const done = await saveChart(admin, 'patrol-route', {
      start: '８:45',
      'points.1.title': '',
      'points.new1.order': '3.5',
      'points.new1.at': 'a3',
      'points.new1.title': '快递柜',
      'points.new1.walk': '1',
      'points.2.walk': '5',
    });
    expect(done.status).toBe(303);
    const route = office.home.catalogue.document.patrolRoute;
    expect(route?.start).toBe('8:45');
    expect(route?.points.slice(0, 4).map(({ title }) => title)).toEqual([
      '客服中心',
      '地面停车区',
      '快递柜',
      '垃圾收集点',
    ]);
    expect(route?.points[2]).toEqual({ at: 'A3', title: '快递柜', walk: 1 });
  });

  it('show what another saved meanwhile, and then let one decide', async () => {
    const path = '/set-up/charts/posted';
    const checked = await admin.post(path, {
      ...(await admin.get(path)).form(path),
      posted: '',
      step: 'check',
    });
    const fields = checked.form(path);
    delete fields.posted;
    await admin.submit('/set-up/site', { company: '别家物业' });
    const stale = await admin.post(path, { ...fields, step: 'save' });
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('别人刚刚改过设置');
    expect(stale.text).toContain('上墙制度也收入手册：是 → 否');
    const decided = { ...stale.form(path), step: 'check' };
    const last = await admin.post(path, decided);
    const saved = await admin.post(path, { ...last.form(path), step: 'save' });
    expect(saved.status).toBe(303);
    expect(office.home.catalogue.document).toMatchObject({
      company: '别家物业',
      handbook: { posted: false },
    });
  });
});
