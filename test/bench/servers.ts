import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Target } from './load.ts';

const root = new URL('../../', import.meta.url);
const password = 'bench-bench-bench';

/** A server in a process of its own. */
export interface Started {
  readonly target: Target;
  stop(): Promise<void>;
}

/** Starts the floor server. */
export async function startFloor(path: string): Promise<Started> {
  const child = start(['test/bench/floor.ts', path]);
  const url = await addressOf(child);
  return { target: { name: 'floor', url, headers: {} }, stop: () => stop(child) };
}

/** Starts the product's server on a new home, and signs in. */
export async function startAnjuan(home: string): Promise<Started> {
  const child = start(['src/cli/main.ts', 'serve', '--home', home, '--port', '0']);
  const url = `${await addressOf(child)}/api/v1`;
  const answer = await fetch(`${url}/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password }),
  });
  const { token } = (await answer.json()) as { token: string };
  const headers = { authorization: `Bearer ${token}` };
  return { target: { name: 'anjuan', url, headers }, stop: () => stop(child) };
}

function start(argv: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', ...argv], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ANJUAN_ADMIN_PASSWORD: password },
  });
}

async function addressOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the server has no standard output');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/\S+/.exec(line)?.[0];
    if (url !== undefined) return url;
  }
  throw new Error('the server ended before it said its address');
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
