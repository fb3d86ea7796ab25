import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const launcher = fileURLToPath(new URL('../../bin/anjuan', import.meta.url));

/** A server in a process of its own, ended with the test if not before. */
export interface Served {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts `anjuan serve` on a free port of the loopback. */
export async function serveHome(home: string): Promise<Served> {
  const child = spawn(process.execPath, [launcher, 'serve', '--home', home, '--port', '0'], {
    env: { ...process.env, ANJUAN_ADMIN_PASSWORD: 'admin-admin-admin' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
  };
  onTestFinished(stop);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/[\d.]+:(\d+)/.exec(line);
    if (url?.[1] !== undefined) return { url: url[0], port: Number(url[1]), stop };
  }
  throw new Error(`the server ended before it said its address:\n${said}`);
}
