import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeBagFolder } from '../../../src/bundles/bagit/write.ts';
import { verifyBag } from '../../../src/bundles/verify/verify-bag.ts';
import { faultsOf, faultsWith } from './faults.ts';
import { scratchFolder, sealedAt, smallBag, smallContainer } from './small-bag.ts';

describe('a forger who makes all lists fit again', () => {
  test('cannot change a file after the seal', async () => {
    const faults = await faultsWith({
      payload: (files) => files.set('data/报修/records.csv', '编号,内容,改\n'),
    });
    expect(faults).toEqual([
      'proof.sealed-manifest manifest-sha256.txt',
      'proof.sealed-manifest manifest-sha512.txt',
      // Payload-Oxum counts the payload's bytes.
      'proof.sealed-tag bag-info.txt',
    ]);
  });

  test('cannot put in another verifier, README or origin: each is named, expected and found', async () => {
    for (const name of ['verify.mjs', 'README.txt']) {
      const faults = await faultsWith({ tags: (files) => files.set(name, 'all is well\n') });
      expect(faults).toEqual([`proof.sealed-tag ${name}`]);
    }
    const info = (tags: [string, string][]) => tags.splice(0, 1, ['Source-Organization', '别家']);
    expect(await faultsWith({ info })).toEqual(['proof.sealed-tag bag-info.txt']);
    using folder = scratchFolder();
    const tags = (files: Map<string, string>) => files.set('verify.mjs', '');
    const report = await verifyBag(await smallContainer(folder.path, { tags }));
    expect(report.bags[0]?.findings).toMatchObject([
      {
        expected: createHash('sha256').update('// stands for the verifier\n').digest('hex'),
        found: createHash('sha256').update('').digest('hex'),
      },
    ]);
  });

  test('cannot add a file of their own, however well it is listed', async () => {
    for (const name of ['NOTE.txt', 'proof/more.txt']) {
      const faults = await faultsWith({ tags: (files) => files.set(name, '新指纹 …\n') });
      expect(faults).toEqual([`form.extra ${name}`]);
    }
  });

  test('cannot write beside a proof: words, blanks, another signature', async () => {
    const edits: [file: string, edit: (text: string) => string, code: string][] = [
      ['proof/sealed.json', (text) => `${text}\n\n`, 'proof.spelling'],
      ['proof/entries.jsonl', (text) => text.replace(']}', '],"note":"同意"}'), 'proof.spelling'],
      ['proof/checkpoint.txt', (text) => `${text}— another AAAAAAA=\n`, 'proof.signatures'],
    ];
    for (const [file, edit, code] of edits) {
      const tags = (files: Map<string, string>) => files.set(file, edit(files.get(file)!));
      expect(await faultsWith({ tags })).toContain(`${code} ${file}`);
    }
  });

  test('cannot let a line of the access log name an entry that says otherwise', async () => {
    const line = { seq: 13, at: sealedAt, kind: 'record.corrected', subject: 'BX-202610-0003' };
    const withLine = (more: object) =>
      faultsWith({
        payload: (files) =>
          files.set('data/access-log.jsonl', `${JSON.stringify({ ...line, ...more })}\n`),
      });
    expect(await withLine({})).not.toContain('proof.mention data/access-log.jsonl');
    expect(await withLine({ subject: 'A/9' })).toContain('proof.mention data/access-log.jsonl');
    expect(await withLine({ seq: 99 })).toContain('proof.no-entry data/access-log.jsonl');
  });

  test('cannot pass a bag off as another month’s, or a class as another', async () => {
    expect(await faultsWith({ month: '2026-09', base: '2026-10-y10' })).toEqual([
      'proof.renamed 2026-10-y10',
    ]);
    expect(await faultsWith({ className: 'y5', base: '2026-10-y10' })).toEqual([
      'proof.renamed 2026-10-y10',
    ]);
    expect(await faultsWith({ base: 'B-2026-10-y10' })).toEqual(['proof.renamed B-2026-10-y10']);
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
