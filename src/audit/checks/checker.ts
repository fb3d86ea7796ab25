import { basename } from 'node:path';
import { verifyBag } from '../../bundles/verify/verify-bag.ts';
import { systemClock } from '../../core/clock.ts';
import { openHomeForReading } from '../../home/reading.ts';
import { checkLog } from '../check-log.ts';
import type { CheckAnswer, CheckedBag, CheckOrder } from './orders.ts';

// A process of its own: reading hundreds of megabytes here keeps nobody waiting there.

function send(answer: CheckAnswer): void {
  process.send?.(answer);
}

process.once('message', (order: CheckOrder) => {
  check(order)
    .catch((error: unknown) => {
      send({ kind: 'failed', why: error instanceof Error ? error.message : String(error) });
    })
    .finally(() => process.disconnect?.());
});

async function check(order: CheckOrder): Promise<void> {
  if (order.kind === 'bags') return checkBags(order);
  const home = await openHomeForReading({ path: order.home, clock: systemClock });
  try {
    const progress = (done: number, total: number) =>
      send({ kind: 'progress', step: '', done, total });
    const { store, keyring, log } = home;
    send({ kind: 'log', check: await checkLog({ read: store.read, keyring, log, progress }) });
  } finally {
    await home.close();
  }
}

async function checkBags({ bags, key }: Extract<CheckOrder, { kind: 'bags' }>): Promise<void> {
  const reports: CheckedBag[] = [];
  for (const [done, bag] of bags.entries()) {
    send({ kind: 'progress', step: basename(bag), done, total: bags.length });
    const report = await verifyBag(bag, { key });
    reports.push({ file: basename(bag), report });
  }
  send({ kind: 'bags', reports });
}
