import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { runCli as runHere } from '../../src/cli/run.ts';
import { systemClock } from '../../src/core/clock.ts';
import { systemEntropy } from '../../src/core/ids.ts';
import { fileInquiry, openTestHome } from '../home/filled-home.ts';
import { type CliResult, runCli } from '../kit/cli.ts';
import { freshFolder, freshHome } from '../kit/home.ts';
import { folderBytes } from './folder-bytes.ts';
import { serveHome } from './served.ts';

/** A verb that writes, so that it needs all that a home has. */
const addPerson = ['person', 'add', 'zhang', '--name', '张三', '--role', 'clerk'];

async function filledHome(): Promise<string> {
  const path = freshHome();
  const home = await openTestHome(path);
  await fileInquiry(home, { day: 1, matter: '停车收费' });
  await home.close();
  return path;
}

/**
 * Runs a command line as `src/cli/main.ts` does, in this process: that words, streams and exit codes
 * pass through a process unchanged is proved by the tests here that start one.
 */
async function runInside(args: readonly string[], { home }: { home: string }): Promise<CliResult> {
  let [stdout, stderr] = ['', ''];
  const code = await runHere([...args, '--home', home], {
    clock: systemClock,
    entropy: systemEntropy,
    env: {},
    isTerminal: false,
    out: (text) => {
      stdout += text;
    },
    err: (text) => {
      stderr += text;
    },
    stopped: Promise.resolve(),
  });
  return { code, stdout, stderr };
}

function expectRefusal(answer: CliResult, words: string): void {
  expect(answer).toMatchObject({ code: 2, stdout: '' });
  expect(answer.stderr.trim().split('\n')).toHaveLength(1);
  expect(answer.stderr).toContain(words);
}

test('a port in use is refused, and the home stays as it was', async () => {
  const home = await filledHome();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const before = folderBytes(home);
  const answer = await runCli(['serve', '--port', String(port)], { home });
  expectRefusal(answer, `127.0.0.1:${port} 已被占用`);
  expect(folderBytes(home)).toEqual(before);
});

test.each(['http', '70000', '-1'])('%s is no port', async (port) => {
  const home = freshHome();
  expectRefusal(await runInside(['serve', `--port=${port}`], { home }), '端口');
});

test('a home that cannot be made or written is refused', async () => {
  const file = join(freshFolder(), 'file');
  writeFileSync(file, 'not a folder');
  for (const home of [file, join(file, 'home')]) {
    expectRefusal(await runInside(addPerson, { home }), '无法写入');
  }
  expect(readFileSync(file, 'utf8')).toBe('not a folder');
});

test('a home that a server holds is refused to others who would write', async () => {
  const home = await filledHome();
  await serveHome(home);
  // The server goes on writing by its own clock, so only its journal may differ.
  const untouched = () => {
    const { 'ledger.sqlite-wal': _journal, ...rest } = folderBytes(home);
    return rest;
  };
  const before = untouched();
  expectRefusal(await runCli(addPerson, { home }), '正被另一个进程使用（进程 ');
  expectRefusal(await runCli(['serve', '--port', '0'], { home }), '正被另一个进程使用');
  expect(untouched()).toEqual(before);
});

test.each([[addPerson], [['log', 'verify']], [['backup', 'nowhere']], [['export', '停车']]])(
  'a store of a newer version is refused by %j',
  async (args) => {
    const home = await filledHome();
    const database = new DatabaseSync(join(home, 'ledger.sqlite'));
    database.exec("INSERT INTO migration VALUES ('9999-later', '2030-01-01T00:00:00.000Z')");
    database.close();
    const before = folderBytes(home);
    expectRefusal(await runInside(args, { home }), '更新的版本写成（9999-later）');
    expect(folderBytes(home)).toEqual(before);
  },
);

test.each([
  ['a comma missing', '"timeZone": "Asia/Shanghai",', '"timeZone": "Asia/Shanghai"', '第 5 行'],
  ['a wrong value', '"sealDay": 5', '"sealDay": 99', 'sealDay'],
  ['an unknown name', '"sealDay": 5', '"sealday": 5', 'sealDay'],
])('a site.json with %s is refused, naming where', async (_what, good, bad, words) => {
  const home = await filledHome();
  const path = join(home, 'site.json');
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(good);
  writeFileSync(path, text.replace(good, bad));
  const before = folderBytes(home);
  expectRefusal(await runInside(addPerson, { home }), words);
  expect(folderBytes(home)).toEqual(before);
});

test('a site.json edited well is filed as a new version, once', async () => {
  const home = await filledHome();
  const path = join(home, 'site.json');
  writeFileSync(path, readFileSync(path, 'utf8').replace('物业服务中心', '某某物业'));
  const added = await runCli(addPerson, { home, env: { ANJUAN_PASSWORD: 'zhang-zhang-zhang' } });
  expect(added.code).toBe(0);
  const again = await runCli([...addPerson.slice(0, 2), 'li', ...addPerson.slice(3)], { home });
  expect(again.code).toBe(0);
  const database = new DatabaseSync(join(home, 'ledger.sqlite'), { readOnly: true });
  const versions = database.prepare('SELECT version, text FROM catalogue_version').all();
  const entries = database.prepare("SELECT leaf FROM entry WHERE kind = 'catalogue.saved'").all();
  database.close();
  expect(versions.map(({ version }) => version)).toEqual([1, 2]);
  expect(JSON.parse(String(versions[1]?.text)).company).toBe('某某物业');
  expect(entries).toHaveLength(2);
  expect(readFileSync(path, 'utf8')).toBe(versions[1]?.text);
});

test('a store that other keys have signed is refused, and doctor says so', async () => {
  const home = await filledHome();
  const other = await filledHome();
  rmSync(join(home, 'keys'), { recursive: true });
  cpSync(join(other, 'keys'), join(home, 'keys'), { recursive: true });
  const before = folderBytes(home);
  expectRefusal(await runCli(addPerson, { home }), '不是用这个数据目录的密钥签的');
  expect(folderBytes(home)).toEqual(before);
  const doctor = await runCli(['doctor'], { home });
  expect(doctor.code).toBe(1);
  expect(doctor.stdout).toContain('✗ 最近的检查点不是用这个数据目录的密钥签的');
});

test.each(['master.key', 'index.key', 'log.pem'])('a home without %s is refused', async (key) => {
  const home = await filledHome();
  rmSync(join(home, 'keys', key));
  const before = folderBytes(home);
  for (const args of [addPerson, ['log', 'verify'], ['backup', join(freshFolder(), 'copy')]]) {
    expectRefusal(await runInside(args, { home }), join(home, 'keys', key));
  }
  expect(folderBytes(home)).toEqual(before);
});

test.each([[['log', 'verify']], [['backup', 'nowhere']], [['doctor']]])(
  'where there is no home, %j says so and makes none',
  async (args) => {
    const home = freshHome();
    expectRefusal(await runInside(args, { home }), '没有案卷数据');
    expect(existsSync(home)).toBe(false);
  },
);
