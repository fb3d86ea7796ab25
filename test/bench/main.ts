import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bindingFigures } from './binding.ts';
import { type Call, median, rateOf } from './load.ts';
import { type Started, startAnjuan, startFloor } from './servers.ts';
import { hits, misses, paragraph } from './text.ts';

const seeded = Number(process.env.BENCH_RECORDS ?? 10_000);
const runs = 3;

/** A ratio to the floor, and the least it should be. Source: the goals set before building. */
interface Row {
  readonly name: string;
  readonly goal: number;
  readonly calls: (run: number) => Call[];
}

const rows: readonly Row[] = [
  { name: 'create', goal: 0.5, calls: (run) => creates(1_000, seeded + run * 1_000) },
  {
    name: 'list a month',
    goal: 0.5,
    calls: () => repeat(1_500, '/records?month=2026-09&limit=50'),
  },
  { name: 'search, hits', goal: 0.4, calls: () => searches(600, hits) },
  { name: 'search, none', goal: 0.25, calls: () => searches(1_500, misses) },
];

const folder = mkdtempSync(join(tmpdir(), 'anjuan-bench-'));
const floor = await startFloor(join(folder, 'floor.sqlite'));
const anjuan = await startAnjuan(join(folder, 'home'));
try {
  console.log(`${seeded} records of 200 characters, 32 connections, ${runs} runs, medians\n`);
  await rateOf(floor.target, creates(seeded, 0));
  await rateOf(anjuan.target, creates(seeded, 0));
  console.log('                 floor /s  anjuan /s   ratio    goal');
  for (const row of rows) await measure(row, floor, anjuan);
  await anjuan.stop();
  await floor.stop();
  await bindingFigures(join(folder, 'binding'), seeded);
} finally {
  await Promise.all([floor.stop(), anjuan.stop()]);
  rmSync(folder, { recursive: true, force: true });
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
  return Array.from({ length: count }, (_, index) => {
    const seed = from + index;
    const day = String(1 + (seed % 28)).padStart(2, '0');
    return {
      path: '/records',
      body: {
        category: '29',
        occurredAt: `2026-09-${day}T09:00:00+08:00`,
        fields: { 事件: paragraph(seed), 经办人: '李静' },
      },
    };
  });
}

function searches(count: number, words: readonly string[]): Call[] {
  return Array.from({ length: count }, (_, index) => ({
    path: `/search?limit=20&q=${encodeURIComponent(words[index % words.length] ?? '')}`,
  }));
}

function repeat(count: number, path: string): Call[] {
  return Array.from({ length: count }, () => ({ path }));
}
