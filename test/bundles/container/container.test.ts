import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
import { writeContainer } from '../../../src/bundles/container/write.ts';
import { scratchFolder } from '../verify/small-bag.ts';
import { contentsOf, file, hello, minute } from './zips.ts';

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
