import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localOperator } from '../../../src/home/open.ts';
import { readLibrary, seedPolicies } from '../../../src/policies/commands/seed-policies.ts';
import { type Office, openOffice } from '../office.ts';
import { signedIn } from './visitor.ts';

let office: Office;

beforeEach(async () => {
  office = await openOffice();
});

afterEach(() => office.close());

const text = '## 值班\n\n夜间每两小时巡视一次。\n\n## 交接\n\n1. 交接双方到场签字。';

/** Takes a new version all the way through the pages; the policy is there already. */
async function publish(code: string, version: { n: number; text: string; from: string }) {
  const { n, from } = version;
  const writer = await signedIn(office, 'administration');
  const fields = { text: version.text, reason: '按实际修订' };
  const written = await writer.submit(`/policies/${code}/write`, fields);
  expect(written.path).toBe(`/policies/${code}/versions/${n}`);
  const path = `/policies/${code}/versions/${n}`;
  expect((await writer.submit(path, {}, `${path}/submit`)).status).toBe(303);
  const approver = await signedIn(office, 'supervisor');
  expect((await approver.submit(`${path}/approve`, {}, `${path}/approve`)).status).toBe(303);
  const publisher = await signedIn(office, 'admin');
  const published = await publisher.submit(`${path}/publish`, { inForceFrom: from, checked: from });
  expect(published.text).toBe('');
  expect(published.path).toBe(`/policies/${code}`);
}

/** Adds a policy through the page. Resolves to its code. */
async function addPolicy(fields: Record<string, string> = {}): Promise<string> {
  const writer = await signedIn(office, 'administration');
  const added = await writer.submit('/policies/new', {
    title: '夜间值班',
    department: '客服部',
    posted: 'yes',
    places: 'front-desk',
    ...fields,
  });
  expect(added.status).toBe(303);
  return /^\/policies\/([A-Z0-9-]+)\/write$/.exec(added.path)?.[1] ?? added.text;
}

describe('the library', () => {
  it('[POL-01] shows the 22 policies with code, title, ※ and department, each a page to work by', async () => {
    await seedPolicies(office.home, localOperator());
    const reader = await signedIn(office, 'clerk');
    const library = await reader.get('/policies');
    expect(library.status).toBe(200);
    const rows = library.html.split('<tr').filter((row) => row.includes('/policies/ZD-'));
    expect(rows).toHaveLength(22);
    expect(rows.filter((row) => row.includes('上墙'))).toHaveLength(15);
    const policies = await office.home.store.read.selectFrom('policy').selectAll().execute();
    for (const { code, title, department } of policies.filter((one) => /^ZD/.test(one.code))) {
      const row = rows.find((one) => one.includes(`/policies/${code}"`)) ?? '';
      expect(row, code).toContain(title);
      expect(row, code).toContain(department);
      const version = await reader.get(`/policies/${code}/versions/1`);
      expect(version.status).toBe(200);
      const body = /<article class="policy-text"[^>]*>(.*?)<\/article>/s.exec(version.html)?.[1];
      const words = (body ?? '').replace(/<[^>]+>/g, '').replace(/\s/g, '');
      expect(words.length, code).toBeGreaterThan(2_000);
      expect(body, code).toContain('<h2 id="t-1">目的</h2>');
      expect(body, code).toContain('什么算过失');
      expect(version.links, code).toContain('#t-1');
    }
  });

  it('narrows to walls, departments and states, and says where a list is empty', async () => {
    await seedPolicies(office.home, localOperator());
    const reader = await signedIn(office, 'clerk');
    const walls = await reader.get('/policies?duty=wall');
    expect(walls.links.filter((link) => /^\/policies\/ZD-\d+$/.test(link))).toHaveLength(15);
    expect((await reader.get('/policies?state=in-force')).text).toContain('没有符合条件的制度');
    expect((await reader.get('/policies')).text).toContain(
      `${readLibrary().length} 项制度没有生效的版本`,
    );
  });

  it('adopts drafts by two different people, with a day that may be past', async () => {
    await seedPolicies(office.home, localOperator());
    const admin = await signedIn(office, 'admin');
    const sign = (username: string, password: string) => ({
      codes: 'ZD-04',
      from: '2026-09-01',
      'approver.username': username,
      'approver.password': password,
    });
    const alone = await admin.submit('/policies/adopt', sign('admin', 'admin-password'));
    expect(alone.status).toBe(403);
    expect(alone.text).toMatch(/第二位签字人[^“]+没有“批准制度”的权限/);
    expect(alone.text).not.toContain('您没有');
    const wrong = await admin.submit('/policies/adopt', sign('supervisor', 'guess'));
    expect(wrong.status).toBe(422);
    const done = await admin.submit('/policies/adopt', sign('supervisor', 'supervisor-password'));
    expect(done.path).toBe('/policies');
    const policy = await admin.get('/policies/ZD-04?on=2026-09-01');
    expect(policy.text).toContain('第 1 版');
    expect(policy.text).toContain('批准 何光');
    expect(policy.text).toContain('整批启用');
    expect((await admin.get('/policies/ZD-04?on=2026-08-31')).text).toContain('没有生效的版本');
    const again = await admin.submit('/policies/adopt', sign('supervisor', 'supervisor-password'));
    expect(again.status).toBe(409);
  });
});

describe('a version', () => {
  it('[POL-03] goes from draft to in force by four hands, and the page tells what was in force when', async () => {
    const code = await addPolicy();
    const writer = await signedIn(office, 'deputy');
    const path = `/policies/${code}/versions/1`;
    expect((await writer.submit(`/policies/${code}/write`, { text })).path).toBe(path);
    expect((await writer.get(path)).text).toContain('草稿');
    await writer.submit(path, {}, `${path}/submit`);
    const own = await writer.get(`${path}/approve`);
    expect(own.text).toContain('您是起草人');
    const refused = await writer.post(`${path}/approve`, {
      ...own.form(),
      _key: (await writer.get(`/policies/${code}/write`)).form()._key ?? '',
      sha256: /sha256:[0-9a-f]{64}/.exec(own.html)?.[0] ?? '',
    });
    expect(refused.status).toBe(403);
    const approver = await signedIn(office, 'supervisor');
    const page = await approver.get(`${path}/approve`);
    const unread = { ...page.form(`${path}/approve`), sha256: `sha256:${'0'.repeat(64)}` };
    expect((await approver.post(`${path}/approve`, unread)).status).toBe(409);
    expect((await approver.submit(`${path}/approve`, {}, `${path}/approve`)).status).toBe(303);
    const publisher = await signedIn(office, 'admin');
    const past = await publisher.submit(`${path}/publish`, { inForceFrom: '2026-11-02' });
    expect(past.status).toBe(422);
    expect(past.text).toContain('生效日不能早于今天');
    const checked = await publisher.get(`${path}/publish`);
    expect(checked.text).toContain('1 处要张贴新版： 前台墙 现在没有贴');
    const unchecked = await publisher.submit(`${path}/publish`, { inForceFrom: '2026-11-10' });
    expect(unchecked.status).toBe(422);
    expect(unchecked.text).toContain('2026-11-10 起生效，发布以后');
    await publisher.post(`${path}/publish`, unchecked.form());
    await publish(code, { n: 2, text: text.replace('两', '一'), from: '2026-12-01' });
    const on = async (day: string) => (await writer.get(`/policies/${code}?on=${day}`)).text;
    expect(await on('2026-11-09')).toContain('2026-11-09 没有生效的版本');
    expect(await on('2026-11-10')).toContain('每两小时');
    expect(await on('2026-11-30')).toContain('每两小时');
    expect(await on('2026-12-01')).toContain('每一小时');
    const all = await writer.get(`/policies/${code}`);
    for (const words of ['起草 陈静', '批准 何光', '发布 管理员', '理由：按实际修订']) {
      expect(all.text).toContain(words);
    }
    const retired = await publisher.submit(`/policies/${code}/retire`, {
      on: '2027-01-01',
      reason: '并入夜班规程',
    });
    expect(retired.status).toBe(303);
    const ended = await writer.get(`/policies/${code}`);
    expect(ended.text).toContain('已排定 2027-01-01 起废止');
    expect(ended.text).toContain('理由：并入夜班规程');
    expect(await on('2026-12-31')).toContain('每一小时');
    expect(await on('2027-01-01')).toContain('2027-01-01 没有生效的版本');
  });

  it('[POL-04] is never edited: what is written next is a successor, and any two are compared by words', async () => {
    const code = await addPolicy();
    await publish(code, { n: 1, text, from: '2026-11-03' });
    await publish(code, { n: 2, text: text.replace('每两小时', '每一小时'), from: '2026-11-04' });
    const reader = await signedIn(office, 'administration');
    expect((await reader.get(`/policies/${code}/versions/1`)).text).toContain('不能改动');
    expect((await reader.get(`/policies/${code}/versions/1`)).text).toContain('每两小时');
    for (const [path, status] of [
      [`/policies/${code}/versions/1`, 404],
      [`/policies/${code}/versions/1/write`, 404],
    ] as const) {
      expect((await reader.post(path, { text: '改掉' })).status, path).toBe(status);
    }
    const compared = await reader.get(`/policies/${code}/compare?from=1&to=2`);
    expect(compared.html).toMatch(/<del[^>]*>两<\/del>/);
    expect(compared.html).toMatch(/<ins[^>]*>一<\/ins>/);
    expect(compared.text).toContain('1 处改动，0 段新增，0 段删去');
    expect(compared.html).not.toMatch(/(##|\*\*)/);
    const beside = await reader.get(`/policies/${code}/compare?from=1&to=2&view=side`);
    expect(beside.html).toMatch(/<del[^>]*>两<\/del>/);
  });

  it('[POL-03] stands in the library of any day, which is asked for by a form', async () => {
    const code = await addPolicy();
    await publish(code, { n: 1, text, from: '2026-11-10' });
    const reader = await signedIn(office, 'clerk');
    const library = await reader.get('/policies');
    expect(library.form()).toMatchObject({ on: '2026-11-03' });
    const then = await reader.get('/policies?on=2026-11-10');
    expect(then.text).toContain('2026-11-10 生效的制度共 1 项');
    expect(then.links).toContain(`/policies/${code}/versions/1`);
    const before = await reader.get('/policies?on=2026-11-09');
    expect(before.text).toContain('2026-11-09 没有生效的制度');
    expect((await reader.get('/policies?on=morgen')).text).toContain('不是日期');
  });

  it('that says nothing new is not written', async () => {
    const code = await addPolicy();
    await publish(code, { n: 1, text, from: '2026-11-03' });
    const writer = await signedIn(office, 'administration');
    const same = { text: text.replaceAll('\n', '\r\n'), reason: '点错了' };
    const refused = await writer.submit(`/policies/${code}/write`, same);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('正文与第 1 版一样');
    expect((await writer.get(`/policies/${code}/versions/2`)).status).toBe(404);
  });

  it('once retired owes nothing: neither the library nor its walls ask for it', async () => {
    const code = await addPolicy();
    await publish(code, { n: 1, text, from: '2026-11-03' });
    const publisher = await signedIn(office, 'admin');
    const path = `/policies/${code}/retire`;
    expect((await publisher.get(path)).form().on).toMatch(/^2026-\d\d-\d\d$/);
    expect((await publisher.submit(path, { reason: '并入夜班规程' })).status).toBe(303);
    const page = await publisher.get(`/policies/${code}`);
    expect(page.text).toContain('起已经废止');
    expect(page.text).not.toContain('已排定');
    expect(page.text).not.toContain('尚未生效');
    expect((await publisher.get('/policies')).text).not.toContain('项制度没有生效的版本');
    expect((await publisher.get('/policies?state=none')).text).not.toContain('夜间值班');
    expect((await publisher.get('/walls')).text).not.toContain('尚未生效');
  });

  it('that was written meanwhile is shown beside what one has typed, and nothing is lost', async () => {
    const code = await addPolicy();
    await publish(code, { n: 1, text, from: '2026-11-03' });
    const [first, second] = [
      await signedIn(office, 'administration'),
      await signedIn(office, 'deputy'),
    ];
    const path = `/policies/${code}/write`;
    const open = (await first.get(path)).form();
    await second.submit(path, { text: `${text}\n\n雨天加一次。`, reason: '雨季' });
    const mine = { ...open, text: `${text}\n\n雪天加两次。`, reason: '入冬' };
    const stale = await first.post(path, mine);
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('雨天加一次');
    expect(stale.form(path)).toMatchObject({ text: mine.text, reason: '入冬', base: '2' });
    const settled = await first.post(path, stale.form(path));
    expect(settled.path).toBe(`/policies/${code}/versions/3`);
  });

  it('is sent back with a reason that its writer reads', async () => {
    const code = await addPolicy();
    const writer = await signedIn(office, 'administration');
    await writer.submit(`/policies/${code}/write`, { text });
    const path = `/policies/${code}/versions/1`;
    await writer.submit(path, {}, `${path}/submit`);
    const approver = await signedIn(office, 'supervisor');
    const unsaid = await approver.submit(`${path}/approve`, { reason: '' }, `${path}/return`);
    expect(unsaid.status).toBe(422);
    const reason = '第二条没有写谁签字';
    await approver.submit(`${path}/approve`, { reason }, `${path}/return`);
    const back = await writer.get(path);
    expect(back.text).toContain('草稿');
    expect(back.text).toContain(reason);
  });

  it('is shown before it is written, and tags in it are words', async () => {
    const code = await addPolicy();
    const writer = await signedIn(office, 'administration');
    const path = `/policies/${code}/preview`;
    const fields = { text: '## 一\n\n<script>alert(1)</script> **粗**' };
    const open = (await writer.get(`/policies/${code}/write`)).form();
    const shown = await writer.post(path, { ...open, ...fields });
    expect(shown.status).toBe(200);
    expect(shown.html).toContain('<strong>粗</strong>');
    expect(shown.html).not.toContain('<script>alert');
  });
});
