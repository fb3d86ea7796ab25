import { fork } from 'node:child_process';
import type { WorkProgress } from './work.ts';

/** What a working process says: how far it is, then its answer or why there is none. */
export type ChildWord<Answer> =
  | ({ readonly kind: 'progress' } & WorkProgress)
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly why: string };

/** What a child needs from the environment. */
const environment = ['PATH', 'HOME', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'NODE_COMPILE_CACHE'];

/** What a working process may take, where its work comes from strangers. */
export interface ChildLimits {
  readonly milliseconds: number;
  readonly heapMegabytes: number;
}

/**
 * Has a process of its own do long work, so that nobody waits for this one; it ends with its answer.
 *
 * Errors: what the work fails with, as words; that it was stopped at its limits.
 */
export function askChild<Answer>(
  module: URL,
  order: object,
  report: (progress: WorkProgress) => void,
  limits?: ChildLimits,
): Promise<Answer> {
  const env = Object.fromEntries(environment.map((name) => [name, process.env[name]]));
  const child = fork(module, {
    serialization: 'advanced',
    execArgv: [
      '--disable-warning=ExperimentalWarning',
      ...(limits === undefined ? [] : [`--max-old-space-size=${limits.heapMegabytes}`]),
    ],
    ...(limits === undefined ? {} : { timeout: limits.milliseconds, killSignal: 'SIGKILL' }),
    env,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.on('message', (word: ChildWord<Answer>) => {
      if (word.kind === 'progress') {
        report({ step: word.step, done: word.done, total: word.total });
      } else if (word.kind === 'failed') reject(new Error(word.why));
      else resolve(word.answer);
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      const cut = () => reject(new Error(`核验进程中断（${signal ?? code}），请再试。`));
      // A long answer may still be on its way when the process has ended.
      if (child.connected) child.once('disconnect', cut);
      else setImmediate(cut);
    });
    child.send(order, (error) => {
      if (error !== null) reject(error);
    });
  });
}

/** Does the one order that this process is sent, says what came of it, and ends. */
export function answerParent<Order, Answer>(
  work: (order: Order, report: (progress: WorkProgress) => void) => Promise<Answer>,
): void {
  const send = (word: ChildWord<Answer>, then?: () => void) =>
    process.send?.(word, undefined, undefined, then);
  const end = (word: ChildWord<Answer>) => send(word, () => process.disconnect?.());
  const report = (progress: WorkProgress) => send({ kind: 'progress', ...progress });
  process.once('message', (order: Order) => {
    work(order, report).then(
      (answer) => end({ kind: 'answer', answer }),
      (error: unknown) =>
        end({ kind: 'failed', why: error instanceof Error ? error.message : String(error) }),
    );
  });
}
