import { systemClock } from '../core/clock.ts';
import { systemEntropy } from '../core/ids.ts';
import { runCli } from './run.ts';

const stopped = new Promise<void>((resolve) => {
  process.once('SIGINT', () => resolve());
  process.once('SIGTERM', () => resolve());
});

process.exitCode = await runCli(process.argv.slice(2), {
  clock: systemClock,
  entropy: systemEntropy,
  env: process.env,
  isTerminal: process.stdout.isTTY === true,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  stopped,
});
