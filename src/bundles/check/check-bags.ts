import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { AppError } from '../../core/app-error.ts';
import type { Month } from '../../core/month.ts';
import { askChild } from '../../home/long-work/child.ts';
import { beginWork, findWork, type WorkView } from '../../home/long-work/work.ts';
import type { Home } from '../../home/open.ts';
import { listSeals } from '../rows.ts';
import { placesOf } from '../seal/publish.ts';
import type { Finding } from '../verify/finding.ts';
import type { Verdict, VerifyReport } from '../verify/report.ts';

/** What a checking process is asked: bags as files, and the key to check them by. */
export interface BagOrder {
  readonly bags: readonly string[];
  readonly key: string;
}

/** What was found out about one bag's file. */
export interface CheckedBag {
  readonly file: string;
  readonly report: VerifyReport;
}

/** What was found out about one of a month's bags as it is stored. */
export interface BagCheck {
  readonly file: string;
  readonly verdict: Verdict | 'missing';
  readonly files: number;
  readonly records: number;
  readonly entries: number;
  /** The first of what was found; `findingCount` says how much there is. */
  readonly findings: readonly Finding[];
  readonly findingCount: number;
}

/** The last check of a month's bags, and what it found once it is done. */
export interface BagsCheck extends WorkView {
  readonly bags: readonly BagCheck[];
}

/** More findings than this are counted only. */
const mostFindings = 40;

type CheckingHome = Parameters<typeof placesOf>[0];

/**
 * Begins to check the stored bags of a month against this home's own key; it goes on by itself.
 *
 * Errors: `forbidden`, `not-found` (the month is not sealed).
 */
export async function checkBags(
  home: CheckingHome,
  who: Requester,
  asked: { readonly site: string; readonly month: Month },
): Promise<void> {
  const site = getSite(home.catalogue.document, asked.site).code;
  demand(who, 'bundle.read', { site });
  const seals = await listSeals(home.store.read, { site, month: asked.month });
  if (seals.length === 0) {
    throw new AppError('not-found', `${asked.month} 还没有封卷，没有档案包可核验。`);
  }
  const places = await Promise.all(seals.map((seal) => placesOf(home, seal)));
  const paths = places.flatMap(({ bags }) => bags.map(({ path }) => path));
  await beginWork(
    home,
    { kind: 'check-bags', period: `${site}/${asked.month}` },
    async (report) => {
      const bags = paths.filter((path) => existsSync(path));
      const order: BagOrder = { bags, key: home.log.verifierKey };
      const child = new URL('./bag-checker.ts', import.meta.url);
      const reports = await askChild<CheckedBag[]>(child, order, report);
      const missing = paths.filter((path) => !bags.includes(path)).map((path) => basename(path));
      return JSON.stringify([...reports.map(bagCheck), ...missing.map(missingBag)]);
    },
  );
}

/** The last check of a month's bags, if there was one. */
export async function findBagsCheck(
  home: Pick<Home, 'path' | 'store' | 'clock'>,
  asked: { readonly site: string; readonly month: Month },
): Promise<BagsCheck | undefined> {
  const key = { kind: 'check-bags', period: `${asked.site}/${asked.month}` } as const;
  const work = await findWork(home, key);
  if (work === undefined) return undefined;
  const bags = work.state === 'done' ? (JSON.parse(work.detail ?? '[]') as BagCheck[]) : [];
  return { ...work, bags };
}

function bagCheck({ file, report }: CheckedBag): BagCheck {
  const [bag] = report.bags;
  const findings = [...report.findings, ...(bag?.findings ?? [])];
  // Faults first: notes change nothing.
  findings.sort(
    (one, other) => Number(one.severity === 'note') - Number(other.severity === 'note'),
  );
  return {
    file,
    verdict: report.intact ? (bag?.verdict ?? 'broken') : 'broken',
    files: bag?.payloadFiles ?? 0,
    records: bag?.records ?? 0,
    entries: bag?.entries ?? 0,
    findings: findings.slice(0, mostFindings),
    findingCount: findings.length,
  };
}

function missingBag(file: string): BagCheck {
  const none = { files: 0, records: 0, entries: 0, findings: [], findingCount: 0 };
  return { file, verdict: 'missing', ...none };
}
