import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Target } from './load.ts';

const root = new URL('../../', import.meta.url);
const password = 'bench-bench-bench';

/** A server in a process of its own. */
export interface Started {
  readonly target: Target;
  /** From the start of the process to the first answer it can give. Units: seconds. */
  readonly startSeconds: number;
  /** What the process occupies now. Units: MiB. */
  memory(): number;
  stop(): Promise<void>;
}

/** Starts the floor server. */
export async function startFloor(path: string): Promise<Started> {
  const child = start(['--import', 'tsx', 'test/bench/floor.ts', path]);
  const { url, seconds } = await addressOf(child);
  return started(child, seconds, { name: 'floor', url, headers: {} });
}

/** Starts the product's server the way it is started in an office, and signs in. */
export async function startAnjuan(home: string): Promise<Started> {
  const child = start(['bin/anjuan', 'serve', '--home', home, '--port', '0']);
  const { url, seconds } = await addressOf(child);
  const api = `${url}/api/v1`;
  const answer = await fetch(`${api}/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password }),
  });
  const { token } = (await answer.json()) as { token: string };
  const headers = { authorization: `Bearer ${token}` };
  return started(child, seconds, { name: 'anjuan', url: api, headers });
}

function started(child: ChildProcess, startSeconds: number, target: Target): Started {
  return { target, startSeconds, memory: () => memoryOf(child), stop: () => stop(child) };
}

function start(argv: readonly string[]): ChildProcess {
  return spawn(process.execPath, argv, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ANJUAN_ADMIN_PASSWORD: password },
  });
}

async function addressOf(child: ChildProcess): Promise<{ url: string; seconds: number }> {
  const began = performance.now();
  if (child.stdout === null) throw new Error('the server has no standard output');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/[\w.:]+/.exec(line)?.[0];
    if (url !== undefined) return { url, seconds: (performance.now() - began) / 1000 };
  }
  throw new Error('the server ended before it said its address');
}

/** Resident memory. The launcher becomes the server, so that its process is the server's. */
function memoryOf({ pid }: ChildProcess): number {
  const text = execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return Number(text) / 1024;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
