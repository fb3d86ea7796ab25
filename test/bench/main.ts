import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bindingFigures } from './binding.ts';
import { type Call, median, rateOf } from './load.ts';
import { seedBoth } from './seed.ts';
import { type Started, startAnjuan, startFloor } from './servers.ts';
import { standingFigures } from './standing.ts';
import { filingOf, hits, listedMonth, misses } from './text.ts';

const seeded = Number(process.env.BENCH_RECORDS ?? 10_000);
const bound = Number(process.env.BENCH_BOUND ?? 10_000);
const runs = 3;

/** A ratio to the floor, and the least it should be. Source: the goals set before building. */
interface Row {
  readonly name: string;
  readonly goal: number;
  readonly calls: (run: number) => Call[];
}

const rows: readonly Row[] = [
  { name: 'create', goal: 0.5, calls: (run) => creates(1_000, run * 1_000) },
  { name: 'list a month', goal: 0.5, calls: () => lists(1_500) },
  { name: 'search, hits', goal: 0.4, calls: () => searches(600, hits) },
  { name: 'search, none', goal: 0.25, calls: () => searches(1_500, misses) },
];

const folder = mkdtempSync(join(tmpdir(), 'anjuan-bench-'));
const paths = { floor: join(folder, 'floor.sqlite'), home: join(folder, 'home') };
try {
  console.log(`${seeded} records of 200 characters, 32 connections, ${runs} runs, medians\n`);
  await seedBoth(paths, seeded);
  await standingFigures(paths, { records: seeded, runs });
  await ratios();
  await bindingFigures(join(folder, 'binding'), bound);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function ratios(): Promise<void> {
  const floor = await startFloor(paths.floor);
  const anjuan = await startAnjuan(paths.home);
  try {
    console.log('\n                 floor /s  anjuan /s   ratio    goal');
    for (const row of rows) await measure(row, floor, anjuan);
  } finally {
    await Promise.all([floor.stop(), anjuan.stop()]);
  }
}

async function measure(row: Row, below: Started, ours: Started): Promise<void> {
  const figures = { below: [] as number[], ours: [] as number[] };
  for (let run = 0; run < runs; run += 1) {
    figures.below.push(await rateOf(below.target, row.calls(run)));
    figures.ours.push(await rateOf(ours.target, row.calls(run)));
  }
  const ratio = median(figures.ours.map((rate, run) => rate / (figures.below[run] ?? 1)));
  const cells = [median(figures.below).toFixed(0), median(figures.ours).toFixed(0)];
  console.log(
    `${row.name.padEnd(15)}${cells.map((cell) => cell.padStart(10)).join(' ')}` +
      `${ratio.toFixed(2).padStart(8)}  ≥ ${row.goal}${ratio < row.goal ? '  below the goal' : ''}`,
  );
}

function creates(count: number, from: number): Call[] {
  return Array.from({ length: count }, (_, index) => ({
    path: '/records',
    body: filingOf(from + index),
  }));
}

function lists(count: number): Call[] {
  return Array.from({ length: count }, () => ({ path: `/records?month=${listedMonth}&limit=50` }));
}

function searches(count: number, words: readonly string[]): Call[] {
  return Array.from({ length: count }, (_, index) => ({
    path: `/search?limit=20&q=${encodeURIComponent(words[index % words.length] ?? '')}`,
  }));
}
