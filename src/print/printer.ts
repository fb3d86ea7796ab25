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

/**
 * Opens a press with one child process, started with the first job and again if it dies.
 *
 * Errors: `unavailable` if the child died or the job took too long, `invalid` if Typst refused it.
 */
export function openPrinter(limits: TimeLimits = usualLimits): Printer {
  let child: ChildProcess | undefined;
  let line: Promise<unknown> = Promise.resolve();
  let closed = false;

  function ask(order: PressOrder): Promise<PressAnswer> {
    child ??= startPress(() => {
      child = undefined;
    });
    return askOnce(child, order, limits[order.kind]);
  }

  /** Waits for the jobs before, whatever became of them. */
  function inLine(order: PressOrder): Promise<PressAnswer> {
    if (closed) throw new AppError('unavailable', '打印进程已关闭。');
    const turn = line.then(() => ask(order));
    line = turn.catch(() => undefined);
    return turn;
  }

  return {
    async typeset(job) {
      const answer = await inLine({ kind: 'typeset', job });
      if (answer.kind === 'failed') throw new AppError('invalid', answer.message);
      return answer.result as TypesetResult;
    },
    async inspect(pdf) {
      const answer = await inLine({ kind: 'inspect', pdf }).catch(() => undefined);
      if (answer?.kind === 'done') return answer.result as PdfInspection;
      return { sheets: [], problem: '文件已损坏或过于复杂，读取它的进程中断了' };
    },
    async close() {
      closed = true;
      await line;
      if (child !== undefined) await stop(child);
    },
  };
}

function startPress(onExit: () => void): ChildProcess {
  const env = Object.fromEntries(environment.map((name) => [name, process.env[name]]));
  const child = fork(new URL('./press.ts', import.meta.url), {
    serialization: 'advanced',
    execArgv: [],
    env,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.once('exit', onExit);
  child.once('error', onExit);
  rest(child);
  return child;
}

/** An idle press does not keep the program running. */
function rest(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
}

function askOnce(child: ChildProcess, order: PressOrder, limit: number): Promise<PressAnswer> {
  child.ref();
  child.channel?.ref();
  return new Promise<PressAnswer>((resolve, reject) => {
    function settle(act: () => void): void {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
      rest(child);
      act();
    }
    function onMessage(answer: PressAnswer): void {
      settle(() => resolve(answer));
    }
    function onExit(code: number | null, signal: string | null): void {
      const why = signal ?? `退出码 ${code}`;
      settle(() => reject(new AppError('unavailable', `打印进程中断（${why}），请重试。`)));
    }
    const timer = setTimeout(() => {
      child.off('exit', onExit);
      void stop(child).then(() => {
        const words = `排版超过 ${Math.round(limit / 1000)} 秒，已停止。`;
        settle(() => reject(new AppError('unavailable', words)));
      });
    }, limit);
    child.on('message', onMessage);
    child.once('exit', onExit);
    child.send(order, (error) => {
      if (error === null) return;
      settle(() =>
        reject(new AppError('unavailable', '打印进程没有应答，请重试。', { cause: error })),
      );
    });
  });
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.ref();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
