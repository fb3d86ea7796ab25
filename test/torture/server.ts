import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const root = new URL('../../', import.meta.url);

/** A server in a process of its own, which can be killed without a word. */
export interface Victim {
  readonly url: string;
  readonly token: string;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

const password = 'torture-torture';

/** Starts a server on a home and signs in. */
export async function startVictim(home: string): Promise<Victim> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'src/cli/main.ts', 'serve', '--home', home, '--port', '0'],
    { cwd: root, env: { ...process.env, ANJUAN_ADMIN_PASSWORD: password } },
  );
  const url = await addressOf(child);
  const answer = await fetch(`${url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password }),
  });
  const { token } = (await answer.json()) as { token: string };
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    child.kill(signal);
    await once(child, 'exit');
  };
  return { url, token, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
}

async function addressOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the server has no standard output');
  child.stderr?.pipe(process.stderr);
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/\S+/.exec(line)?.[0];
    if (url !== undefined) return url;
  }
  throw new Error('the server ended before it said its address');
}
