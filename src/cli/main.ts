import { resolve } from 'node:path';
import { systemClock } from '../core/clock.ts';
import { systemEntropy } from '../core/ids.ts';
import { runCli } from './run.ts';

const stopped = new Promise<void>((resolve) => {
  process.once('SIGINT', () => resolve());
  process.once('SIGTERM', () => resolve());
});

// npm stands in the project, and tells where the person stands: that is what their paths mean.
const records = resolve('records');
const { npm_lifecycle_event: script, INIT_CWD: stood } = process.env;
if (stood !== undefined && (script === 'anjuan' || script === 'start')) process.chdir(stood);

// Whoever reads along may stop early, as `| head` does: the work goes on, only the words are lost.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = await runCli(process.argv.slice(2), {
  clock: systemClock,
  entropy: systemEntropy,
  env: process.env,
  records,
  isTerminal: process.stdout.isTTY === true,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  stopped,
});
