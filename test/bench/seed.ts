import { systemClock } from '../../src/core/clock.ts';
import { systemEntropy } from '../../src/core/ids.ts';
import { localOperator, openHome } from '../../src/home/open.ts';
import { fileRecord } from '../../src/records/commands/file-record.ts';
import { openFloorStore } from './floor-store.ts';
import { filingOf } from './text.ts';

/** How many filings are handed over at a time. */
const batch = 256;

/** Fills both stores with the records of the seeds -`count` to -1, without going through HTTP. */
export async function seedBoth(
  paths: { floor: string; home: string },
  count: number,
): Promise<void> {
  const floor = openFloorStore(paths.floor);
  const home = await openHome({ path: paths.home, clock: systemClock, entropy: systemEntropy });
  const who = { actor: localOperator(), name: '本机操作员', roles: [] };
  for (let from = -count; from < 0; from += batch) {
    const filings = Array.from({ length: Math.min(batch, -from) }, (_, at) => filingOf(from + at));
    floor.file(filings);
    await Promise.all(filings.map((filing) => fileRecord(home, who, filing)));
  }
  floor.close();
  await home.close();
}
