import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { bindMonth } from '../../src/bundles/commands.ts';
import { verifyBag } from '../../src/bundles/verify/verify-bag.ts';
import { systemClock } from '../../src/core/clock.ts';
import { systemEntropy } from '../../src/core/ids.ts';
import { type Home, localOperator, openHome } from '../../src/home/open.ts';
import { importRegister } from '../../src/records/commands/import-register.ts';
import { openFloorStore } from './floor-store.ts';
import { filingOf, listedMonth, paragraph } from './text.ts';

/** One month of 10,000 records, bound and verified. Units: seconds. */
const goalSeconds = 60;
/** How many rows share a commit, in the import and in its floor. */
const group = 200;

const operator = { actor: localOperator(), name: '本机操作员', roles: [] };

/** Imports a register of `records` rows, binds its month and verifies the bags. */
export async function bindingFigures(folder: string, records: number): Promise<void> {
  mkdirSync(folder);
  const path = join(folder, 'home');
  const home = await openHome({ path, clock: systemClock, entropy: systemEntropy });
  try {
    console.log(`\na month of ${records} records`);
    await importing(home, records, join(folder, 'floor.sqlite'));
    await binding(home, records);
  } finally {
    await home.close();
  }
}

async function importing(home: Home, records: number, floorPath: string): Promise<void> {
  const rows = Array.from({ length: records }, (_, row) => [dayOf(row), paragraph(row), '李静']);
  const bytes = Buffer.from(['日期,事件,经办人', ...rows.map((row) => row.join(','))].join('\r\n'));
  const floor = openFloorStore(floorPath);
  const below = await secondsOf(() => {
    for (let from = 0; from < records; from += group) {
      const some = Math.min(group, records - from);
      floor.file(Array.from({ length: some }, (_, row) => filingOf(-from - row)));
    }
  });
  floor.close();
  const ours = await secondsOf(async () => {
    const report = await importRegister(home, operator, { fileName: '29-其它事件.csv', bytes });
    if (report.filed !== records) throw new Error(`${report.filed} of ${records} rows were filed`);
  });
  const rates = [ours, below].map(({ seconds }) => (records / seconds).toFixed(0));
  const ratio = (below.seconds / ours.seconds).toFixed(2);
  console.log(`import         ${rates[0]} rows/s, ${ratio} of bare inserts (${rates[1]} rows/s)`);
}

async function binding(home: Home, records: number): Promise<void> {
  const month = listedMonth.toString();
  let folder = '';
  const bound = await secondsOf(async () => {
    ({ folder } = await bindMonth(home, operator, { month }));
  });
  let intact = false;
  const verified = await secondsOf(async () => {
    const report = await verifyBag(folder);
    const seen = report.bags.reduce((sum, bag) => sum + bag.records, 0);
    intact = report.intact && seen >= records;
  });
  if (!intact) throw new Error('the bags that were bound are not intact, or not whole');
  const seconds = bound.seconds + verified.seconds;
  const goal = (goalSeconds * records) / 10_000;
  const verdict = seconds > goal ? '  above the goal' : '';
  console.log(
    `bind           ${bound.seconds.toFixed(1)} s, of which ${bound.cpuSeconds.toFixed(1)} s CPU here`,
  );
  console.log(`verify         ${verified.seconds.toFixed(1)} s`);
  console.log(`both           ${seconds.toFixed(1)} s  ≤ ${goal} s${verdict}`);
  const zip = zipCpuSeconds(folder);
  if (zip !== undefined)
    console.log(`zip -6         ${zip.toFixed(1)} s CPU over the same payload`);
}

/** The CPU time of the usual packer over the bags' unpacked payload; undefined without `zip`. */
function zipCpuSeconds(folder: string): number | undefined {
  const shell = (script: string) =>
    spawnSync('sh', ['-c', script], { cwd: folder, encoding: 'utf8' });
  const unpacked = shell('set -e; for bag in *.zip; do unzip -q "$bag" -d unpacked; done');
  const packed = shell('cd unpacked && zip -q -r -6 -n .pdf:.jpg ../usual.packed . && times');
  if (unpacked.status !== 0 || packed.status !== 0) return undefined;
  // The last line of `times` is what the children used: 0m1.23s 0m0.04s.
  const used = (packed.stdout.trim().split('\n').at(-1) ?? '').split(' ').map((text) => {
    const [, minutes = '0', seconds = '0'] = /^(\d+)m([\d.]+)s$/.exec(text) ?? [];
    return Number(minutes) * 60 + Number(seconds);
  });
  return used.reduce((sum, seconds) => sum + seconds, 0);
}

function dayOf(row: number): string {
  const day = 1 + (row % listedMonth.daysInMonth);
  return listedMonth.toPlainDate({ day }).toString();
}

async function secondsOf(
  work: () => void | Promise<void>,
): Promise<{ seconds: number; cpuSeconds: number }> {
  const began = performance.now();
  const cpu = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { seconds: (performance.now() - began) / 1000, cpuSeconds: (user + system) / 1e6 };
}
