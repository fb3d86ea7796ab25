import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { runCli } from '../kit/cli.ts';
import { freshHome } from '../kit/home.ts';
import { newDesk } from './desk.ts';
import { serveHome } from './served.ts';

const setTo = (password: string) => ({ env: { ANJUAN_PASSWORD: password } });

async function signIn(url: string, username: string, password: string): Promise<Response> {
  return fetch(`${url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
}

function statusAs(url: string, token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` };
  return fetch(`${url}/api/v1/people`, { headers }).then(({ status }) => status);
}

test('a lost password is set anew at the machine, and who was signed in is signed out', async () => {
  const home = freshHome();
  const before = await serveHome(home);
  const opened = await signIn(before.url, 'admin', 'admin-admin-admin');
  const { token } = (await opened.json()) as { token: string };
  expect(await statusAs(before.url, token)).toBe(200);
  const held = await runCli(['person', 'password', 'admin'], { home });
  expect(held).toMatchObject({ code: 2, stdout: '' });
  expect(held.stderr).toContain('正被另一个进程使用');
  await before.stop();

  const set = await runCli(['person', 'password', 'admin'], { home });
  expect(set).toMatchObject({ code: 0, stderr: '' });
  expect(set.stdout).toContain('退出登录 1 处');
  const password = /[a-z2-9]{4}(?:-[a-z2-9]{4}){4}/.exec(set.stdout)?.[0] ?? '';

  const after = await serveHome(home);
  expect(await statusAs(after.url, token)).toBe(401);
  expect((await signIn(after.url, 'admin', 'admin-admin-admin')).status).toBe(401);
  expect((await signIn(after.url, 'admin', password)).ok).toBe(true);
});

test('a password given is not printed, and its change stands in the log', async () => {
  const home = freshHome();
  const details = ['--email', 'zhang@example.org', '--post', 'desk-clerk', 'engineer'];
  const adding = ['person', 'add', 'zhang', '--name', '张三', '--role', 'clerk', ...details];
  expect(await runCli(adding, { home })).toMatchObject({ code: 0 });
  expect(detailsOf(home, 'zhang')).toEqual(['zhang@example.org', 'desk-clerk@A', 'engineer@A']);
  const given = { home, ...setTo('another-password') };
  const set = await runCli(['person', 'password', 'zhang', '--json'], given);
  expect(set).toMatchObject({ code: 0 });
  expect(JSON.parse(set.stdout)).toEqual({ username: 'zhang', closed: 0 });
  expect(logged(home).at(-1)).toBe('person.password-changed');
});

test.each([
  ['nobody', 'long-enough-password', '没有用户“nobody”'],
  ['zhang', 'short', '密码太短'],
])('%s with the password %s is refused', async (username, password, words) => {
  const desk = newDesk();
  const { home } = desk;
  await desk.anjuan('person', 'add', 'zhang', '--name', '张三', '--role', 'clerk');
  const answer = await runCli(['person', 'password', username], { home, ...setTo(password) });
  expect(answer).toMatchObject({ code: 2, stdout: '' });
  expect(answer.stderr).toContain(words);
});

test('whoever may not add people sets no password, nor a site’s administrator that of all', async () => {
  const desk = newDesk();
  await serveHome(desk.home).then(({ stop }) => stop());
  await desk.anjuan('person', 'add', 'zhang', '--name', '张三', '--role', 'clerk');
  await desk.anjuan('person', 'add', 'li', '--name', '李四', '--role', 'admin');
  const byClerk = await desk.anjuan('person', 'password', 'li', '--as', 'zhang');
  expect(byClerk).toMatchObject({ code: 2, out: '' });
  expect(byClerk.err).toContain('的权限，可办理的有');
  const byAdmin = await desk.anjuan('person', 'password', 'zhang', '--as', 'li');
  expect(byAdmin.code).toBe(0);
  const ofAll = await desk.anjuan('person', 'password', 'admin', '--as', 'li');
  expect(ofAll).toMatchObject({ code: 2, out: '' });
});

test('people added before the first start do not stand in the administrator’s way', async () => {
  const home = freshHome();
  await runCli(['person', 'add', 'zhang', '--name', '张三', '--role', 'clerk'], { home });
  const { url } = await serveHome(home);
  expect((await signIn(url, 'admin', 'admin-admin-admin')).ok).toBe(true);
});

test('a role is named as it is typed and as the office says it', async () => {
  const answer = await newDesk().anjuan('person', 'add', 'a', '--name', '甲', '--role', 'boss');
  expect(answer.code).toBe(2);
  expect(answer.err).toContain('没有角色“boss”，可填：clerk 客服、supervisor 主管');
});

/** The kinds of all entries, oldest first. */
/** A person's address and posts. */
function detailsOf(home: string, username: string): string[] {
  const database = new DatabaseSync(join(home, 'ledger.sqlite'), { readOnly: true });
  const [person] = database
    .prepare('SELECT id, email FROM person WHERE username = ?')
    .all(username);
  const posts = database.prepare('SELECT site, post FROM person_post WHERE person_id = ?');
  const held = posts.all(String(person?.id)).map(({ site, post }) => `${post}@${site}`);
  database.close();
  return [String(person?.email), ...held.sort()];
}

function logged(home: string): string[] {
  const database = new DatabaseSync(join(home, 'ledger.sqlite'), { readOnly: true });
  const rows = database.prepare('SELECT kind FROM entry ORDER BY seq').all();
  database.close();
  return rows.map(({ kind }) => String(kind));
}
