import { generateKeyPairSync } from 'node:crypto';
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
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
import { type VerifyReport, verifyBag } from '../../../src/bundles/verify/verify-bag.ts';
import {
  type BagWishes,
  countedPick,
  flipBytes,
  ownKeys,
  ownKeyText,
  scratchFolder,
  smallBag,
  smallContainer,
} from './small-bag.ts';

function faultsOf(report: VerifyReport): string[] {
  return [...report.findings, ...report.bags.flatMap((bag) => bag.findings)]
    .filter((finding) => finding.severity === 'fault')
    .map((finding) => `${finding.code} ${finding.path}`);
}

async function faultsWith(wishes: BagWishes, options = {}): Promise<string[]> {
  using folder = scratchFolder();
  const report = await verifyBag(await smallContainer(folder.path, wishes), options);
  expect(report.intact).toBe(faultsOf(report).length === 0);
  return faultsOf(report);
}

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

describe('a forger who makes all lists fit again', () => {
  test('cannot change a file after the seal', async () => {
    const faults = await faultsWith({
      payload: (files) => files.set('data/报修/records.csv', '编号,内容,改\n'),
    });
    expect(faults).toEqual([
      'proof.sealed-manifest manifest-sha256.txt',
      'proof.sealed-manifest manifest-sha512.txt',
    ]);
  });

  test('cannot take a record out: the hidden record is named', async () => {
    const payload = (files: Map<string, string>) => {
      const lines = files.get('data/records.jsonl')!.split('\n');
      files.set('data/records.jsonl', lines.toSpliced(6, 1).join('\n'));
    };
    using folder = scratchFolder();
    const report = await verifyBag(await smallContainer(folder.path, { payload }));
    const hidden = report.bags[0]?.findings.find((one) => one.code === 'proof.record-hidden');
    expect(hidden).toMatchObject({ path: 'data/records.jsonl', expected: 'BX-202610-0007' });
    expect(faultsOf(report)).toContain('proof.sealed-manifest manifest-sha256.txt');
  });

  test('cannot take a record out together with its entry', async () => {
    const faults = await faultsWith({
      payload: (files) => {
        const lines = files.get('data/records.jsonl')!.split('\n');
        files.set('data/records.jsonl', lines.toSpliced(6, 1).join('\n'));
      },
      tags: (files) => {
        const lines = files.get('proof/entries.jsonl')!.split('\n');
        files.set('proof/entries.jsonl', lines.toSpliced(6, 1).join('\n'));
      },
    });
    expect(faults[0]).toBe('proof.sealed-manifest manifest-sha256.txt');
  });

  test.each([
    ['reword a record', '第 5 件', '第 6 件', ['proof.content data/records.jsonl']],
    [
      'move a record to another number',
      'BX-202610-0005',
      'BX-202610-0099',
      ['proof.subject data/records.jsonl'],
    ],
    [
      'point to an entry that is not here',
      '"seq":5,',
      '"seq":15,',
      ['proof.no-entry data/records.jsonl', 'proof.record-hidden data/records.jsonl'],
    ],
    [
      'take the proof away',
      '"filing":{"seq":5',
      '"filed":{"seq":5',
      ['proof.record-unproved data/records.jsonl', 'proof.record-hidden data/records.jsonl'],
    ],
    ['spoil the proof', '"salt":"', '"salt":"0', ['proof.content-form data/records.jsonl']],
    ['break a line', '{"number"', '"number"', ['data.line data/records.jsonl']],
  ])('cannot %s', async (_, from, to, named) => {
    const faults = await faultsWith({
      payload: (files) => {
        files.set('data/records.jsonl', files.get('data/records.jsonl')!.replaceAll(from, to));
      },
    });
    for (const fault of named) expect(faults).toContain(fault);
    expect(faults).toContain('proof.sealed-manifest manifest-sha512.txt');
  });

  test('cannot make the checker give up by content without a digest or endless nesting', async () => {
    const faults = await faultsWith({
      payload: (files) => {
        const text = files.get('data/records.jsonl')!;
        files.set('data/records.jsonl', text.replace('words of a person', '\\ud800'));
        files.set('data/deep.jsonl', `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}\n`);
      },
    });
    expect(faults).toContain('proof.content data/records.jsonl');
    expect(faults).toContain('data.unreadable data/deep.jsonl');
    expect(faults).toContain('proof.sealed-manifest manifest-sha256.txt');
  });

  test('cannot use one filing for two lines', async () => {
    const faults = await faultsWith({
      payload: (files) => {
        const text = files.get('data/records.jsonl')!;
        files.set('data/records.jsonl', `${text}${text.split('\n')[0]}\n`);
      },
    });
    expect(faults).toContain('proof.record-twice data/records.jsonl');
  });

  test('cannot swap two leaves', async () => {
    const faults = await faultsWith({
      tags: (files) => {
        const lines = files
          .get('proof/entries.jsonl')!
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line));
        [lines[2].leaf, lines[3].leaf] = [lines[3].leaf, lines[2].leaf];
        files.set('proof/entries.jsonl', lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
      },
    });
    expect(faults.filter((one) => one === 'proof.leaf-place proof/entries.jsonl')).toHaveLength(2);
    expect(faults.filter((one) => one === 'proof.inclusion proof/entries.jsonl')).toHaveLength(2);
  });

  test('cannot rewrite the log without the key', async () => {
    const notes: string[] = [];
    await smallBag({ tags: (files) => notes.push(files.get('proof/checkpoint.txt')!) });
    const faults = await faultsWith({
      log: (leaves) => {
        leaves[7] = leaves[7]!.replace('person:1', 'person:2');
      },
      tags: (files) => files.set('proof/checkpoint.txt', notes[0]!),
    });
    expect(new Set(faults)).toEqual(
      new Set(['proof.inclusion proof/sealed.json', 'proof.inclusion proof/entries.jsonl']),
    );
  });

  test('cannot pass a malformed proof, or one entry twice', async () => {
    const malformed = await faultsWith({
      tags: (files) => {
        const text = files.get('proof/entries.jsonl')!;
        files.set('proof/entries.jsonl', text.replace('"path":["', '"path":["AAAA","'));
      },
    });
    expect(malformed).toContain('proof.line proof/entries.jsonl');
    const twice = await faultsWith({
      tags: (files) => {
        const text = files.get('proof/entries.jsonl')!;
        files.set('proof/entries.jsonl', `${text}${text.split('\n')[0]}\n`);
      },
    });
    expect(twice).toEqual(['proof.entry-twice proof/entries.jsonl']);
  });

  test('cannot log an entry in another spelling of the same JSON', async () => {
    const faults = await faultsWith({
      log: (leaves) => {
        leaves[5] = leaves[5]!.replace('{', '{ ');
      },
    });
    expect(faults).toEqual(['proof.leaf-form proof/entries.jsonl']);
  });

  test('cannot spell a list otherwise, though it says the same', async () => {
    using folder = scratchFolder();
    const { base, files } = await smallBag();
    await writeBagFolder(join(folder.path, base), files);
    const list = join(folder.path, base, 'tagmanifest-sha512.txt');
    const text = await readFile(list, 'utf8');
    for (const other of [text.toUpperCase().slice(0, 128) + text.slice(128), `${text}\n`]) {
      await writeFile(list, other);
      const faults = faultsOf(await verifyBag(join(folder.path, base)));
      expect(faults).toContain('form.spelling tagmanifest-sha512.txt');
    }
  });

  test('cannot seal by an entry of another kind, or a bag under another class', async () => {
    const swapped = await faultsWith({
      tags: (files) => {
        const first = files.get('proof/entries.jsonl')!.split('\n')[0]!;
        files.set('proof/sealed.json', first);
      },
    });
    expect(swapped).toContain('proof.not-a-seal proof/sealed.json');
    expect(swapped).toContain('proof.not-sealed 2026-10-y10');
  });

  test('cannot leave a part of the proof out, nor all of it while our name is on the bag', async () => {
    for (const name of [
      'proof/sealed.json',
      'proof/entries.jsonl',
      'proof/key.txt',
      'README.txt',
    ]) {
      const faults = await faultsWith({ tags: (files) => files.delete(name) });
      expect(faults).toContain(`form.missing ${name}`);
    }
    expect((await faultsWith({ tags: (files) => files.clear() })).length).toBeGreaterThan(5);
  });

  test('cannot set another key beside the bag, or a broken one', async () => {
    const faults = await faultsWith({ tags: (files) => files.set('proof/key.txt', 'x+y+z\n') });
    expect(faults).toContain('key.form proof/key.txt');
  });
});

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
