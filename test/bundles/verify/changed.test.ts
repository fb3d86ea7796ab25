import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  completeBag,
  inFolder,
  measurePayload,
  textFile,
  writeBagFolder,
} from '../../../src/bundles/bagit/write.ts';
import { writeContainer } from '../../../src/bundles/container/write.ts';
import { reportText } from '../../../src/bundles/verify/report.ts';
import { verifyBag } from '../../../src/bundles/verify/verify-bag.ts';
import { faultsOf } from './faults.ts';
import { countedPick, flipBytes, scratchFolder, smallBag, smallContainer } from './small-bag.ts';

describe('a changed container', () => {
  async function faultsAfter(change: (bytes: Buffer) => Buffer): Promise<string[]> {
    using folder = scratchFolder();
    const path = await smallContainer(folder.path);
    await writeFile(path, change(await readFile(path)));
    return faultsOf(await verifyBag(path));
  }

  test('names a changed byte of a file, with both digests', async () => {
    using folder = scratchFolder();
    const path = await smallContainer(folder.path);
    const bytes = await readFile(path);
    bytes[bytes.indexOf('%PDF') + 20]! ^= 1;
    await writeFile(path, bytes);
    const report = await verifyBag(path);
    const findings = report.bags[0]!.findings.filter((one) => one.code === 'bagit.digest');
    expect(findings.map((one) => one.path)).toEqual([
      'data/volumes/100%.pdf',
      'data/volumes/100%.pdf',
    ]);
    expect(findings[0]?.expected).toMatch(/^[0-9a-f]{64}$/);
    expect(findings[0]?.found).toMatch(/^[0-9a-f]{64}$/);
    expect(reportText(report)).toContain('data/volumes/100%.pdf');
    expect(reportText(report)).toContain(findings[0]!.found!);
  });

  test('names a changed tag file', async () => {
    const faults = await faultsAfter((bytes) => {
      bytes[bytes.lastIndexOf('// stands')]! ^= 4;
      return bytes;
    });
    expect(faults).toContain('bagit.digest verify.mjs');
  });

  test('names a byte after the end, before the start, and a comment', async () => {
    expect(await faultsAfter((bytes) => Buffer.concat([bytes, Buffer.of(0)]))).toEqual([
      'form.container ',
    ]);
    expect(await faultsAfter((bytes) => Buffer.concat([Buffer.of(0), bytes]))).not.toEqual([]);
    const commented = await faultsAfter((bytes) => {
      bytes.writeUInt16LE(2, bytes.length - 2);
      return Buffer.concat([bytes, Buffer.from('hi')]);
    });
    expect(commented).toEqual(['form.container ']);
  });

  test('names a changed time, by file and field', async () => {
    using folder = scratchFolder();
    const path = await smallContainer(folder.path);
    const bytes = await readFile(path);
    const central = bytes.indexOf(Buffer.from('504b0102', 'hex'));
    bytes[central + 12]! ^= 1;
    await writeFile(path, bytes);
    const [finding] = (await verifyBag(path)).bags[0]!.findings;
    expect(finding).toMatchObject({ code: 'form.container', path: '2026-10-y10/README.txt' });
    expect(finding?.en).toContain(`byte ${central + 12} (time)`);
  });

  test('at another minute, in another order or compressed is not the canonical one', async () => {
    using folder = scratchFolder();
    const { base, files } = await smallBag();
    const path = join(folder.path, `${base}.zip`);
    await writeContainer(path, inFolder(base, files), '2026-11-05 09:43');
    expect(faultsOf(await verifyBag(path))).toEqual([`form.container ${base}/README.txt`]);
  });

  test('with an extra file is told by file', async () => {
    using folder = scratchFolder();
    const { base, files } = await smallBag();
    const extra = (await measurePayload([textFile('data/extra.txt', 'x')])).files;
    const stray = await completeBag(await measurePayload([]), {
      info: [],
      files: [textFile('stray.txt', 'x')],
    });
    const path = join(folder.path, `${base}.zip`);
    const all = [...files, ...extra, stray.find((file) => file.name === 'stray.txt')!];
    await writeContainer(path, inFolder(base, all), '2026-11-05 09:42');
    expect(faultsOf(await verifyBag(path))).toEqual([
      'bagit.oxum bag-info.txt',
      'bagit.extra data/extra.txt',
      'form.extra stray.txt',
    ]);
  });

  test('fails after each of 300 flips of one bit anywhere', async () => {
    using folder = scratchFolder();
    const path = await smallContainer(folder.path);
    const flipped = join(folder.path, 'flipped.zip');
    const passed: string[] = [];
    for await (const { bytes, offset, bit } of flipBytes(path, 300, countedPick(20261105))) {
      await writeFile(flipped, bytes);
      const report = await verifyBag(flipped);
      if (report.intact) passed.push(`${offset}/${bit}`);
    }
    expect(passed).toEqual([]);
  }, 60_000);

  test('unpacked, fails after each of 150 flips of one bit in any file', async () => {
    using folder = scratchFolder();
    const { base, files } = await smallBag();
    await writeBagFolder(join(folder.path, base), files);
    const pick = countedPick(11);
    const passed: string[] = [];
    const names = files.map((file) => file.name).filter((name) => name !== 'data/empty.txt');
    for (let run = 0; run < 150; run += 1) {
      const path = join(folder.path, base, names[run % names.length]!);
      for await (const { bytes, offset, bit } of flipBytes(path, 1, pick)) {
        const whole = await readFile(path);
        await writeFile(path, bytes);
        const report = await verifyBag(join(folder.path, base));
        if (report.intact) passed.push(`${path} ${offset}/${bit}`);
        await writeFile(path, whole);
      }
    }
    expect(passed).toEqual([]);
  }, 60_000);

  test('cut anywhere, or made of anything, fails without throwing', async () => {
    using folder = scratchFolder();
    const path = await smallContainer(folder.path);
    const whole = await readFile(path);
    const cut = join(folder.path, 'cut.zip');
    const pick = countedPick(7);
    for (let run = 0; run < 40; run += 1) {
      await writeFile(cut, whole.subarray(0, pick(whole.length)));
      expect((await verifyBag(cut)).intact).toBe(false);
    }
  }, 60_000);
});
