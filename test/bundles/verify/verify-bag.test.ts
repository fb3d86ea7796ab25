import { generateKeyPairSync } from 'node:crypto';
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  completeBag,
  inFolder,
  measurePayload,
  textFile,
  writeBagFolder,
} from '../../../src/bundles/bagit/write.ts';
import { zipMinuteOf } from '../../../src/bundles/container/form.ts';
import { writeContainer } from '../../../src/bundles/container/write.ts';
import { reportText } from '../../../src/bundles/verify/report.ts';
import { verifyBag } from '../../../src/bundles/verify/verify-bag.ts';
import { faultsOf, faultsWith } from './faults.ts';
import {
  ownKeys,
  ownKeyText,
  scratchFolder,
  sealedAt,
  smallBag,
  smallContainer,
} from './small-bag.ts';

describe('a bag of ours', () => {
  test('is intact, and says which key signed it without having been compared', async () => {
    using folder = scratchFolder();
    const report = await verifyBag(await smallContainer(folder.path));
    expect(faultsOf(report)).toEqual([]);
    expect(report.bags[0]).toMatchObject({
      verdict: 'intact-key-unknown',
      records: 12,
      entries: 13,
      contents: 13,
      payloadFiles: 4,
      key: { name: 'anjuan/test', compared: false },
      checkpoint: { origin: 'anjuan/test', size: 18 },
      seal: { month: '2026-10', classes: ['y10', 'y5'], seq: 16 },
      findings: [],
    });
    expect(reportText(report)).toContain('完好 intact');
    expect(reportText(report)).toContain('not compared with one you know');
  });

  test('is intact as a folder too, and under a key given as a line or as PEM', async () => {
    using folder = scratchFolder();
    const { base, files } = await smallBag();
    await writeBagFolder(join(folder.path, base), files);
    const pem = ownKeys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    for (const key of [ownKeyText, `${ownKeyText}\n`, pem]) {
      const report = await verifyBag(join(folder.path, base), { key });
      expect(faultsOf(report)).toEqual([]);
      expect(report.bags[0]?.verdict).toBe('intact');
      expect(reportText(report)).toContain('signed by the key you gave');
    }
    const above = await verifyBag(folder.path);
    expect(above.bags.map((bag) => bag.name)).toEqual([base]);
  });

  test('in a renamed folder is intact, with a note', async () => {
    using folder = scratchFolder();
    const { base, files } = await smallBag();
    await writeBagFolder(join(folder.path, base), files);
    await rename(join(folder.path, base), join(folder.path, 'kept'));
    const report = await verifyBag(join(folder.path, 'kept'));
    expect(report.intact).toBe(true);
    expect(report.bags[0]?.findings.map((one) => one.code)).toEqual(['proof.renamed']);
  });

  test('resealed with another key passes only where nobody brings a key', async () => {
    const keys = generateKeyPairSync('ed25519');
    expect(await faultsWith({ keys })).toEqual([]);
    expect(await faultsWith({ keys }, { key: ownKeyText })).toEqual(['key.other proof/key.txt']);
  });

  test('with a forged checkpoint under the right key file is not signed', async () => {
    const keys = generateKeyPairSync('ed25519');
    const tags = (files: Map<string, string>) => files.set('proof/key.txt', `${ownKeyText}\n`);
    expect(await faultsWith({ keys, tags })).toEqual(['proof.checkpoint proof/checkpoint.txt']);
  });
});

describe('a folder of bags', () => {
  async function month(folder: string): Promise<void> {
    for (const className of ['y10', 'y5']) await smallContainer(folder, { className });
    await writeFile(join(folder, 'index.json'), '{}\n');
  }

  test('is checked bag by bag', async () => {
    using folder = scratchFolder();
    await month(folder.path);
    const report = await verifyBag(folder.path, { key: ownKeyText });
    expect(faultsOf(report)).toEqual([]);
    expect(report.bags.map((bag) => [bag.name, bag.verdict])).toEqual([
      ['2026-10-y10.zip', 'intact'],
      ['2026-10-y5.zip', 'intact'],
    ]);
    expect(reportText(report)).toContain('all 2 bags are good');
  });

  test('lacks a bag that was sealed with the others, unless its papers say where it went', async () => {
    using folder = scratchFolder();
    await month(folder.path);
    await rm(join(folder.path, '2026-10-y5.zip'));
    expect(faultsOf(await verifyBag(folder.path))).toEqual(['bundle.missing 2026-10-y5']);
    await writeFile(join(folder.path, '2026-10-y5.destroyed.json'), '{}');
    expect(faultsOf(await verifyBag(folder.path))).toEqual([]);
  });

  test('tells a bag of another month that was given the name of one that is gone', async () => {
    using folder = scratchFolder();
    await month(folder.path);
    const other = await smallContainer(folder.path, { className: 'y5', month: '2026-09' });
    await rename(other, join(folder.path, '2026-10-y5.zip'));
    const report = await verifyBag(folder.path);
    expect(faultsOf(report)).toEqual([
      'bundle.fork 2026-10-y5.zip',
      'bundle.misnamed 2026-10-y5.zip',
      'bundle.missing 2026-09-y10',
      'bundle.missing 2026-10-y5',
    ]);
    expect(report.findings[1]).toMatchObject({
      expected: '2026-09-y5.zip',
      found: '2026-10-y5.zip',
    });
  });

  test('tells a bag that stands under a sealed name without any proof', async () => {
    using folder = scratchFolder();
    await month(folder.path);
    const files = await completeBag(await measurePayload([textFile('data/a.txt', 'a')]), {
      info: [],
      files: [],
    });
    const path = join(folder.path, '2026-10-y5.zip');
    await writeContainer(path, inFolder('2026-10-y5', files), zipMinuteOf(sealedAt));
    const report = await verifyBag(folder.path);
    expect(report.bags[1]?.verdict).toBe('not-ours');
    expect(faultsOf(report)).toEqual([
      'bundle.misnamed 2026-10-y5.zip',
      'bundle.missing 2026-10-y5',
    ]);
  });

  test('tells a bag that another key signed', async () => {
    using folder = scratchFolder();
    await smallContainer(folder.path);
    await smallContainer(folder.path, { className: 'y5', keys: generateKeyPairSync('ed25519') });
    expect(faultsOf(await verifyBag(folder.path))).toEqual(['bundle.stranger 2026-10-y5.zip']);
  });

  test('tells a forked log', async () => {
    using folder = scratchFolder();
    await smallContainer(folder.path);
    await smallContainer(folder.path, {
      className: 'y5',
      log: (leaves) => leaves.splice(14, 1, leaves[14]!.replace('person:1', 'person:2')),
    });
    expect(faultsOf(await verifyBag(folder.path))).toEqual(['bundle.fork 2026-10-y5.zip']);
  });

  test('gives the verdict of its worst bag', async () => {
    using folder = scratchFolder();
    await month(folder.path);
    await copyFile(join(folder.path, 'index.json'), join(folder.path, '2026-10-y5.zip'));
    const report = await verifyBag(folder.path);
    expect(report.bags.map((bag) => bag.verdict)).toEqual(['intact-key-unknown', 'broken']);
    expect(reportText(report)).toContain('1 of 2 failed');
  });
});

describe("a stranger's bag", () => {
  async function strangersBag(folder: string): Promise<string> {
    const payload = await measurePayload([textFile('data/a.txt', 'a')]);
    const files = await completeBag(payload, { info: [['Contact-Name', 'N']], files: [] });
    await writeBagFolder(join(folder, 'theirs'), files);
    return join(folder, 'theirs');
  }

  test('that is valid passes, and is said to hold no proof of ours', async () => {
    using folder = scratchFolder();
    const path = await strangersBag(folder.path);
    const report = await verifyBag(path);
    expect(report.intact).toBe(true);
    expect(report.bags[0]).toMatchObject({ verdict: 'not-ours' });
    expect(reportText(report)).toContain('holds no proof of ours');
  });

  test('fails where a key is brought, since nobody signed it', async () => {
    using folder = scratchFolder();
    const path = await strangersBag(folder.path);
    expect(faultsOf(await verifyBag(path, { key: ownKeyText }))).toEqual(['proof.none theirs']);
  });

  test('that is not valid fails', async () => {
    using folder = scratchFolder();
    const path = await strangersBag(folder.path);
    await writeFile(join(path, 'data/a.txt'), 'b');
    expect(faultsOf(await verifyBag(path))).toContain('bagit.digest data/a.txt');
  });
});

describe('what is no bag at all', () => {
  test('is answered, not thrown: nothing there, an empty folder, an empty file', async () => {
    using folder = scratchFolder();
    expect(faultsOf(await verifyBag(join(folder.path, 'none')))).toHaveLength(1);
    await mkdir(join(folder.path, 'empty'));
    expect(faultsOf(await verifyBag(join(folder.path, 'empty')))).toContain(
      'bagit.no-declaration bagit.txt',
    );
    await writeFile(join(folder.path, 'empty.zip'), '');
    expect(faultsOf(await verifyBag(join(folder.path, 'empty.zip')))).toContain('zip.no-end ');
    expect(faultsOf(await verifyBag(folder.path, { key: 'nonsense' }))).toEqual([
      'key.given --key',
    ]);
  });
});
