import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program, under each of the names it may have, and the Debian package that brings it. */
interface OutsideTool {
  readonly names: readonly string[];
  readonly debianPackage: string;
}

const listed = new Map(
  readFileSync(new URL('outside-tools.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line): [string, OutsideTool] => {
      const [alternatives = '', debianPackage = ''] = line.split(' ');
      const names = alternatives.split('|');
      const tool = names.find((name) => !name.startsWith('$')) ?? '';
      return [tool, { names, debianPackage }];
    }),
);

/** Every program that tests may ask for. */
export const outsideTools: readonly string[] = [...listed.keys()];

/**
 * Makes sure that a program of `outside-tools.txt` is there, and returns its path.
 *
 * A missing one is installed where that is allowed (root or `sudo -n`, on Debian); otherwise this
 * throws with the line that installs it: a test without its tool fails, and is never skipped.
 */
export function requireTool(tool: string): string {
  const known = listed.get(tool);
  if (known === undefined) {
    throw new Error(`${tool} is not listed in test/kit/outside-tools.txt`);
  }
  const { names, debianPackage } = known;
  const path = findAny(names) ?? (mayInstall() ? install(tool, debianPackage) : undefined);
  if (path === undefined) {
    throw new Error(`${tool} is missing; on Debian: sudo apt-get install -y ${debianPackage}`);
  }
  return path;
}

/** The first of the names that is here; a name `$VARIABLE` stands for the path it holds. */
function findAny(names: readonly string[]): string | undefined {
  for (const name of names) {
    const given = name.startsWith('$') ? process.env[name.slice(1)] : undefined;
    if (given !== undefined && given !== '') return given;
    const path = name.startsWith('$') ? undefined : find(name);
    if (path !== undefined) return path;
  }
  return undefined;
}

/** The path of a program on `PATH`, or undefined. */
export function find(tool: string, path = process.env.PATH ?? ''): string | undefined {
  return path
    .split(delimiter)
    .map((folder) => join(folder, tool))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false; // not in this folder
      }
    });
}

function mayInstall(): boolean {
  if (!existsSync('/usr/bin/apt-get')) return false;
  return process.getuid?.() === 0 || spawnSync('sudo', ['-n', 'true']).status === 0;
}

function install(tool: string, debianPackage: string): string | undefined {
  const apt = (...words: string[]) => {
    const command = ['apt-get', '-o', 'DPkg::Lock::Timeout=300', '-qq', ...words];
    const asRoot = process.getuid?.() === 0 ? command : ['sudo', '-n', ...command];
    const [program = '', ...rest] = asRoot;
    return spawnSync(program, rest, { stdio: 'ignore', timeout: 600_000 }).status === 0;
  };
  process.stderr.write(`installing ${debianPackage}, which brings ${tool}\n`);
  const wanted = ['install', '-y', '--no-install-recommends', debianPackage];
  if (!apt(...wanted)) {
    apt('update');
    apt(...wanted);
  }
  return find(tool);
}
