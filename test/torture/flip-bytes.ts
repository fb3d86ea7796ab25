import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { verifyBag } from '../../src/bundles/verify/verify-bag.ts';
import { countedPick, flipBytes } from '../bundles/verify/small-bag.ts';

const flips = Number(process.env.TORTURE_FLIPS ?? 1000);

/** Changes one bit of a bag's ZIP, a thousand times anywhere: each time verifying must fail. */
export async function flipEveryWhere(bag: string): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'anjuan-flip-'));
  const copy = join(folder, basename(bag));
  const whole = await verifyBag(bag);
  let unnoticed = 0;
  let done = 0;
  for await (const { bytes, offset } of flipBytes(bag, flips, countedPick(20261001))) {
    writeFileSync(copy, bytes);
    if ((await verifyBag(copy)).intact) {
      unnoticed += 1;
      console.log(`\nunnoticed at byte ${offset}`);
    }
    done += 1;
    process.stdout.write(`\r${basename(bag)}: ${done} of ${flips} changes, ${unnoticed} unnoticed`);
  }
  process.stdout.write('\n');
  rmSync(folder, { recursive: true, force: true });
  return whole.intact && unnoticed === 0 && done > 0;
}
