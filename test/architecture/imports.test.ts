import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { listModules, readModule, readModules } from './read-modules.ts';
import { piecesAreShort, rules } from './rules.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const modules = readModules(root, 'src');

test('every module of the product is read', () => {
  expect(modules.length).toBeGreaterThan(5);
  expect(modules.map((module) => module.path)).toEqual(listModules(root, 'src'));
  expect(modules.flatMap((module) => module.imports).length).toBeGreaterThan(modules.length / 2);
});

describe('the product', () => {
  test.each(Object.entries(rules))('%s', (_sentence, rule) => {
    expect(rule(modules)).toEqual([]);
  });
});

test('tests and scripts are short too', () => {
  const files = [...readModules(root, 'test'), ...readModules(root, 'scripts')];
  const ofFiles = files.map((module) => ({ ...module, functions: [] }));
  expect(piecesAreShort(ofFiles)).toEqual([]);
});

/** A made-up product of a few modules, each given by its text. */
function made(texts: Record<string, string>): ReturnType<typeof readModule>[] {
  return Object.entries(texts).map(([path, text]) => readModule(path, text));
}

const sound = {
  'src/core/clock.ts': 'export const now = () => new Date();',
  'src/core/digest.ts': "import { createHash } from 'node:crypto'; export { createHash };",
  'src/ledger/tree.ts': "import { createHash } from '../core/digest.ts'; export { createHash };",
  'src/records/model.ts': "import { z } from 'zod'; export const Record = z.string();",
  'src/records/commands.ts': "import { Record } from './model.ts'; export const file = Record;",
  'src/dispatch/rules.ts': "import { Record } from '../records/model.ts'; export const r = Record;",
  'src/dispatch/commands.ts': "import { r } from './rules.ts'; export const take = r;",
  'src/bundles/verify/report.ts': "import { createHash } from '../../ledger/tree.ts'; createHash;",
  'src/cli/main.ts': "import { take } from '../dispatch/commands.ts'; take;",
};

describe('a fault planted in a sound product is named', () => {
  test('the sound product has none', () => {
    const product = made(sound);
    expect(Object.values(rules).flatMap((rule) => rule(product))).toEqual([]);
  });

  test.each([
    ['imports go leftwards only', 'src/core/month.ts', "import '../ledger/tree.ts';"],
    ['imports go leftwards only', 'src/core/month.ts', "import type { T } from '../cli/main.ts';"],
    ['imports go leftwards only', 'src/core/month.ts', "export * from '../ledger/tree.ts';"],
    ['imports go leftwards only', 'src/core/month.ts', "await import('../ledger/tree.ts');"],
    ['imports go leftwards only', 'src/core/month.ts', "type T = import('../cli/main.ts').T;"],
    ['imports go leftwards only', 'src/audit/queries.ts', "import '../bundles/verify/report.ts';"],
    ['imports go leftwards only', 'src/basement/a.ts', 'export const a = 1;'],
    [
      'rooms never use the commands of another',
      'src/visits/commands.ts',
      "import '../records/commands.ts';",
    ],
    ['a room uses only rooms before it', 'src/policies/queries.ts', "import '../walls/model.ts';"],
    ['model and rules do no input or output', 'src/visits/model.ts', "import 'node:fs/promises';"],
    ['model and rules do no input or output', 'src/visits/rules.ts', "import 'kysely';"],
    ['model and rules do no input or output', 'src/visits/rules/a.ts', "import './../rows.ts';"],
    ['model and rules do no input or output', 'src/visits/model.ts', "import '../store/open.ts';"],
    ['there are no cycles', 'src/records/model.ts', "import './commands.ts';"],
    ['there are no cycles', 'src/core/digest.ts', "import './digest.ts';"],
    ['relative imports name a file by its full name', 'src/core/a.ts', "import './clock';"],
    ['relative imports name a file by its full name', 'src/core/a.ts', "import './clock.js';"],
    ['relative imports name a file by its full name', 'src/core/a.ts', "import './gone.ts';"],
    ['relative imports name a file by its full name', 'src/core/a.ts', 'await import(name);'],
    ['the verifier imports Node and itself only', 'src/ledger/proof.ts', "import 'zod';"],
    [
      'the verifier imports Node and itself only',
      'src/bundles/container/zip.ts',
      "import '../../core/clock.ts';",
    ],
    ['time and randomness are injected', 'src/core/month.ts', 'new Date(0);'],
    ['time and randomness are injected', 'src/core/month.ts', 'const f = () => Date.now();'],
    ['time and randomness are injected', 'src/core/month.ts', 'Temporal.Now.instant();'],
    ['time and randomness are injected', 'src/core/month.ts', 'Math.random();'],
    [
      'pages and commands of the shell write no SQL',
      'src/web/list.ts',
      "await db\n  .selectFrom('record').selectAll().execute();",
    ],
    ['files and functions are short', 'src/core/a.ts', 'export const a = 1;\n'.repeat(301)],
    ['files and functions are short', 'src/core/a.ts', `function f() {${'\n'.repeat(70)}}`],
    ['files and functions are short', 'src/core/a.ts', `const f = () => {${'\n'.repeat(70)}};`],
  ])('%s: %s', (sentence, path, text) => {
    const breaches = rules[sentence]?.(made({ ...sound, [path]: text }));
    expect(breaches).toHaveLength(1);
    expect(breaches?.[0]).toContain(path);
  });

  test('a module that does not parse stops the check', () => {
    expect(() => made({ 'src/core/a.ts': 'import {' })).toThrow('src/core/a.ts');
  });

  test('a file of exactly 300 lines and a function of exactly 70 are not too long', () => {
    const text = `export function f() {${'\n'.repeat(69)}}${'\n'.repeat(230)}export const a = 1;\n`;
    const [module] = made({ 'src/core/a.ts': text });
    expect(module?.lines).toBe(300);
    expect(piecesAreShort(module === undefined ? [] : [module])).toEqual([]);
  });
});
