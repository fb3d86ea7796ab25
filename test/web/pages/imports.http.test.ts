import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../../src/app.ts';
import type { ImportReport } from '../../../src/records/model.ts';
import { householdsCsv, type Office, openOffice, passwordOf, read } from '../office.ts';
import { signedIn, type Visitor } from './visitor.ts';

let office: Office;
let clerk: Visitor;

beforeAll(async () => {
  office = await openOffice();
  clerk = await signedIn(office, 'clerk');
});

afterAll(() => office?.close());

const registerName = '01-业主日常报修.csv';
const register = [
  '登记时间,房号,报修人,联系电话,报修部位,故障现象,首问责任人',
  '2026-10-01 08:14,3-2-0501,莫小兰,13800000501,楼道,地漏返味,周敏',
  '2026-10-01 09:00,9-9-9999,某某,13800000000,客厅,灯不亮,周敏',
  '2026-10-02 10:53,3栋2单元602,贾芳芳,13900001234,阳台,窗户关不严,王芳',
  '2026-10-02 11:00,3-2-0602,贾芳芳,13900001234,阳台,,王芳',
  '',
].join('\n');

/** Uploads files by the form, as somebody signed in; where it leads, or the page with what is wrong. */
async function upload(
  username: string,
  files: readonly (readonly [name: string, text: string])[],
  kind = '',
) {
  const app = buildApp(office.home);
  const signedIn = await app.request('/sign-in', {
    method: 'POST',
    body: new URLSearchParams({ username, password: passwordOf(username) }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const page = await (await app.request('/imports', { headers: { cookie } })).text();
  const key = /action="\/imports\/check".*?name="_key" value="([^"]*)"/s.exec(page)?.[1] ?? '';
  const form = new FormData();
  form.set('_key', key);
  form.set('kind', kind);
  for (const [name, text] of files) form.append('file', new File([text], name));
  const answer = await app.request('/imports/check', {
    method: 'POST',
    body: form,
    headers: { cookie },
  });
  return {
    status: answer.status,
    path: answer.headers.get('location') ?? '',
    html: await answer.text(),
  };
}

async function rowsOf(table: 'household' | 'record'): Promise<number> {
  const { count } = await office.home.store.read
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The files that lie waiting in the home. */
function waitingFiles(): string[] {
  const folder = join(office.home.path, 'incoming');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => /\d\.sealed$/.test(name));
}

describe('importing by the page', () => {
  it('writes nothing before a yes, takes households first, and keeps no file afterwards', async () => {
    const sent = await upload('clerk', [
      ['业户名册.csv', householdsCsv],
      [registerName, register],
    ]);
    expect(sent.status).toBe(303);
    expect(await rowsOf('household')).toBe(0);
    expect(waitingFiles()).toHaveLength(2);
    const own = await signedIn(office, 'clerk');
    const report = await own.get(sent.path);
    expect(report.text).toContain('先归档业户名册的 3 户');
    expect(report.text).toContain('等业户名册归档后再核对');
    const done = await own.post(sent.path, report.form(sent.path));
    expect(done).toMatchObject({ status: 303, path: sent.path });
    expect(await rowsOf('household')).toBe(3);
    expect(await rowsOf('record')).toBe(0);

    const next = await own.get(sent.path);
    expect(next.text).toContain('归档 2 条合格的');
    await own.post(sent.path, next.form(sent.path));
    expect(await rowsOf('record')).toBe(2);
    const over = await own.get(sent.path);
    expect(over.text).toContain('归档 5 条，已有或重复 0 条，退回 2 行');
    expect(over.text).toContain('只剩 2 行退回');
    expect(waitingFiles()).toEqual([]);
    await own.post(sent.path, next.form(sent.path));
    expect(await rowsOf('record')).toBe(2);
  });

  it('reports the same as the API’s dry run, line by line, and hands the rejected rows out', async () => {
    const caller = await office.as('clerk');
    const name = encodeURIComponent(registerName);
    const { body } = await read<ImportReport>(
      await caller.send(`/imports/records?dryRun=true&fileName=${name}`, {
        method: 'POST',
        body: register,
      }),
    );
    expect(body.rejected.length).toBeGreaterThan(1);
    const sent = await upload('clerk', [[registerName, register]]);
    const { html, text } = await clerk.get(sent.path);
    for (const { line, column, message } of body.rejected) {
      const row = new RegExp(`>${line}<.*?>${column}<.*?${message.slice(0, 8)}`, 's');
      expect.soft(html, message).toMatch(row);
    }
    expect(text).toContain(`下载退回的 ${body.rejectedRows} 行`);
    const csv = await clerk.get(`${sent.path}/rejected/0.csv`);
    expect(csv.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(csv.html).toBe(body.rejectedCsv?.replace('\ufeff', ''));
  });

  it('asks what a file is where its name tells nothing, and says so where none came', async () => {
    const unknown = await upload('clerk', [['新建表格.csv', register]]);
    expect(unknown.status).toBe(422);
    expect(unknown.html).toContain('看不出“新建表格.csv”是哪一种');
    const told = await upload('clerk', [['新建表格.csv', register]], '01');
    expect(told.status).toBe(303);
    const none = await upload('clerk', []);
    expect(none.status).toBe(422);
    expect(none.html).toContain('href="#f-file"');
  });

  it('says once what most lines suffer from, and where a way of writing rooms is chosen', async () => {
    const rows = Array.from({ length: 30 }, (_, at) => `1-1-${1001 + at},业主${at},`);
    const list = ['房号,业主姓名,联系电话', ...rows].join('\n');
    const admin = await signedIn(office, 'admin');
    await admin.submit('/set-up/projects', { 'sites.0.shape': 'building' });
    const sent = await upload('admin', [['业户名册.csv', list]]);
    const { text, html, links } = await admin.get(sent.path);
    expect(text).toContain('大半的房号不合本项目的写法');
    expect(links).toContain('/set-up/projects');
    expect(text).toContain('“房号”同样的问题还有 20 行');
    expect(html.split('不像本项目的房号')).toHaveLength(11);
    await admin.submit('/set-up/projects', { 'sites.0.shape': 'full' });
    expect((await admin.get(sent.path)).text).toContain('归档 30 条合格的');
  });

  it('of many files shows those whole that want a look, and each in a line', async () => {
    const clean = '日期,事件,经办人\n2026-10-01,拾得雨伞一把,李静\n';
    const days = ['02', '03', '04', '05'];
    const sent = await upload('clerk', [
      [registerName, register],
      ...days.map((day): [string, string] => [`29-${day}.csv`, clean.replace('-01', `-${day}`)]),
    ]);
    const { html, text } = await clerk.get(sent.path);
    expect(text).toContain('全部文件');
    expect(html).toContain('id="file-0"');
    for (const day of days) expect(text).toContain(`29-${day}.csv`);
    expect(await clerk.get('/imports')).toMatchObject({
      text: expect.stringContaining(`${registerName} 等 5 个`),
      links: expect.arrayContaining([sent.path]),
    });
  });

  it('takes tables only, and says so of anything else', async () => {
    const sent = await upload('clerk', [['说明.txt', 'x']]);
    expect(sent.status).toBe(422);
    expect(sent.html).toContain('“说明.txt”不是表格');
  });

  it('names a file that cannot be read, and keeps the others of the batch', async () => {
    const sent = await upload('clerk', [
      ['02-坏的.xlsx', 'PK\u0003\u0004 this is no workbook'],
      [registerName, register.replace('08:14', '08:20')],
    ]);
    const { text } = await clerk.get(sent.path);
    expect(text).toContain('读不了');
    expect(text).toContain('归档 1 条合格的');
  });

  it('is for who may import, and a batch is its uploader’s alone', async () => {
    const engineer = await signedIn(office, 'engineer');
    expect((await engineer.get('/imports')).status).toBe(403);
    expect((await upload('engineer', [[registerName, register]])).status).toBe(403);
    const sent = await upload('clerk', [[registerName, register]]);
    const other = await signedIn(office, 'secondClerk');
    expect((await other.get(sent.path)).status).toBe(404);
    expect((await other.get('/imports/batches/..%2F..%2Fkeys')).status).toBe(404);
  });

  it('gives out an empty table with the columns of any list', async () => {
    const { html, headers } = await clerk.get('/imports/empty/01');
    expect(html).toContain('登记时间,受理方式,房号,报修人');
    expect(headers.get('content-disposition')).toContain(encodeURIComponent('01-业主日常报修.csv'));
    expect((await clerk.get('/imports/empty/households')).html).toContain('房号,业主姓名');
  });

  it('lets go of what nobody came back for within a day, and seals what waits', async () => {
    await upload('clerk', [[registerName, register]]);
    expect(waitingFiles().length).toBeGreaterThan(1);
    office.clock.advance(25 * 3_600_000);
    const fresh = await upload('clerk', [[registerName, register]]);
    expect(waitingFiles()).toHaveLength(1);
    expect(waitingFiles()[0]).toContain(fresh.path.split('/').at(-1));
  });
});
