import { fork } from 'node:child_process';
import type { VerifyReport } from '../../bundles/verify/report.ts';
import type { LogCheck } from '../check-log.ts';
import type { WorkProgress } from './work.ts';

/** What a checking process is asked: bags against a key, or the log of a home on SQLite. */
export type CheckOrder =
  | { readonly kind: 'bags'; readonly bags: readonly string[]; readonly key: string }
  | { readonly kind: 'log'; readonly home: string };

/** What was found out about one bag's file. */
export interface CheckedBag {
  readonly file: string;
  readonly report: VerifyReport;
}

/** What a checking process says: how far it is, then what it found. */
export type CheckAnswer =
  | ({ readonly kind: 'progress' } & WorkProgress)
  | { readonly kind: 'bags'; readonly reports: readonly CheckedBag[] }
  | { readonly kind: 'log'; readonly check: LogCheck }
  | { readonly kind: 'failed'; readonly why: string };

type Found = Exclude<CheckAnswer, { kind: 'progress' | 'failed' }>;

/** What a child needs from the environment. */
const environment = ['PATH', 'HOME', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'NODE_COMPILE_CACHE'];

/** Has a process of its own check something, and ends it with its answer. */
export function askChecker(
  order: CheckOrder,
  report: (progress: WorkProgress) => void,
): Promise<Found> {
  const env = Object.fromEntries(environment.map((name) => [name, process.env[name]]));
  const child = fork(new URL('./checker.ts', import.meta.url), {
    serialization: 'advanced',
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.on('message', (answer: CheckAnswer) => {
      if (answer.kind === 'progress') {
        report({ step: answer.step, done: answer.done, total: answer.total });
      } else if (answer.kind === 'failed') reject(new Error(answer.why));
      else resolve(answer);
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      reject(new Error(`核验进程中断（${signal ?? code}），请再试。`));
    });
    child.send(order, (error) => {
      if (error !== null) reject(error);
    });
  });
}
