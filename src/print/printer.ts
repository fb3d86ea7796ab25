import { type ChildProcess, fork } from 'node:child_process';
import { AppError } from '../core/app-error.ts';
import type { Json } from '../core/canonical-json.ts';
import type { Instant } from '../core/clock.ts';
import type { PdfInspection } from './foreign-pdf.ts';

/** One document to typeset: a template of ours, its data, and what it embeds. */
export interface TypesetJob {
  readonly template: 'volume' | 'register' | 'report' | 'policy';
  readonly data: Json;
  /** Pictures by file name, such as `1.jpg`, as Typst reads them. */
  readonly images?: Readonly<Record<string, Uint8Array>>;
  /** Attached PDFs by the name the data gives as `source`. */
  readonly attached?: Readonly<Record<string, Uint8Array>>;
  readonly createdAt: Instant;
  readonly title: string;
}

/** A fact a template states about its laid-out pages; `page` counts from 1 within the PDF. */
export interface PageMark {
  readonly kind: string;
  readonly page: number;
  readonly [fact: string]: unknown;
}

export interface TypesetResult {
  readonly pdf: Uint8Array;
  readonly pages: number;
  /** Characters no glyph exists for, such as `U+1F600`; each is printed as a box with its name. */
  readonly missingGlyphs: string[];
  readonly marks: readonly PageMark[];
}

/** The press: jobs go through it one after another, outside the process that serves people. */
export interface Printer {
  typeset(job: TypesetJob): Promise<TypesetResult>;
  /** Looks an attached PDF through; a file that breaks the reader is a finding, not an error. */
  inspect(pdf: Uint8Array): Promise<PdfInspection>;
  close(): Promise<void>;
}

/** How long jobs may take before the press is stopped. Units: milliseconds. */
export interface TimeLimits {
  readonly typeset: number;
  readonly inspect: number;
}

/** What the press is asked, and what it answers. */
export type PressOrder =
  | { readonly kind: 'typeset'; readonly job: TypesetJob }
  | { readonly kind: 'inspect'; readonly pdf: Uint8Array };
export type PressAnswer =
  | { readonly kind: 'done'; readonly result: TypesetResult | PdfInspection }
  | { readonly kind: 'failed'; readonly message: string };

const usualLimits: TimeLimits = { typeset: 180_000, inspect: 30_000 };

/** What a child needs from the environment; no secret of ours goes along to foreign files. */
const environment = ['PATH', 'HOME', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'];

/** How one attempt ended: an answer, the child's death, or the end of our patience. */
type Attempt =
  | { readonly kind: 'answered'; readonly answer: PressAnswer }
  | { readonly kind: 'died'; readonly why: string }
  | { readonly kind: 'late' };

/**
 * Opens a press with one child process, started with the first job and again if it dies.
 *
 * A job whose child died is tried once more, since the cause may lie outside of it.
 * Errors: `unavailable` if the child died twice or the job took too long, `invalid` if Typst
 * refused it.
 */
export function openPrinter(limits: TimeLimits = usualLimits): Printer {
  let child: ChildProcess | undefined;
  let line: Promise<unknown> = Promise.resolve();
  let closed = false;

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

  async function ask(order: PressOrder): Promise<Attempt> {
    const first = await attempt(order);
    return first.kind === 'died' ? attempt(order) : first;
  }

  /** Waits for the jobs before, whatever became of them. */
  function inLine(order: PressOrder): Promise<Attempt> {
    if (closed) return Promise.reject(new AppError('unavailable', '打印进程已关闭。'));
    const turn = line.then(() => ask(order));
    line = turn.catch(() => undefined);
    return turn;
  }

  return {
    async typeset(job) {
      const outcome = await inLine({ kind: 'typeset', job });
      if (outcome.kind === 'died') {
        throw new AppError('unavailable', `打印进程中断（${outcome.why}），请重试。`);
      }
      if (outcome.kind === 'late') {
        const seconds = Math.round(limits.typeset / 1000);
        throw new AppError('unavailable', `排版超过 ${seconds} 秒，已停止。`);
      }
      if (outcome.answer.kind === 'failed') throw new AppError('invalid', outcome.answer.message);
      return outcome.answer.result as TypesetResult;
    },
    async inspect(pdf) {
      const outcome = await inLine({ kind: 'inspect', pdf });
      if (outcome.kind === 'answered' && outcome.answer.kind === 'done') {
        return outcome.answer.result as PdfInspection;
      }
      return { sheets: [], problem: '文件已损坏或过于复杂，读取它的进程中断了' };
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
    execArgv: [],
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
