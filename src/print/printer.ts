import { availableParallelism } from 'node:os';
import { AppError } from '../core/app-error.ts';
import type { PdfInspection } from './foreign-pdf.ts';
import { type Attempt, openPress, type Press } from './one-press.ts';
import type { PressOrder, TimeLimits, TypesetJob, TypesetResult } from './press-orders.ts';

/** The presses: jobs go through them in turn, outside the process that serves people. */
export interface Printer {
  typeset(job: TypesetJob): Promise<TypesetResult>;
  /** Looks an attached PDF through; a file that breaks the reader is a finding, not an error. */
  inspect(pdf: Uint8Array): Promise<PdfInspection>;
  close(): Promise<void>;
}

const usualLimits: TimeLimits = { typeset: 180_000, inspect: 30_000 };

/** A press takes up to 600 MB for a part of a volume, so more cores do not mean more presses. */
const mostPresses = 2;

/**
 * Opens up to two presses; a child process starts when a job finds the others busy.
 *
 * Errors: `unavailable` if a child died twice or the job took too long, `invalid` if Typst
 * refused it.
 */
export function openPrinter(
  limits: TimeLimits = usualLimits,
  count: number = Math.min(mostPresses, availableParallelism()),
): Printer {
  const presses: readonly Press[] = Array.from({ length: count }, () => openPress(limits));

  /** The first of those with the fewest jobs, so that jobs one by one need one child only. */
  function ask(order: PressOrder): Promise<Attempt> {
    const [first, ...others] = presses;
    if (first === undefined) throw new Error('a printer has a press');
    return others
      .reduce((best, one) => (one.waiting < best.waiting ? one : best), first)
      .ask(order);
  }

  return {
    async typeset(job) {
      const outcome = await ask({ kind: 'typeset', job });
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
      const outcome = await ask({ kind: 'inspect', pdf });
      if (outcome.kind === 'answered' && outcome.answer.kind === 'done') {
        return outcome.answer.result as PdfInspection;
      }
      return { sheets: [], problem: '文件已损坏或过于复杂，读取它的进程中断了' };
    },
    async close() {
      await Promise.all(presses.map((press) => press.close()));
    },
  };
}
