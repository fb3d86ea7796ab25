import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareWithCanonical } from '../../../src/bundles/container/canonical.ts';
import { crc32ByTable, crc32Of } from '../../../src/bundles/container/crc32.ts';
import {
  centralHeader,
  dosTime,
  endRecord,
  formOf,
  localHeader,
  minuteOfDos,
} from '../../../src/bundles/container/form.ts';
import { openContainer } from '../../../src/bundles/container/read.ts';
import type { BagFile } from '../../../src/bundles/container/source.ts';
import { writeContainer } from '../../../src/bundles/container/write.ts';
import { scratchFolder } from '../verify/small-bag.ts';

const minute = '2026-11-05 09:42';

function file(name: string, text: string): BagFile {
  return { name, source: { bytes: Buffer.from(text) } };
}

async function contentsOf(path: string, limits?: Parameters<typeof openContainer>[1]) {
  const container = await openContainer(path, limits);
  const texts: Record<string, string> = {};
  for (const one of container.files) {
    try {
      const pieces: Uint8Array[] = [];
      for await (const piece of one.read()) pieces.push(piece);
      texts[one.name] = Buffer.concat(pieces).toString();
    } catch (error) {
      texts[one.name] = `! ${(error as Error).message}`;
    }
  }
  const canonical = await compareWithCanonical(container, minute);
  await container.close();
  return { texts, codes: container.findings.map((one) => one.code), canonical };
}

interface ForeignFile {
  readonly name: string | Buffer;
  readonly bytes: Buffer;
  readonly packed?: Buffer;
  readonly method?: number;
  readonly flags?: number;
  readonly mode?: number;
  readonly sizeBytes?: number;
  readonly crc32?: number;
}

/** A ZIP as another maker may write it: without any of our form code. */
function foreignZip(files: readonly ForeignFile[]): Buffer {
  const bodies: Buffer[] = [];
  const lines: Buffer[] = [];
  let offset = 0;
  for (const one of files) {
    const name = Buffer.from(one.name);
    const packed = one.packed ?? one.bytes;
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(one.flags ?? 0, 2);
    shared.writeUInt16LE(one.method ?? 0, 4);
    shared.writeUInt32LE(one.crc32 ?? crc32ByTable(one.bytes), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(one.sizeBytes ?? one.bytes.length, 18);
    shared.writeUInt16LE(name.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((one.mode ?? 0o100644) * 0x10000, 6);
    tail.writeUInt32LE(offset, 10);
    const body = Buffer.concat([Buffer.from('504b0304', 'hex'), shared, name, packed]);
    lines.push(Buffer.concat([Buffer.from('504b01021403', 'hex'), shared, tail, name]));
    bodies.push(body);
    offset += body.length;
  }
  const end = Buffer.alloc(22);
  end.write('504b0506', 'hex');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(Buffer.concat(lines).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, ...lines, end]);
}

async function foreign(
  files: readonly ForeignFile[],
  limits?: Parameters<typeof openContainer>[1],
) {
  using folder = scratchFolder();
  const path = join(folder.path, 'foreign.zip');
  await writeFile(path, foreignZip(files));
  return await contentsOf(path, limits);
}

const hello = Buffer.from('hello');

describe('crc32Of', () => {
  test('is the known one, in pieces too, with and without the built-in', () => {
    expect(crc32Of(Buffer.from('123456789'))).toBe(0xcbf43926);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(200), (bytes, cut) => {
        const whole = crc32ByTable(bytes);
        expect(crc32Of(bytes)).toBe(whole);
        expect(crc32ByTable(bytes.slice(cut), crc32ByTable(bytes.slice(0, cut)))).toBe(whole);
      }),
    );
  });
});

describe('a container', () => {
  test('gives back what went in, in its canonical form', async () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z中文%é]{1,8}(\/[A-Z0-9 .]{1,5}x)?$/), {
      minLength: 1,
      maxLength: 8,
      selector: (name) => name.split('/')[0],
    });
    using folder = scratchFolder();
    const path = join(folder.path, 'x.zip');
    await fc.assert(
      fc.asyncProperty(names, fc.string({ unit: 'binary' }), async (all, text) => {
        const files = all.map((name, index) => file(name, `${index}${text.toWellFormed()}`));
        await writeContainer(path, files, minute);
        const { texts, canonical } = await contentsOf(path);
        expect(canonical).toEqual([]);
        expect(Object.keys(texts).length).toBe(all.length);
        for (const [index, name] of all.entries()) {
          expect(texts[name]).toBe(`${index}${text.toWellFormed()}`);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('has the same bytes whatever the order of the files', async () => {
    using folder = scratchFolder();
    const files = [file('b', '2'), file('a/z', '1'), file('中', '3'), file('a', '0')];
    const [one, other] = [join(folder.path, '1.zip'), join(folder.path, '2.zip')];
    await writeContainer(one, files, minute);
    await writeContainer(other, files.toReversed(), minute);
    expect((await readFile(one)).equals(await readFile(other))).toBe(true);
  });

  test('passes unzip -t, and unzip shows its names and its minute', async () => {
    using folder = scratchFolder();
    const path = join(folder.path, 'x.zip');
    await writeContainer(path, [file('包/记录.txt', 'x'), file('包/empty', '')], minute);
    expect(execFileSync('unzip', ['-t', path]).toString()).toContain('No errors detected');
    const shown = execFileSync('unzip', ['-l', path], {
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    }).toString();
    expect(shown).toContain('2026-11-05 09:42');
    expect(shown).toContain('包/记录.txt');
  });

  test('refuses one name for two files, and a file that changes while it is written', async () => {
    using folder = scratchFolder();
    const path = join(folder.path, 'x.zip');
    await expect(writeContainer(path, [file('a', '1'), file('a', '2')], minute)).rejects.toThrow(
      'same name',
    );
    const measured = { sizeBytes: 1, crc32: 7, sha256: '', sha512: '' };
    const changed = writeContainer(path, [{ ...file('a', '1'), measured }], minute);
    await expect(changed).rejects.toThrow('a changed while it was being written');
    await expect(readFile(path)).rejects.toThrow('ENOENT');
    await expect(readFile(`${path}.part`)).rejects.toThrow('ENOENT');
  });

  test('of 70,000 files needs the ZIP64 end, and reads back', async () => {
    using folder = scratchFolder();
    const path = join(folder.path, 'x.zip');
    const files = Array.from({ length: 70_000 }, (_, index) => file(`f${index}`, ''));
    await writeContainer(path, files, minute);
    const container = await openContainer(path);
    expect(container.files.length).toBe(70_000);
    expect(container.findings).toEqual([]);
    expect(await compareWithCanonical(container, minute)).toEqual([]);
    await container.close();
  }, 60_000);

  test('beyond 4 GiB moves sizes and offsets to ZIP64 fields that unzip and we read', async () => {
    using folder = scratchFolder();
    const limit = 4;
    const entries = ['a', 'b'].map((name) => ({ name, sizeBytes: 5, crc32: crc32Of(hello) }));
    const form = formOf(entries, limit);
    const heads = form.entries.map((entry) => localHeader(entry, minute, limit).bytes);
    const lines = form.entries.map((entry) => centralHeader(entry, minute, limit).bytes);
    const end = {
      count: 2,
      directoryOffset: form.directoryOffset,
      directoryBytes: Buffer.concat(lines).length,
    };
    const bodies = heads.flatMap((head) => [head, hello]);
    const whole = Buffer.concat([...bodies, ...lines, endRecord(end, limit).bytes]);
    expect(whole.length).toBe(form.sizeBytes);
    const path = join(folder.path, 'wide.zip');
    await writeFile(path, whole);
    expect(execFileSync('unzip', ['-t', path]).toString()).toContain('No errors detected');
    expect(await contentsOf(path)).toMatchObject({ texts: { a: 'hello', b: 'hello' }, codes: [] });
  });

  test('keeps a minute in MS-DOS form, and knows the years that this form cannot say', () => {
    const { date, time } = dosTime(minute);
    expect(minuteOfDos(date, time)).toBe(minute);
    expect(() => dosTime('1979-12-31 23:59')).toThrow('no ZIP time');
    expect(() => dosTime('2108-01-01 00:00')).toThrow('no ZIP time');
  });

  test('names the first byte that is not canonical', async () => {
    using folder = scratchFolder();
    const path = join(folder.path, 'x.zip');
    await writeContainer(path, [file('a', '1'), file('b', '2')], minute);
    const bytes = await readFile(path);
    bytes[6]! ^= 1;
    await writeFile(path, bytes);
    const { canonical } = await contentsOf(path);
    expect(canonical).toMatchObject([{ path: 'a', code: 'form.container' }]);
    expect(canonical[0]?.en).toContain('byte 6 (flags)');
  });
});

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
      expect(found.texts['a']).toMatch(/^! /);
    }
  });

  test('that unpacks to more than it says, or to far too much, is stopped', async () => {
    const bytes = Buffer.alloc(3_000_000);
    const packed = deflateRawSync(bytes);
    const lying = await foreign([{ name: 'a', bytes, packed, method: 8, sizeBytes: 10 }]);
    expect(lying.texts['a']).toBe('! longer than the directory says');
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
    expect(found.texts['a']).toMatch(/^! /);
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
