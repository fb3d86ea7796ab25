import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runCli } from '../kit/cli.ts';
import { freshFolder } from '../kit/home.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A copy of the launcher before a made-up main module. */
function installation(main: string, packages = true): string {
  const folder = freshFolder();
  cpSync(join(root, 'bin'), join(folder, 'bin'), { recursive: true });
  mkdirSync(join(folder, 'src/cli'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'src/cli/main.ts'), main);
  if (packages) symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Makes the launcher believe that it runs under another Node. */
function pretendNode(folder: string, version: string): void {
  const launcher = join(folder, 'bin/anjuan');
  const text = readFileSync(launcher, 'utf8');
  const changed = text.replaceAll('process.versions.node', `'${version}'`);
  expect(changed).not.toBe(text);
  writeFileSync(launcher, changed);
}

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly said: string;
}

function start(folder: string, args: string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' };
  const launcher = join(folder, 'bin/anjuan');
  const child = spawn(process.execPath, [launcher, ...args], { env, stdio: 'pipe' });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, said }));
  });
  return { child, ended };
}

const echo =
  'const words: string[] = process.argv.slice(2); console.log(JSON.stringify(words)); process.exitCode = 3;';

const waits = `process.on('SIGTERM', () => { console.log('told'); process.exit(7); });
console.log('ready'); setInterval(() => {}, 1000);`;

/** Under Node 26 the launcher becomes the product; under an older Node it starts it as a child. */
const nodes = ['26.10.0', '20.20.2'];

test.each(nodes)('under Node %s, arguments go in and the exit code comes out', async (version) => {
  const folder = installation(echo);
  pretendNode(folder, version);
  const { code, said } = await start(folder, ['verify', '两 个.zip', '--json']).ended;
  expect({ code, said }).toEqual({ code: 3, said: '["verify","两 个.zip","--json"]\n' });
});

test.each(nodes)('under Node %s, a request to stop reaches the product', async (version) => {
  const folder = installation(waits);
  pretendNode(folder, version);
  const { child, ended } = start(folder, []);
  await new Promise((ready) => child.stdout?.once('data', ready));
  child.kill('SIGTERM');
  expect(await ended).toEqual({ code: 7, signal: null, said: 'ready\ntold\n' });
});

test('when the product dies of a signal, the exit code says which', async () => {
  const folder = installation("process.kill(process.pid, 'SIGKILL'); setInterval(() => {}, 1000);");
  pretendNode(folder, '20.20.2');
  expect((await start(folder, []).ended).code).toBe(128 + 9);
});

test('without packages it says in one line what to do, and exits 2', async () => {
  for (const version of nodes) {
    const folder = installation(echo, false);
    pretendNode(folder, version);
    const { code, said } = await start(folder, []).ended;
    expect(code).toBe(2);
    expect(said).toMatch(/^anjuan: 依赖尚未安装.*npm ci.*\n$/);
  }
});

test('under a Node that is too old it says in one line what to do, and exits 2', async () => {
  const folder = installation(echo);
  pretendNode(folder, '18.20.0');
  const { code, said } = await start(folder, []).ended;
  expect(code).toBe(2);
  expect(said).toMatch(/^anjuan: 本机的 Node 是 18\.20\.0，太旧.*install Node 20 or newer\n$/);
});

test('the command line is run by its launcher, from any folder', async () => {
  const result = await runCli(['--help'], { cwd: freshFolder() });
  expect(result).toMatchObject({ code: 0, stderr: '' });
  expect(result.stdout).toContain('verify');
});
