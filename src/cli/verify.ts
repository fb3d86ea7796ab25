import type { Command } from 'commander';
import { verifyCommand } from '../bundles/verify/main.ts';
import type { Verdict, World } from './world.ts';

/** `verify BUNDLE`: the very verifier that lies in each bag; it needs no home and no server. */
export function addVerifyVerb(program: Command, world: World, verdict: Verdict): void {
  program
    .command('verify [words...]')
    .description('离线核验档案包：一个 ZIP、解开的文件夹，或一个月的文件夹（--key FILE、--json）')
    .helpOption(false)
    .allowUnknownOption()
    .action(async (_words: string[], _options: unknown, command: Command) => {
      const door = {
        here: process.cwd(),
        print: (text: string) => world.out(text),
        complain: (text: string) => world.err(text),
      };
      verdict(await verifyCommand(command.args, door));
    });
}
