import type { Requester } from '../../access/model.ts';
import { demandSomewhere } from '../../access/rules.ts';
import { askChild } from '../../home/long-work/child.ts';
import {
  beginWork,
  findWork,
  type WorkProgress,
  type WorkView,
} from '../../home/long-work/work.ts';
import type { Home } from '../../home/open.ts';
import { checkLog, type LogCheck } from '../check-log.ts';

/** The last check of the log, and what it found once it is done. */
export interface WholeLogCheck extends WorkView {
  readonly found: LogCheck | undefined;
}

type CheckingHome = Pick<Home, 'path' | 'store' | 'clock' | 'catalogue' | 'log' | 'keyring'>;

const key = { kind: 'check-log', period: 'whole' } as const;
/** More findings than this are counted only. */
const mostFindings = 100;

/**
 * Signs the log as it stands and begins to check all of it; it goes on by itself.
 *
 * Errors: `forbidden`.
 */
export async function checkWholeLog(home: CheckingHome, who: Requester): Promise<void> {
  demandSomewhere(who, 'log.read', home.catalogue.document);
  await home.log.checkpoint();
  await beginWork(home, key, async (report) => {
    const check = await checkBeside(home, report);
    const { log, contents } = check;
    return JSON.stringify({
      ...check,
      log: { ...log, findings: log.findings.slice(0, mostFindings) },
      contents: { ...contents, findings: contents.findings.slice(0, mostFindings) },
    });
  });
}

/** SQLite blocks the thread that reads it, so that a process of its own does; PostgreSQL does not. */
async function checkBeside(
  home: CheckingHome,
  report: (progress: WorkProgress) => void,
): Promise<LogCheck> {
  if (home.store.engine === 'sqlite') {
    const child = new URL('./log-checker.ts', import.meta.url);
    return askChild<LogCheck>(child, { path: home.path }, report);
  }
  const { keyring, log, store } = home;
  const progress = (done: number, total: number) => report({ step: '', done, total });
  return checkLog({ read: store.read, keyring, log, progress });
}

/** The last check of the log, if there was one. */
export async function findLogCheck(
  home: Pick<Home, 'path' | 'store' | 'clock'>,
): Promise<WholeLogCheck | undefined> {
  const work = await findWork(home, key);
  if (work === undefined) return undefined;
  const isDone = work.state === 'done' && work.detail !== null;
  return { ...work, found: isDone ? (JSON.parse(work.detail) as LogCheck) : undefined };
}
