import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { median } from './load.ts';
import { type Started, startAnjuan, startFloor } from './servers.ts';

const goals = { startSeconds: 1.5, memoryRatio: 2, bytesPerRecord: 4_400 };

/** What a home costs that merely stands: disk a record, time to start, memory at rest. */
export async function standingFigures(
  paths: { floor: string; home: string },
  { records, runs }: { records: number; runs: number },
): Promise<void> {
  const bytes = sizeOfFolder(paths.home) / records;
  say('disk', `${(bytes / 1000).toFixed(2)} kB a record`, bytes, goals.bytesPerRecord, '4.4 kB');
  const floor = await restarts(() => startFloor(paths.floor), runs);
  const ours = await restarts(() => startAnjuan(paths.home), runs);
  const start = `${ours.seconds.toFixed(2)} s (floor ${floor.seconds.toFixed(2)} s)`;
  say('start', start, ours.seconds, goals.startSeconds, '1.5 s');
  const ratio = ours.memory / floor.memory;
  const memory = `${ours.memory.toFixed(0)} MiB, ${ratio.toFixed(2)} × floor`;
  say('idle memory', memory, ratio, goals.memoryRatio, '2 × floor');
}

/** The bytes of all files in a folder. */
function sizeOfFolder(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(folder, name)))
    .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
}

async function restarts(
  start: () => Promise<Started>,
  runs: number,
): Promise<{ seconds: number; memory: number }> {
  const seconds: number[] = [];
  const memory: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const server = await start();
    seconds.push(server.startSeconds);
    memory.push(server.memory());
    await server.stop();
  }
  return { seconds: median(seconds), memory: median(memory) };
}

function say(name: string, text: string, figure: number, most: number, goal: string): void {
  const verdict = figure > most ? '  above the goal' : '';
  console.log(`${name.padEnd(15)}${text}  ≤ ${goal}${verdict}`);
}
