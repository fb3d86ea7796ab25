import { createHash } from 'node:crypto';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkBag } from '../../../src/bundles/bagit/check.ts';
import { type BagTree, folderTree } from '../../../src/bundles/bagit/tree.ts';
import type { Finding } from '../../../src/bundles/verify/finding.ts';
import { scratchFolder } from '../verify/small-bag.ts';

type Texts = Record<string, string | Uint8Array>;

const declared = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';
const digest = (text: string | Uint8Array, algorithm = 'sha256') => {
  return createHash(algorithm).update(text).digest('hex');
};

function treeOf(texts: Texts): BagTree {
  const folders = new Set<string>(['data']);
  const files = new Map(
    Object.entries(texts).map(([name, text]) => {
      const bytes = Buffer.from(text as string);
      async function* read() {
        yield bytes;
      }
      return [name, { name, sizeBytes: bytes.length, read }] as const;
    }),
  );
  return { base: 'bag', packed: false, files, folders };
}

/** A small valid bag, with changes; `undefined` takes a file away. */
function bagWith(changes: Record<string, string | Uint8Array | undefined> = {}): Texts {
  const texts: Record<string, string | Uint8Array | undefined> = {
    'bagit.txt': declared,
    'data/a.txt': 'a',
    'data/b.txt': 'b',
    'manifest-sha256.txt': `${digest('a')}  data/a.txt\n${digest('b')}  data/b.txt\n`,
    ...changes,
  };
  return Object.fromEntries(Object.entries(texts).filter((pair) => pair[1] !== undefined)) as Texts;
}

async function found(
  changes: Record<string, string | Uint8Array | undefined> = {},
): Promise<string[]> {
  const { findings } = await checkBag(treeOf(bagWith(changes)));
  return findings.map((one) => `${one.severity === 'note' ? '~' : ''}${one.code} ${one.path}`);
}

const manifest = (lines: string) => ({ 'manifest-sha256.txt': lines });
const [a, b] = [`${digest('a')}  data/a.txt\n`, `${digest('b')}  data/b.txt\n`];

describe('a bag by RFC 8493', () => {
  test('is valid with one manifest and no tag manifest', async () => {
    expect(await found()).toEqual([]);
  });

  test('may end its lines in LF, CR or CRLF, or the last one in nothing', async () => {
    for (const end of ['\r', '\r\n']) {
      expect(await found(manifest((a + b).replaceAll('\n', end)))).toEqual([]);
      expect(await found({ 'bagit.txt': declared.replaceAll('\n', end) })).toEqual([]);
    }
    expect(await found(manifest((a + b).trimEnd()))).toEqual([]);
  });

  test.each(['md5', 'sha1', 'sha224', 'sha384', 'sha512'])('may use %s', async (algorithm) => {
    const lines = `${digest('a', algorithm)} data/a.txt\n${digest('b', algorithm)} data/b.txt\n`;
    const changes = { 'manifest-sha256.txt': undefined, [`manifest-${algorithm}.txt`]: lines };
    expect(await found(changes)).toEqual([]);
    const wrong = { ...changes, 'data/a.txt': 'c' };
    expect(await found(wrong)).toEqual(['bagit.digest data/a.txt']);
  });

  test('may spell digests in upper case, and mark binary mode', async () => {
    expect(await found(manifest(a.toUpperCase().replace('DATA/A.TXT', 'data/a.txt') + b))).toEqual(
      [],
    );
    expect(await found(manifest((a + b).replaceAll('  data', ' *data')))).toEqual([]);
  });

  test('tells a changed file by name, expected and found', async () => {
    const { findings } = await checkBag(treeOf(bagWith({ 'data/a.txt': 'c' })));
    expect(findings).toMatchObject([
      { code: 'bagit.digest', path: 'data/a.txt', expected: digest('a'), found: digest('c') },
    ]);
  });

  test('tells missing and extra files, all of them', async () => {
    const changes = {
      'data/a.txt': undefined,
      'data/b.txt': undefined,
      'data/c': '',
      'data/d': '',
    };
    expect(await found(changes)).toEqual([
      'bagit.missing data/a.txt',
      'bagit.missing data/b.txt',
      'bagit.extra data/c',
      'bagit.extra data/d',
    ]);
  });

  test('needs its declaration, a manifest and a data folder', async () => {
    expect(await found({ 'bagit.txt': undefined })).toEqual(['bagit.no-declaration bagit.txt']);
    expect(await found({ 'manifest-sha256.txt': undefined })).toEqual([
      'bagit.no-manifest manifest-<algorithm>.txt',
    ]);
    const tree = { ...treeOf(bagWith()), folders: new Set<string>() };
    expect((await checkBag(tree)).findings.map((one) => one.code)).toEqual(['bagit.no-data']);
  });

  test.each([
    'BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n',
    'BagIt-Version : 1.0\nTag-File-Character-Encoding: UTF-8\n',
    'BagIt-Version: 1.0\n',
    'BagIt-Version: 1.0\nTag-File-Character-Encoding: NONE-1\n',
    `\uFEFF${declared}`,
    `${declared}x\n`,
    '',
  ])('does not declare itself by %j', async (text) => {
    const codes = await found({ 'bagit.txt': text });
    expect(codes.length).toBeGreaterThan(0);
    expect(new Set(codes)).toEqual(new Set(['bagit.declaration bagit.txt']));
  });

  test('lists every payload file in every manifest', async () => {
    const sha512 = { 'manifest-sha512.txt': `${digest('a', 'sha512')}  data/a.txt\n` };
    expect(await found(sha512)).toEqual(['bagit.extra data/b.txt']);
    const older = declared.replace('1.0', '0.97');
    expect(await found({ ...sha512, 'bagit.txt': older })).toEqual([]);
  });

  test('lists no file twice', async () => {
    expect(await found(manifest(a + b + b))).toEqual(['bagit.listed-twice data/b.txt']);
    const older = { 'bagit.txt': declared.replace('1.0', '0.97') };
    expect(await found({ ...older, ...manifest(a + b + b) })).toEqual([
      '~bagit.listed-twice data/b.txt',
    ]);
    const differing = `${a}${digest('x')}  data/b.txt\n${b}`;
    expect(await found({ ...older, ...manifest(differing) })).toEqual([
      'bagit.listed-twice data/b.txt',
    ]);
  });

  test.each(['../a', '/a', 'data/../../a', '~/a', '~root/a', 'C:\\a', '\\\\server\\a'])(
    'never reaches for %s',
    async (path) => {
      const codes = await found(manifest(`${a}${b}${digest('x')}  ${path}\n`));
      expect(codes).toContain('bagit.unsafe-path manifest-sha256.txt');
      const fetched = await found({ 'fetch.txt': `http://x/ - ${path}\n` });
      expect(fetched).toContain('bagit.unsafe-path fetch.txt');
    },
  );

  test('reads %25, %0A and %0D in names, and leaves other percent signs alone', async () => {
    const names = { 'data/1%\n\r.txt': 'a', 'data/%7E.txt': 'b' };
    const lines = `${digest('a')}  data/1%25%0A%0d.txt\n${digest('b')}  data/%7E.txt\n`;
    const gone = { 'data/a.txt': undefined, 'data/b.txt': undefined };
    expect(await found({ ...gone, ...names, ...manifest(lines) })).toEqual([]);
  });

  test('matches a name in another Unicode form, and says so', async () => {
    const [nfc, nfd] = ['data/é'.normalize('NFC'), 'data/é'.normalize('NFD')];
    const changes = { [nfd]: 'e', ...manifest(`${a}${b}${digest('e')}  ${nfc}\n`) };
    expect(await found(changes)).toEqual([`~bagit.unicode-form ${nfd}`]);
    expect(await found({ ...changes, [nfd]: 'x' })).toContain(`bagit.digest ${nfd}`);
  });

  test('is incomplete until what fetch.txt lists is there', async () => {
    const changes = { 'data/a.txt': undefined, 'fetch.txt': 'http://x/a 1 data/a.txt\n' };
    expect(await found(changes)).toEqual([
      'bagit.fetch-missing data/a.txt',
      'bagit.missing data/a.txt',
    ]);
    expect(await found({ 'fetch.txt': 'http://x/a 1 data/a.txt\n' })).toEqual([]);
    expect(await found({ 'fetch.txt': 'http://x/a 2 data/a.txt\n' })).toEqual([
      'bagit.fetch-size data/a.txt',
    ]);
    expect(await found({ 'fetch.txt': 'http://x/c - data/c.txt\n' })).toContain(
      'bagit.fetch-unlisted data/c.txt',
    );
    expect(await found({ 'fetch.txt': 'junk\n' })).toEqual(['bagit.fetch-line fetch.txt']);
  });

  test('keeps its promise of bytes and files', async () => {
    expect(await found({ 'bag-info.txt': 'Payload-Oxum: 2.2\n' })).toEqual([]);
    expect(await found({ 'bag-info.txt': 'payload-oxum: 3.2\n' })).toEqual([
      'bagit.oxum bag-info.txt',
    ]);
    expect(await found({ 'bag-info.txt': 'A: one\n  two\n\nA: three\n' })).toEqual([]);
    expect(await found({ 'bag-info.txt': 'no label\n' })).toEqual(['bagit.tag-line bag-info.txt']);
  });

  test('checks its tag files by the tag manifest, which lists manifests and no payload', async () => {
    const lists = `${digest(declared)}  bagit.txt\n${digest(a + b)}  manifest-sha256.txt\n`;
    const name = 'tagmanifest-sha256.txt';
    expect(await found({ [name]: lists })).toEqual([]);
    expect(await found({ [name]: lists.replace(/^./, (c) => (c === '0' ? '1' : '0')) })).toEqual([
      'bagit.digest bagit.txt',
    ]);
    expect(await found({ [name]: lists.split('\n')[0]! })).toEqual([
      'bagit.unlisted-manifest manifest-sha256.txt',
    ]);
    expect(await found({ [name]: lists + a })).toEqual(['bagit.misplaced data/a.txt']);
    expect(await found({ [name]: `${lists}${digest('')}  gone.txt\n` })).toEqual([
      'bagit.missing gone.txt',
    ]);
  });

  test('reads tag files in the encoding that it declares', async () => {
    const latin = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: ISO-8859-1\n';
    const lines = Buffer.from(`${a}${b}${digest('e')}  data/é\n`, 'latin1');
    expect(await found({ 'bagit.txt': latin, 'data/é': 'e', ...manifestBytes(lines) })).toEqual([]);
    expect(await found({ 'data/é': 'e', ...manifestBytes(lines) })).toContain(
      'bagit.encoding manifest-sha256.txt',
    );
    const wide = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-16\n';
    const utf16 = Buffer.from(`\uFEFF${a}${b}`, 'utf16le');
    expect(await found({ 'bagit.txt': wide, ...manifestBytes(utf16) })).toEqual([]);
    expect(await found({ 'bagit.txt': wide, ...manifestBytes(utf16.swap16()) })).toEqual([]);
    expect(await found(manifest(`\uFEFF${a}${b}`))).toEqual(['~bagit.bom manifest-sha256.txt']);
  });

  test('tells malformed lines and unknown algorithms', async () => {
    expect(await found(manifest(`${a}${b}abc  data/a.txt\n`))).toEqual([
      'bagit.manifest-line manifest-sha256.txt',
    ]);
    expect(await found(manifest(`${a}${b}${digest('a')}\n`))).toEqual([
      'bagit.manifest-line manifest-sha256.txt',
    ]);
    expect(await found({ 'manifest-crc9.txt': 'x' })).toEqual([
      '~bagit.algorithm manifest-crc9.txt',
    ]);
  });

  test('never throws, whatever stands in its files', async () => {
    const name = fc.constantFrom(
      'bagit.txt',
      'bag-info.txt',
      'fetch.txt',
      'manifest-sha256.txt',
      'manifest-md5.txt',
      'tagmanifest-sha512.txt',
      'data/a.txt',
    );
    const text = fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(`${a}${b}`, declared, `${digest('a')}  ../x`, 'http://x - data/a.txt'),
    );
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, text), async (changes) => {
        const report = await checkBag(treeOf(bagWith(changes)));
        for (const finding of report.findings) {
          expect(finding.zh).toMatch(/\p{Script=Han}/u);
          expect(finding.en).not.toBe('');
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('a bag in a folder', () => {
  test('has its links named, and not followed', async () => {
    using folder = scratchFolder();
    await mkdir(join(folder.path, 'data'));
    await writeFile(join(folder.path, 'secret'), 'x');
    await symlink('../secret', join(folder.path, 'data/link'));
    const findings: Finding[] = [];
    const tree = await folderTree(folder.path, 'bag', (finding) => findings.push(finding));
    expect([...tree.files.keys()]).toEqual(['secret']);
    expect(findings.map((one) => `${one.code} ${one.path}`)).toEqual(['tree.not-a-file data/link']);
  });
});

function manifestBytes(bytes: Uint8Array) {
  return { 'manifest-sha256.txt': Buffer.from(bytes) };
}
