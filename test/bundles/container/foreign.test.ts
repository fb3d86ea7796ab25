import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scratchFolder } from '../verify/small-bag.ts';
import { contentsOf, type ForeignFile, foreign, foreignZip, hello } from './zips.ts';

describe('a ZIP of another maker', () => {
  test('may be deflated, and is not canonical', async () => {
    const packed = deflateRawSync(Buffer.from('x'.repeat(5000)));
    const found = await foreign([
      { name: 'x/', bytes: Buffer.alloc(0) },
      { name: 'x/a', bytes: Buffer.from('x'.repeat(5000)), packed, method: 8 },
    ]);
    expect(found.texts).toEqual({ 'x/a': 'x'.repeat(5000) });
    expect(found.codes).toEqual([]);
    expect(found.canonical).toHaveLength(1);
  });

  test('may have names in GBK', async () => {
    const name = Buffer.from('b1a8cedeca', 'hex').subarray(0, 4);
    const { texts } = await foreign([{ name, bytes: hello }]);
    expect(Object.keys(texts)).toEqual(['报无']);
  });

  test.each([
    ['../a', 'zip.unsafe-name'],
    ['/a', 'zip.unsafe-name'],
    ['C:a', 'zip.unsafe-name'],
    ['~/a', 'zip.unsafe-name'],
    ['a\\b', 'zip.unsafe-name'],
    ['a//b', 'zip.unsafe-name'],
    ['a/../../b', 'zip.unsafe-name'],
  ])('with the name %s is named unsafe', async (name, code) => {
    expect((await foreign([{ name, bytes: hello }])).codes).toEqual([code]);
  });

  test('with two files of one name, or a file that is a folder too, is at fault', async () => {
    const twice = await foreign([
      { name: 'a', bytes: hello },
      { name: 'a', bytes: hello },
    ]);
    expect(twice.codes).toEqual(['zip.duplicate']);
    const both = await foreign([
      { name: 'a', bytes: hello },
      { name: 'a/b', bytes: hello },
    ]);
    expect(both.codes).toEqual(['zip.duplicate']);
  });

  test('with names that differ by case or Unicode form is pointed out', async () => {
    const cases = await foreign([
      { name: 'A', bytes: hello },
      { name: 'a', bytes: hello },
    ]);
    expect(cases.codes).toEqual(['zip.collision']);
    const forms = await foreign([
      { name: 'é'.normalize('NFC'), bytes: hello },
      { name: 'é'.normalize('NFD'), bytes: hello },
    ]);
    expect(forms.codes).toEqual(['zip.collision']);
  });

  test('with links, encryption, odd methods or lying sizes is refused file by file', async () => {
    const cases: [ForeignFile, string][] = [
      [{ name: 'a', bytes: hello, mode: 0o120777 }, 'zip.symlink'],
      [{ name: 'a', bytes: hello, flags: 1 }, 'zip.encrypted'],
      [{ name: 'a', bytes: hello, method: 12 }, 'zip.method'],
      [{ name: 'a', bytes: hello, sizeBytes: 6 }, 'zip.size'],
    ];
    for (const [one, code] of cases) {
      const found = await foreign([one]);
      expect(found.codes).toEqual([code]);
      expect(found.texts.a).toMatch(/^! /);
    }
  });

  test('that unpacks to more than it says, or to far too much, is stopped', async () => {
    const bytes = Buffer.alloc(3_000_000);
    const packed = deflateRawSync(bytes);
    const lying = await foreign([{ name: 'a', bytes, packed, method: 8, sizeBytes: 10 }]);
    expect(lying.texts.a).toBe('! longer than the directory says');
    const limits = { totalBytes: 1e9, ratio: 100, ratioFromBytes: 1e6 };
    expect((await foreign([{ name: 'a', bytes, packed, method: 8 }], limits)).codes).toEqual([
      'zip.bomb',
    ]);
    const small = { totalBytes: 8, ratio: 100, ratioFromBytes: 1e6 };
    const two = [
      { name: 'a', bytes: hello },
      { name: 'b', bytes: hello },
    ];
    expect((await foreign(two, small)).codes).toEqual(['zip.bomb']);
  });

  test('with a wrong CRC-32 or broken deflate says so', async () => {
    expect((await foreign([{ name: 'a', bytes: hello, crc32: 1 }])).codes).toEqual(['zip.crc']);
    const junk = Buffer.from('ffffffffff', 'hex');
    const found = await foreign([{ name: 'a', bytes: hello, packed: junk, method: 8 }]);
    expect(found.texts.a).toMatch(/^! /);
  });

  test('whose files share bytes is refused', async () => {
    using folder = scratchFolder();
    const path = join(folder.path, 'x.zip');
    const bytes = foreignZip([
      { name: 'a', bytes: hello },
      { name: 'b', bytes: hello },
    ]);
    const second = bytes.lastIndexOf(Buffer.from('504b0102', 'hex'));
    bytes.writeUInt32LE(0, second + 42);
    await writeFile(path, bytes);
    expect((await contentsOf(path)).codes).toContain('zip.overlap');
  });

  test('made of arbitrary bytes never throws', async () => {
    using folder = scratchFolder();
    const path = join(folder.path, 'x.zip');
    const base = foreignZip([
      { name: 'a', bytes: hello },
      { name: 'b', bytes: hello, packed: deflateRawSync(hello), method: 8 },
    ]);
    const spoilt = fc
      .tuple(fc.nat(base.length - 1), fc.uint8Array({ maxLength: 12 }))
      .map(([at, bytes]) => {
        const copy = Buffer.from(base);
        copy.set(bytes.slice(0, copy.length - at), at);
        return copy;
      });
    const raw = fc.uint8Array({ maxLength: 300 }).map((bytes) => {
      return Buffer.concat([
        Buffer.from(bytes),
        Buffer.from('504b0506', 'hex'),
        Buffer.from(bytes),
      ]);
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(spoilt, raw), async (bytes) => {
        await writeFile(path, bytes);
        await contentsOf(path);
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});
