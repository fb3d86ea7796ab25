import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatTags } from '../../../src/bundles/bagit/tags.ts';
import {
  completeBag,
  inFolder,
  measurePayload,
  textFile,
  writeBagFolder,
} from '../../../src/bundles/bagit/write.ts';
import { writeContainer } from '../../../src/bundles/container/write.ts';
import { scratchFolder } from '../verify/small-bag.ts';

async function writtenBag(folder: string): Promise<string> {
  const large = join(folder, 'large.bin');
  await writeFile(large, Buffer.alloc(3_000_000, 'x'));
  const payload = await measurePayload([
    textFile('data/b.txt', 'b'),
    textFile('data/报修/甲.txt', '甲'),
    { name: 'data/large.bin', source: { path: large } },
  ]);
  const files = await completeBag(payload, {
    info: [['Source-Organization', '某某物业']],
    files: [textFile('README.txt', '说明')],
  });
  await writeBagFolder(join(folder, 'bag'), files);
  await writeContainer(join(folder, 'bag.zip'), inFolder('bag', files), '2026-11-05 09:42');
  return join(folder, 'bag');
}

describe('writing a bag', () => {
  test('gives lists that sha256sum and sha512sum check, in the folder and out of the ZIP', async () => {
    using folder = scratchFolder();
    const bag = await writtenBag(folder.path);
    const unpacked = join(folder.path, 'unpacked');
    await mkdir(unpacked);
    execFileSync('unzip', ['-q', join(folder.path, 'bag.zip'), '-d', unpacked], {
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
    for (const cwd of [bag, join(unpacked, 'bag')]) {
      for (const [tool, name] of [
        ['sha256sum', 'sha256'],
        ['sha512sum', 'sha512'],
      ] as const) {
        for (const list of [`manifest-${name}.txt`, `tagmanifest-${name}.txt`]) {
          const said = execFileSync(tool, ['-c', '--strict', list], { cwd }).toString();
          expect(
            said
              .trimEnd()
              .split('\n')
              .every((line) => line.endsWith(': OK')),
          ).toBe(true);
        }
      }
    }
  });

  test('declares itself, counts its bytes and lists every file in order', async () => {
    using folder = scratchFolder();
    const bag = await writtenBag(folder.path);
    const text = (name: string) => readFile(join(bag, name), 'utf8');
    expect(await text('bagit.txt')).toBe(
      'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n',
    );
    expect(await text('bag-info.txt')).toBe(
      'Source-Organization: 某某物业\nPayload-Oxum: 3000004.3\n',
    );
    const names = async (list: string) => {
      return (await text(list))
        .trimEnd()
        .split('\n')
        .map((line) => line.replace(/^\S+ {2}/, ''));
    };
    expect(await names('manifest-sha512.txt')).toEqual([
      'data/b.txt',
      'data/large.bin',
      'data/报修/甲.txt',
    ]);
    expect(await names('tagmanifest-sha256.txt')).toEqual([
      'README.txt',
      'bag-info.txt',
      'bagit.txt',
      'manifest-sha256.txt',
      'manifest-sha512.txt',
    ]);
  });

  test('encodes %, CR and LF in names, and nothing else', async () => {
    const { manifests } = await measurePayload([textFile('data/100%\r\n é.txt', '')]);
    expect(manifests.sha256).toMatch(/^[0-9a-f]{64} {2}data\/100%25%0D%0A é\.txt\n$/);
  });

  test('refuses names that could hurt whoever unpacks the bag', async () => {
    for (const name of ['data/../x', 'x', '/data/x', 'data//x', 'data/a\\b', 'data/\ud800']) {
      await expect(measurePayload([textFile(name, '')]), name).rejects.toThrow();
    }
    const twice = [textFile('data/x', ''), textFile('data/x', '')];
    await expect(measurePayload(twice)).rejects.toThrow('twice');
    const payload = await measurePayload([]);
    const bad = { info: [], files: [textFile('bagit.txt', '')] };
    await expect(completeBag(payload, bad)).rejects.toThrow('bagit.txt is twice');
  });

  test('refuses tags that would break their line', () => {
    expect(() => formatTags([['A:B', 'x']])).toThrow('label');
    expect(() => formatTags([['A', 'x\ny']])).toThrow('value');
    expect(formatTags([['A', 'x: y']])).toBe('A: x: y\n');
  });
});
