import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { verifyCommand } from '../bundles/verify/main.ts';
import { AppError } from '../core/app-error.ts';
import type { Verdict, World } from './world.ts';

const usage = `用法： anjuan verify [BUNDLE.zip|FOLDER] [--key FILE] [--json]
  BUNDLE 是一个 ZIP、解开的文件夹，或一个月的文件夹，如 records/bundles/2026-10；省略时检查当前文件夹的包
  --key  您从别处得到的公钥（key.txt 或 PEM）
  --json 输出一行 JSON
  退出码：0 通过，1 不通过，2 用法不对
`;

/** `verify BUNDLE`: the very verifier that lies in each bag; it needs no home and no server. */
export function addVerifyVerb(program: Command, world: World, verdict: Verdict): void {
  program
    .command('verify [words...]')
    .description('离线核验档案包：一个 ZIP、解开的文件夹，或一个月的文件夹（--key FILE、--json）')
    .helpOption(false)
    .allowUnknownOption()
    .action(async (_words: string[], _options: unknown, command: Command) => {
      refuseManyMonths(command.args);
      const door = {
        here: process.cwd(),
        print: (text: string) => world.out(inOurWords(text)),
        complain: (text: string) => world.err(inOurWords(text)),
      };
      verdict(await verifyCommand(command.args, door));
    });
}

/** In a bag the verifier is a file of its own; here it is a verb, and its usage says so. */
function inOurWords(text: string): string {
  return text.replace(/用法 usage: node verify\.mjs[\s\S]*$/, usage);
}

/** The folder above the months is no bag; whoever names it is told what to name. */
function refuseManyMonths(words: readonly string[]): void {
  const folder = words.find((word) => !word.startsWith('-'));
  if (folder === undefined || !isFolder(folder) || existsSync(join(folder, 'bagit.txt'))) return;
  const months = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'index.json')));
  if (months.length === 0) return;
  const named = months.map((name) => join(folder, name)).join('、');
  throw new AppError('usage', `${folder} 里是各月的文件夹，请写明一个：${named}。`);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
