import { type ChildProcess, fork } from 'node:child_process';
import { AppError } from '../core/app-error.ts';
import type { PressAnswer, PressOrder, TimeLimits } from './press-orders.ts';

/** What a child needs from the environment; no secret of ours goes along to foreign files. */
const environment = ['PATH', 'HOME', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'];

/** How one attempt ended: an answer, the child's death, or the end of our patience. */
export type Attempt =
  | { readonly kind: 'answered'; readonly answer: PressAnswer }
  | { readonly kind: 'died'; readonly why: string }
  | { readonly kind: 'late' };

/** One press: its jobs go one after another through a child process of its own. */
export interface Press {
  /** Jobs that are under way or wait. */
  readonly waiting: number;
  ask(order: PressOrder): Promise<Attempt>;
  close(): Promise<void>;
}

/**
 * A press whose child starts with the first job and again if it dies.
 *
 * A job whose child died is tried once more, since the cause may lie outside of it.
 */
export function openPress(limits: TimeLimits): Press {
  let child: ChildProcess | undefined;
  let line: Promise<unknown> = Promise.resolve();
  let closed = false;
  let waiting = 0;

  async function attempt(order: PressOrder): Promise<Attempt> {
    const press = child ?? startPress();
    child = press;
    const outcome = await askOnce(press, order, limits[order.kind]);
    if (outcome.kind !== 'answered') {
      await stop(press);
      child = undefined;
    }
    return outcome;
  }

  async function twice(order: PressOrder): Promise<Attempt> {
    const first = await attempt(order);
    return first.kind === 'died' ? attempt(order) : first;
  }

  return {
    get waiting() {
      return waiting;
    },
    /** Waits for the jobs before, whatever became of them. */
    ask(order) {
      if (closed) return Promise.reject(new AppError('unavailable', '打印进程已关闭。'));
      waiting += 1;
      const turn = line
        .then(() => twice(order))
        .finally(() => {
          waiting -= 1;
        });
      line = turn.catch(() => undefined);
      return turn;
    },
    async close() {
      closed = true;
      await line;
      if (child !== undefined) await stop(child);
    },
  };
}

function startPress(): ChildProcess {
  const env = Object.fromEntries(environment.map((name) => [name, process.env[name]]));
  const child = fork(new URL('./press.ts', import.meta.url), {
    serialization: 'advanced',
    execArgv: ['--expose-gc'],
    env,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.on('error', () => undefined); // the attempt under way hears of it by its own listener
  rest(child);
  return child;
}

/** An idle press does not keep the program running. */
function rest(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
}

function isGone(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || !child.connected;
}

function askOnce(child: ChildProcess, order: PressOrder, limit: number): Promise<Attempt> {
  if (isGone(child)) return Promise.resolve({ kind: 'died', why: '空闲时退出' });
  child.ref();
  child.channel?.ref();
  return new Promise<Attempt>((resolve) => {
    function settle(outcome: Attempt): void {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
      child.off('error', onError);
      rest(child);
      resolve(outcome);
    }
    function onMessage(answer: PressAnswer): void {
      settle({ kind: 'answered', answer });
    }
    function onExit(code: number | null, signal: string | null): void {
      settle({ kind: 'died', why: signal ?? `退出码 ${code}` });
    }
    function onError(error: Error): void {
      settle({ kind: 'died', why: error.message });
    }
    const timer = setTimeout(() => settle({ kind: 'late' }), limit);
    child.on('message', onMessage);
    child.once('exit', onExit);
    child.once('error', onError);
    child.send(order, (error) => {
      if (error !== null) onError(error);
    });
  });
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
      return resolve();
    }
    child.ref();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
