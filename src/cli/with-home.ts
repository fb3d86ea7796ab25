import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Requester } from '../access/model.ts';
import { getRequester } from '../access/queries.ts';
import { actorText, actorTitle } from '../core/actor.ts';
import { type Home, localOperator, openHome } from '../home/open.ts';
import { openHomeForReading, type ReadingHome } from '../home/reading.ts';
import type { World } from './world.ts';

/** The options of every verb that works on a home. */
export interface HomeChoice {
  readonly home?: string;
  readonly as?: string;
  readonly site?: string;
}

/** Adds `--home`, and `--as` and `--site` where they matter. */
export function homeOptions(command: Command, extra: readonly ('as' | 'site')[] = []): Command {
  command.option('--home <DIR>', '数据目录（默认 records）');
  if (extra.includes('as')) command.option('--as <USER>', '以谁的名义（默认本机操作员）');
  if (extra.includes('site')) command.option('--site <CODE>', '项目代码（默认第一个项目）');
  return command;
}

/**
 * Opens the home, lets `use` work with it, and closes it whatever happens. A home made for it is
 * said when that went well, since its name may be mistyped.
 */
export async function withHome<Result>(
  world: World,
  choice: HomeChoice,
  use: (home: Home, who: Requester) => Promise<Result>,
): Promise<Result> {
  const known = existsSync(join(homePathOf(world, choice.home), 'site.json'));
  const home = await openHomeAt(world, choice.home);
  try {
    const who = choice.as ? await getRequester(home.store.read, choice.as) : operator();
    const result = await use(home, who);
    if (!known) world.err(`已新建数据目录 ${home.path}\n`);
    return result;
  } finally {
    await home.close();
  }
}

/** Opens the home for reading, beside its server if there is one, and lets `use` read it. */
export async function withReadingHome<Result>(
  world: World,
  choice: HomeChoice,
  use: (home: ReadingHome) => Promise<Result>,
): Promise<Result> {
  const databaseUrl = world.env.ANJUAN_DATABASE_URL;
  const home = await openHomeForReading({
    path: homePathOf(world, choice.home),
    clock: world.clock,
    ...(databaseUrl ? { databaseUrl } : {}),
  });
  try {
    return await use(home);
  } finally {
    await home.close();
  }
}

/** Opens the home a command line names. */
export function openHomeAt(world: World, folder?: string): Promise<Home> {
  const databaseUrl = world.env.ANJUAN_DATABASE_URL;
  return openHome({
    path: homePathOf(world, folder),
    clock: world.clock,
    entropy: world.entropy,
    ...(databaseUrl ? { databaseUrl } : {}),
  });
}

/** The full path of the home a command line names, or of the one it means by naming none. */
export function homePathOf(world: Pick<World, 'records'>, folder: string | undefined): string {
  return resolve(folder ?? world.records ?? 'records');
}

/** The person at the machine as the one who asks. */
export function operator(): Requester {
  const actor = localOperator();
  return { actor, name: actorTitle(actorText(actor)), roles: [] };
}
