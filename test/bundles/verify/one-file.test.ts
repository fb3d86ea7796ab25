import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeBagFolder } from '../../../src/bundles/bagit/write.ts';
import { oneFileVerifier, topLevelNames } from '../../../src/bundles/verify/one-file.ts';
import { verifyBag } from '../../../src/bundles/verify/verify-bag.ts';
import { ownKeyText, scratchFolder, smallBag, smallContainer } from './small-bag.ts';

const run = promisify(execFile);
let text = '';

// The machine's own Node is often older than the one that runs the tests: both must do.
const nodes = [process.execPath, '/usr/bin/node', '/usr/local/bin/node'].filter(
  (path, index, all) => {
    return existsSync(path) && all.indexOf(path) === index;
  },
);

interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function answerOf(node: string, args: readonly string[], cwd?: string): Promise<Answer> {
  try {
    const { stdout, stderr } = await run(node, [...args], cwd === undefined ? {} : { cwd });
    return { code: 0, stdout, stderr };
  } catch (error) {
    return error as Answer;
  }
}

beforeAll(() => {
  text = oneFileVerifier();
});

describe('the verifier as one file', () => {
  test('uses Node alone, gives each name to one thing, and is the same each time', () => {
    const imports = [...text.matchAll(/^import .* from '([^']+)';$/gm)].map((match) => match[1]!);
    expect(imports.length).toBeGreaterThan(5);
    for (const from of imports) expect(from).toMatch(/^node:/);
    expect(text).not.toMatch(/\bimport\(|\brequire\(|\.ts'/);
    const names = topLevelNames(text);
    expect(names).toContain('verifyBag');
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(oneFileVerifier()).toBe(text);
  });

  test('stays readable: no types, no blanks where types stood, comments kept', () => {
    expect(text).toContain('// 案卷档案包校验程序');
    expect(text).toContain("Anjuan's bag verifier");
    expect(text).toContain('Source: RFC 6962');
    expect(text).not.toMatch(/^(export|interface|type) /m);
    expect(text).not.toMatch(/[ \t]$/m);
    expect(text).not.toMatch(/\n\n\n/);
    const long = text.split('\n').filter((line) => line.length > 110);
    expect(long).toEqual([]);
  });

  test.each(nodes)('under %s gives the very answer that the sources give', async (node) => {
    using folder = scratchFolder();
    const script = join(folder.path, 'verify.mjs');
    await writeFile(script, text);
    const good = await smallContainer(folder.path);
    const bad = join(folder.path, 'bad.zip');
    const bytes = await readFile(good);
    bytes[Math.floor(bytes.length / 3)]! ^= 1;
    await writeFile(bad, bytes);
    const key = join(folder.path, 'key.txt');
    await writeFile(key, ownKeyText);
    for (const path of [good, bad]) {
      const answer = await answerOf(node, [script, path, '--key', key, '--json']);
      const report = await verifyBag(path, { key: ownKeyText });
      expect(JSON.parse(answer.stdout)).toEqual(JSON.parse(JSON.stringify(report)));
      expect(answer.code).toBe(path === good ? 0 : 1);
      expect(answer.stderr).toBe('');
    }
  });

  test.each(nodes)('under %s checks the bag it lies in', async (node) => {
    using folder = scratchFolder();
    const { base, files } = await smallBag({ settled: (own) => own.set('verify.mjs', text) });
    const bag = join(folder.path, base);
    await writeBagFolder(bag, files);
    const answer = await answerOf(node, ['verify.mjs'], bag);
    expect(answer.stdout).toContain('完好 intact');
    expect(answer.code).toBe(0);
    await writeFile(join(bag, 'data/records.jsonl'), '');
    const broken = await answerOf(node, [join(bag, 'verify.mjs')]);
    expect(broken.code).toBe(1);
    expect(broken.stdout).toContain('不通过 FAILED');
    expect(broken.stdout).toContain('data/records.jsonl');
  });

  test('answers wrong use with exit code 2 and the usage', async () => {
    using folder = scratchFolder();
    const script = join(folder.path, 'verify.mjs');
    await writeFile(script, text);
    await mkdir(join(folder.path, 'x'));
    const uses = [
      [],
      ['none.zip'],
      ['--wrong'],
      ['x', 'y'],
      ['x', '--key'],
      ['x', '--key', 'none.txt'],
      ['x', '--key', script],
    ];
    for (const args of uses) {
      const answer = await answerOf(process.execPath, [script, ...args], folder.path);
      expect(answer.code, args.join(' ')).toBe(2);
      expect(answer.stderr).toContain('usage');
      expect(answer.stdout).toBe('');
    }
    expect((await answerOf(process.execPath, [script, '--help'])).code).toBe(0);
  });
});
