import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { runCli } from '../kit/cli.ts';
import { freshFolder, freshHome } from '../kit/home.ts';

const launcher = fileURLToPath(new URL('../../bin/anjuan', import.meta.url));
/** The last line of a start, of the story's home or of another. */
const ready = /^(先以 chen 登录|管理员 admin)/;

/** Starts `serve --demo`; resolves once it has said everything, down to where to begin. */
async function serveDemo(folder: string | undefined, temporary = tmpdir()) {
  const where = folder === undefined ? [] : ['--home', folder];
  // A database that is nobody's: the demonstration must not reach for it.
  const env = {
    ...process.env,
    TMPDIR: temporary,
    ANJUAN_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
  };
  const argv = [launcher, 'serve', '--demo', '--port', '0', ...where];
  const child = spawn(process.execPath, argv, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
  };
  onTestFinished(stop);
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (ready.test(line)) {
      const url = /http:\/\/[\d.]+:\d+/.exec(lines.join('\n'))?.[0] ?? '';
      return { lines, url, stop };
    }
  }
  throw new Error(`the server ended before it was ready:\n${lines.join('\n')}\n${complaint}`);
}

/** The user names and passwords that a table of sign-ins shows. */
function signInsOf(lines: readonly string[]): { username: string; password: string }[] {
  return lines.flatMap((line) => {
    const [, username, password] = /^ {2}([a-z]+) +([a-z-]+-demo-anjuan) /.exec(line) ?? [];
    return username === undefined || password === undefined ? [] : [{ username, password }];
  });
}

function signIn(url: string, credentials: object): Promise<Response> {
  return fetch(`${url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(credentials),
  });
}

test('a demonstration tells its story once in a throw-away home, to which its sign-ins open', async () => {
  const temporary = freshFolder();
  const first = await serveDemo(undefined, temporary);
  expect(first.lines[0]).toMatch(/^演示：/);
  const home = /演示数据在 (\S+?)，/.exec(first.lines.join('\n'))?.[1] ?? '';
  expect(home.startsWith(join(temporary, 'anjuan-demo-'))).toBe(true);
  const signIns = signInsOf(first.lines);
  const names = signIns.map(({ username }) => username);
  expect(names).toEqual(['chen', 'lin', 'zhou', 'wu', 'xu', 'admin']);
  for (const credentials of signIns) {
    const answer = await signIn(first.url, credentials);
    expect(answer.status).toBe(201);
  }
  await first.stop();

  const log = await runCli(['log', 'verify', '--json'], { home });
  expect(log.code).toBe(0);
  expect(await runCli(['doctor'], { home })).toMatchObject({ code: 0 });
  const opened = /(\d{4}-\d{2})-01 {2}开办/.exec(first.lines.join('\n'))?.[1] ?? '';
  const verified = await runCli(['verify', join(home, 'bundles', opened)]);
  expect(verified).toMatchObject({ code: 0, stdout: expect.stringContaining('全部通过') });

  const second = await serveDemo(home);
  expect(second.lines[0]).toMatch(/^案卷已启动/);
  expect(signInsOf(second.lines)).toEqual(signIns);
  await second.stop();
  const after = await runCli(['log', 'verify', '--json'], { home });
  // Starting again may sign the log and note its jobs; it files nothing anew.
  expect(JSON.parse(after.stdout).log.size - JSON.parse(log.stdout).log.size).toBeLessThan(5);
}, 120_000);

test('a home of somebody else is served as it is, without story and without sign-ins', async () => {
  const home = freshHome();
  const made = await runCli(['person', 'add', 'wang', '--name', '王芳', '--role', 'clerk'], {
    home,
  });
  expect(made.code).toBe(0);
  const served = await serveDemo(home);
  expect(served.lines[0]).toContain('不讲演示故事');
  expect(signInsOf(served.lines)).toEqual([]);
  await served.stop();
});
