import { mkdtempSync, readdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildApp } from '../../../src/app.ts';
import { verifyBag } from '../../../src/bundles/verify/verify-bag.ts';
import { type Office, openOffice, passwordOf, repair } from '../office.ts';
import { signedIn, type Visited, type Visitor } from './visitor.ts';

let office: Office;
let supervisor: Visitor;

beforeEach(async () => {
  office = await openOffice();
  await (await office.as('clerk')).post('/records', repair());
  supervisor = await signedIn(office, 'supervisor');
});

afterEach(() => office.close());

const month = '/months/2026-10';
const sealing = `${month}/seal`;
const reasons = {
  'reasons.day-unsigned': '当月试运行，纸质审阅',
  'reasons.matter-unanswered': '转入下月继续办理',
};

/** The month's page once nothing goes on any more. */
async function settled(person: Visitor): Promise<Visited> {
  for (let tries = 0; tries < 400; tries += 1) {
    const page = await person.get(month);
    if (!/hx-trigger/.test(page.html)) return page;
    await pause(50);
  }
  throw new Error('the work does not end');
}

async function seal(): Promise<void> {
  const done = await supervisor.submit(sealing, {
    ...reasons,
    password: passwordOf('supervisor'),
    'approver.username': 'manager',
    'approver.password': passwordOf('manager'),
  });
  expect(done.status, done.text).toBe(303);
  await settled(supervisor);
}

const entriesOf = (kind: string) =>
  office.home.store.read.selectFrom('entry').select('leaf').where('kind', '=', kind).execute();

describe('the page of a month', () => {
  it('[BND-01] names what stands in the way, each thing a link to where it is put right', async () => {
    const list = await supervisor.get('/months');
    expect(list.links).toContain(month);
    const page = await supervisor.get(month);
    expect(page.text).toContain('草稿');
    expect(page.text).toContain('记录 1 件');
    expect(page.links).toContain('/days/2026-10-01');
    expect(page.links).toContain('/days/2026-10-31');
    expect(page.links.some((link) => /^\/records\/BX-202610-0001$/.test(link))).toBe(true);
    expect(page.links).toContain(sealing);
    const clerk = await signedIn(office, 'clerk');
    const theirs = await clerk.get(month);
    expect(theirs.links).not.toContain(sealing);
    expect(theirs.text).toContain('您可以查看，不能签');
    expect((await clerk.get(sealing)).status).toBe(403);
  });

  it('[BND-05] is signed by one after the other, bound with progress, and sealed once', async () => {
    const password = passwordOf('supervisor');
    const bare = await supervisor.submit(sealing, { password });
    expect(bare.status).toBe(422);
    expect(bare.links).toContain('#f-reasons.day-unsigned');
    const wrong = await supervisor.submit(sealing, { ...reasons, password: 'not mine' });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('当月试运行，纸质审阅');
    expect(await entriesOf('month.seal-proposed')).toEqual([]);
    const first = await supervisor.submit(sealing, { ...reasons, password });
    expect(first).toMatchObject({ status: 303, path: month });
    expect((await supervisor.get(month)).text).toContain('您已签过第一次');
    expect((await supervisor.submit(sealing, { ...reasons, password })).status).toBe(403);

    const manager = await signedIn(office, 'manager');
    const form = await manager.get(sealing);
    expect(form.form()).toMatchObject(reasons);
    expect(form.text).toContain('何光');
    const second = await manager.submit(sealing, { password: passwordOf('manager') });
    expect(second, second.text).toMatchObject({ status: 303, path: month });
    const again = await manager.post(sealing, { ...form.form(), password: 'sent twice' });
    expect(again, again.text).toMatchObject({ status: 303, path: month });
    const running = await manager.get(month);
    expect(running.html).toMatch(/id="binding"[^>]*data-progress="\d+"[^>]*hx-trigger="every 2s"/);
    const sealed = await settled(manager);
    expect(sealed.text).toContain('已封卷');
    expect(sealed.text).toMatch(/何光.*赵强/);
    expect(sealed.text).toContain('转入下月继续办理');
    expect(await entriesOf('month.sealed')).toHaveLength(1);
    expect((await manager.get(sealing)).status).toBe(409);
    const bar = await manager.get(`${month}/now`);
    expect(bar.headers.get('hx-refresh')).toBe('true');
  });

  it('[BND-05] tells loudly that a binding failed, why, and how to go on', async () => {
    await office.home.store.scratch((db) =>
      db
        .insertInto('job')
        .values({
          kind: 'bind',
          period: 'A/2026-10',
          state: 'failed',
          step: '写档案包',
          done: 1,
          total: 3,
          detail: '磁盘已满，写不下去',
          started_at: office.clock.now(),
          updated_at: office.clock.now(),
        })
        .execute(),
    );
    const page = await supervisor.get(month);
    expect(page.text).toContain('装订没有完成');
    expect(page.text).toContain('磁盘已满，写不下去');
    expect(page.text).toContain('再试');
    const raw = "EEXIST: file already exists, mkdir '/somewhere/bundles/2026-10'";
    await office.home.store.scratch((db) =>
      db.updateTable('job').set({ detail: raw }).where('period', '=', 'A/2026-10').execute(),
    );
    const told = (await supervisor.get(month)).text;
    expect(told).toMatch(/同名的东西占着位置，请管理员移开它.*系统的原话.*EEXIST/);
    await seal();
    expect((await supervisor.get(month)).text).not.toContain('装订没有完成');
  });

  it('[BND-05] says that a binding was cut short, when it has been silent for long', async () => {
    await office.home.store.scratch((db) =>
      db
        .insertInto('job')
        .values({
          kind: 'bind',
          period: 'A/2026-10',
          state: 'running',
          step: '写档案包',
          done: 1,
          total: 3,
          detail: null,
          started_at: '2026-11-01T00:00:00.000Z',
          updated_at: '2026-11-01T00:00:00.000Z',
        })
        .execute(),
    );
    const page = await supervisor.get(month);
    expect(page.text).toContain('中途停了');
    expect(page.html).not.toContain('hx-trigger');
    expect(page.text).toContain('再试');
  });
});

describe('a sealed month', () => {
  it('says that a check was cut short, and offers it again', async () => {
    await seal();
    await office.home.store.scratch((db) =>
      db
        .insertInto('job')
        .values({
          kind: 'check-bags',
          period: 'A/2026-10',
          state: 'running',
          step: '2026-10-y5.zip',
          done: 1,
          total: 3,
          detail: null,
          started_at: '2026-11-01T00:00:00.000Z',
          updated_at: '2026-11-01T00:00:00.000Z',
        })
        .execute(),
    );
    const page = await supervisor.get(month);
    expect(page.text).toContain('核验没有做完');
    expect(page.html).not.toContain('hx-trigger');
    expect(page.form(`${month}/check`)).toHaveProperty('_key');
  });

  it('[BND-03] verifies its stored bags again, and names what differs', async () => {
    await seal();
    const check = `${month}/check`;
    const form = (await supervisor.get(month)).form(check);
    const asked = await supervisor.post(check, form);
    expect(asked).toMatchObject({ status: 303, path: `${month}#check` });
    expect((await settled(supervisor)).text).toMatch(/\d 个包全部一致/);

    const folder = join(office.home.path, 'bundles', '2026-10');
    const [first, second] = readdirSync(folder).filter((name) => name.endsWith('.zip'));
    if (first === undefined || second === undefined) throw new Error('two bags are there');
    writeFileSync(join(folder, first), 'x', { flag: 'r+' });
    unlinkSync(join(folder, second));
    await supervisor.post(check, (await supervisor.get(month)).form(check));
    const found = await settled(supervisor);
    expect(found.text).toContain('2 个包有问题');
    expect(found.text).toContain('文件不见了');
    expect(found.text).toContain(first);
    expect(found.text).toContain('有档案包不在数据目录里');

    await supervisor.post(`${month}/rewrite`, found.form(`${month}/rewrite`));
    expect((await settled(supervisor)).text).not.toContain('有档案包不在数据目录里');
  });

  it('[BND-02] gives a bag to who may take it, for a reason, and notes it first', async () => {
    await seal();
    const auditor = await signedIn(office, 'auditor');
    const link = (await auditor.get(month)).links.find((path) => path.endsWith('-y10.zip'));
    if (link === undefined) throw new Error('the bag is no link');
    expect((await supervisor.get(month)).links).not.toContain(link);
    expect((await supervisor.get(link)).status).toBe(403);
    const form = (await auditor.get(link)).form();
    const bare = await auditor.post(link, { ...form, reason: '' });
    expect(bare).toMatchObject({ status: 422 });
    expect(bare.text).toContain('请写明下载做什么用');
    expect(await entriesOf('bundle.downloaded')).toEqual([]);

    const bytes = await taken(link, { ...form, reason: '年度内审抽查' });
    expect(await entriesOf('bundle.downloaded')).toHaveLength(1);
    expect(JSON.stringify(await entriesOf('bundle.downloaded'))).not.toContain('抽查');
    const folder = mkdtempSync(join(tmpdir(), 'anjuan-bag-'));
    try {
      const file = join(folder, link.split('/').at(-1) ?? '');
      writeFileSync(file, bytes);
      const report = await verifyBag(file, { key: office.home.log.verifierKey });
      expect(report).toMatchObject({ intact: true, bags: [{ verdict: 'intact' }] });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('is told in English, too', async () => {
    await seal();
    const auditor = await signedIn(office, 'auditor', 'en');
    const page = await auditor.get(month);
    expect(page.text).toContain('Root fingerprint');
    expect(page.text).toContain('Days that no supervisor has signed');
  });
});

/** What a browser downloads: the bytes of an answer, which the visitor reads as words. */
async function taken(path: string, fields: Record<string, string>): Promise<Uint8Array> {
  const app = buildApp(office.home);
  const typed = { username: 'auditor', password: passwordOf('auditor') };
  const post = (to: string, body: Record<string, string>, cookie: string) =>
    app.request(to, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', cookie },
      body: new URLSearchParams(body).toString(),
    });
  const signedIn = await post('/sign-in', typed, '');
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const page = await app.request(path, { headers: { cookie } });
  const key = /name="_key" value="([^"]+)"(?![\s\S]*name="_key")/.exec(await page.text())?.[1];
  const answer = await post(path, { ...fields, _key: key ?? '' }, cookie);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/zip');
  expect(answer.headers.get('content-disposition')).toContain('2026-10-y10.zip');
  return new Uint8Array(await answer.arrayBuffer());
}
