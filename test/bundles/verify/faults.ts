import { expect } from 'vitest';
import type { VerifyReport } from '../../../src/bundles/verify/report.ts';
import { verifyBag } from '../../../src/bundles/verify/verify-bag.ts';
import { type BagWishes, scratchFolder, smallContainer } from './small-bag.ts';

/** The faults of a report as `<code> <path>`. */
export function faultsOf(report: VerifyReport): string[] {
  return [...report.findings, ...report.bags.flatMap((bag) => bag.findings)]
    .filter((finding) => finding.severity === 'fault')
    .map((finding) => `${finding.code} ${finding.path}`);
}

/** The faults of a small bag made otherwise. */
export async function faultsWith(wishes: BagWishes, options = {}): Promise<string[]> {
  using folder = scratchFolder();
  const report = await verifyBag(await smallContainer(folder.path, wishes), options);
  expect(report.intact).toBe(faultsOf(report).length === 0);
  return faultsOf(report);
}
