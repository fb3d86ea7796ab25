import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  completeBag,
  inFolder,
  infoFile,
  measurePayload,
  textFile,
} from '../../../src/bundles/bagit/write.ts';
import { zipMinuteOf } from '../../../src/bundles/container/form.ts';
import { type BagFile, type MeasuredFile, measure } from '../../../src/bundles/container/source.ts';
import { writeContainer } from '../../../src/bundles/container/write.ts';
import { canonicalJson, type Json } from '../../../src/core/canonical-json.ts';
import { saltedDigest } from '../../../src/core/digest.ts';
import {
  formatVerifierKey,
  signCheckpoint,
  verifierKeyOf,
} from '../../../src/ledger/checkpoint.ts';
import { inclusionPath } from '../../../src/ledger/proof.ts';
import { rootOf } from '../../../src/ledger/tree.ts';
import { grownTree } from '../../ledger/model.ts';

export const sealedAt = '2026-11-05T09:42:31.000Z';
const logName = 'anjuan/test';

/** What a test may want otherwise. */
export interface BagWishes {
  readonly keys?: { privateKey: KeyObject; publicKey: KeyObject };
  readonly className?: string;
  /** The month that is sealed; the records stay those of October. */
  readonly month?: string;
  /** Called on README and verifier before they are sealed. */
  readonly settled?: (files: Map<string, string>) => void;
  /** Called on the entries of `bag-info.txt` after they were sealed. */
  readonly info?: (tags: [label: string, value: string][]) => void;
  /** What a forger calls the folder of the bag. */
  readonly base?: string;
  /** Called on the tag files just before they are listed. */
  readonly tags?: (files: Map<string, string>) => void;
  /** Called on the payload after it was sealed: what a forger does. */
  readonly payload?: (files: Map<string, string>) => void;
  /** Called on the lines of the log before it grows into a tree. */
  readonly log?: (leaves: string[]) => void;
}

export const ownKeys = generateKeyPairSync('ed25519');
export const ownKeyText = formatVerifierKey(verifierKeyOf(logName, ownKeys.publicKey));

/** A folder that goes away with its test. */
export function scratchFolder(): { path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'anjuan-bag-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

const saltOf = (seq: number) => createHash('sha256').update(`salt ${seq}`).digest();

function leafText(seq: number, kind: string, subject: string, more: Record<string, Json>): string {
  return canonicalJson({ actor: 'person:1', at: sealedAt, kind, seq, site: 'A', subject, ...more });
}

function contentOf(seq: number): Json {
  return { fields: { 内容: `第 ${seq} 件`, room: '3-2-0501' }, filing: 'words of a person' };
}

const claimOf = (seq: number, content = contentOf(seq)) => ({
  seq,
  salt: saltOf(seq).toString('hex'),
  content,
});

/** Entries 1–12 file a record each; 13 corrects the third. The others are of other months. */
const filings = Array.from({ length: 12 }, (_, index) => index + 1);
const numberOf = (seq: number) => `BX-202610-${String(seq).padStart(4, '0')}`;

function filedLeaves(): string[] {
  const filed = (seq: number, kind: string, subject: string) =>
    leafText(seq, kind, subject, { digest: saltedDigest(saltOf(seq), contentOf(seq)) });
  return [
    leafText(0, 'home.made', 'A', {}),
    ...filings.map((seq) => filed(seq, 'record.filed', numberOf(seq))),
    filed(13, 'record.corrected', numberOf(3)),
    leafText(14, 'session.opened', 'person:1', {}),
    leafText(15, 'record.filed', 'BX-202611-0001', { digest: `sha256:${'0'.repeat(64)}` }),
  ];
}

function payloadTexts(className: string): Map<string, string> {
  const lines = filings.map((seq) =>
    JSON.stringify({
      number: numberOf(seq),
      category: 'repairs',
      fields: { 内容: `第 ${seq} 件` },
      filing: claimOf(seq),
      corrections: seq === 3 ? [{ at: sealedAt, ...claimOf(13) }] : [],
    }),
  );
  return new Map([
    ['data/records.jsonl', `${lines.join('\n')}\n`],
    ['data/报修/records.csv', '编号,内容\n'],
    ['data/volumes/100%.pdf', `%PDF ${className} ${'x'.repeat(300)}`],
    ['data/empty.txt', ''],
  ]);
}

function infoOf(identifier: string): [label: string, value: string][] {
  return [
    ['Source-Organization', '某某物业'],
    ['External-Identifier', identifier],
    ['Bagging-Date', '2026-11-05'],
    ['Bag-Software-Agent', 'Anjuan test'],
  ];
}

function filesOf(texts: ReadonlyMap<string, string>): BagFile[] {
  return [...texts].map(([name, text]) => textFile(name, text));
}

/** A small bag of ours, as real as it gets: a log, a seal in it, a signed checkpoint over it. */
export async function smallBag(wishes: BagWishes = {}): Promise<{
  base: string;
  files: MeasuredFile[];
}> {
  const className = wishes.className ?? 'y10';
  const month = wishes.month ?? '2026-10';
  const keys = wishes.keys ?? ownKeys;
  const sealed = payloadTexts(className);
  const settledTexts = new Map([
    ['README.txt', '这是一个月的档案。\n'],
    ['verify.mjs', '// stands for the verifier\n'],
  ]);
  wishes.settled?.(settledTexts);
  const bags: Record<string, Json> = {};
  for (const name of ['y10', 'y5']) {
    const payload = await measurePayload(filesOf(payloadTexts(name)));
    const settled = [...filesOf(settledTexts), infoFile(payload, infoOf(`${month}-${name}`))];
    const digests: Record<string, string> = {};
    for (const { name: file, source } of settled) digests[file] = (await measure(source)).sha256;
    bags[name] = { ...payload.seal, tags: digests };
  }
  const leaves = filedLeaves();
  const seal = { facts: { month, supplement: 0, bags } };
  const sealSeq = leaves.push(leafText(leaves.length, 'month.sealed', 'A 2026-10', seal)) - 1;
  wishes.log?.(leaves);
  leaves.push(leafText(leaves.length, 'checkpoint.due', 'A', {}));
  const { frontier, hashAt } = grownTree(leaves);
  const size = leaves.length;
  const proofOf = (seq: number) => {
    const path = inclusionPath(seq, size, hashAt);
    return {
      seq,
      leaf: leaves[seq]!,
      path: path.map((one) => Buffer.from(one).toString('base64')),
    };
  };
  const checkpoint = { origin: logName, size, root: rootOf(size, frontier) };
  const signer = { name: logName, key: keys.privateKey };
  const tags = new Map([
    ...settledTexts,
    ['proof/checkpoint.txt', signCheckpoint(checkpoint, signer)],
    ['proof/key.txt', `${formatVerifierKey(verifierKeyOf(logName, keys.publicKey))}\n`],
    ['proof/sealed.json', JSON.stringify(proofOf(sealSeq))],
    [
      'proof/entries.jsonl',
      [...filings, 13].map((seq) => `${JSON.stringify(proofOf(seq))}\n`).join(''),
    ],
  ]);
  wishes.payload?.(sealed);
  wishes.tags?.(tags);
  const base = wishes.base ?? `${month}-${className}`;
  const info = infoOf(`${month}-${className}`);
  wishes.info?.(info);
  const payload = await measurePayload(filesOf(sealed));
  const files = await completeBag(payload, { info, files: filesOf(tags) });
  return { base, files };
}

/** The small bag as a container in `folder`. */
export async function smallContainer(folder: string, wishes: BagWishes = {}): Promise<string> {
  const { base, files } = await smallBag(wishes);
  const path = join(folder, `${base}.zip`);
  await writeContainer(path, inFolder(base, files), zipMinuteOf(sealedAt));
  return path;
}

/** Copies of a file that differ from it in one bit each, at places that `pick` chooses. */
export async function* flipBytes(
  path: string,
  count: number,
  pick: (below: number) => number,
): AsyncGenerator<{ bytes: Buffer; offset: number; bit: number }> {
  const whole = await readFile(path);
  for (let flip = 0; flip < count; flip += 1) {
    const [offset, bit] = [pick(whole.length), pick(8)];
    const bytes = Buffer.from(whole);
    bytes[offset] = bytes[offset]! ^ (1 << bit);
    yield { bytes, offset, bit };
  }
}

/** Numbers that look random and are the same each time (mulberry32). */
export function countedPick(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) % below;
  };
}
