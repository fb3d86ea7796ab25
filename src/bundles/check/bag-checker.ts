import { basename } from 'node:path';
import { answerParent } from '../../home/long-work/child.ts';
import type { WorkProgress } from '../../home/long-work/work.ts';
import { verifyBag } from '../verify/verify-bag.ts';
import type { BagOrder, CheckedBag } from './check-bags.ts';

// A process of its own: reading hundreds of megabytes here keeps nobody waiting there.
answerParent(async ({ bags, key }: BagOrder, report: (progress: WorkProgress) => void) => {
  const reports: CheckedBag[] = [];
  for (const [done, bag] of bags.entries()) {
    report({ step: basename(bag), done, total: bags.length });
    reports.push({ file: basename(bag), report: await verifyBag(bag, { key }) });
  }
  return reports;
});
