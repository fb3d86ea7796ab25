import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../src/core/canonical-json.ts';
import { signCheckpoint, verifierKeyOf } from '../../src/ledger/checkpoint.ts';
import { leafHash } from '../../src/ledger/hash.ts';
import { appendLeaf, type Frontier, rootOf, type StoredNode } from '../../src/ledger/tree.ts';
import { checkEntries, type LogEntry } from '../../src/ledger/verify.ts';

const pair = generateKeyPairSync('ed25519');
const key = verifierKeyOf('anjuan/test', pair.publicKey);
const signer = { name: 'anjuan/test', key: pair.privateKey };

function builtLog(texts: readonly string[]) {
  let frontier: Frontier = [];
  const nodes: StoredNode[] = [];
  const notes: string[] = [];
  for (const [size, text] of texts.entries()) {
    const grown = appendLeaf(size, frontier, leafHash(text));
    frontier = grown.frontier;
    nodes.push(...grown.nodes);
    if ((size + 1) % 8 === 0 || size + 1 === texts.length) {
      const root = rootOf(size + 1, frontier);
      notes.push(signCheckpoint({ origin: 'anjuan/test', size: size + 1, root }, signer));
    }
  }
  const entries: LogEntry[] = texts.map((leafText, seq) => ({ seq, leafText }));
  return {
    entries,
    nodes,
    notes,
    head: { size: texts.length, root: rootOf(texts.length, frontier) },
  };
}

const texts = Array.from({ length: 20 }, (_, seq) => canonicalJson({ seq, kind: `kind ${seq}` }));
const log = builtLog(texts);
const evidence = { key, checkpoints: log.notes, nodes: log.nodes, head: log.head };

function codesOf(report: { findings: readonly { code: string; seq?: number }[] }): string[] {
  return report.findings.map((one) =>
    one.seq === undefined ? one.code : `${one.code}@${one.seq}`,
  );
}

describe('checking the log', () => {
  test('finds nothing in a whole log', async () => {
    const report = await checkEntries(log.entries, evidence);
    expect(report).toMatchObject({ intact: true, size: 20, provedSize: 20, findings: [] });
  });

  test('finds nothing in an empty one but the missing checkpoint', async () => {
    const report = await checkEntries([], { key, checkpoints: [] });
    expect(codesOf(report)).toEqual(['log.unsigned']);
  });

  test('names a cut tail', async () => {
    const report = await checkEntries(log.entries.slice(0, 17), evidence);
    expect(codesOf(report)).toEqual(['log.node@17', 'log.cut@17']);
    expect(report.findings.find((one) => one.code === 'log.cut')).toMatchObject({
      expected: '20',
      found: '17',
    });
  });

  test('names two swapped entries', async () => {
    const entries = log.entries.map((entry) => {
      const other = { 4: 9, 9: 4 }[entry.seq];
      return other === undefined ? entry : { ...entry, leafText: texts[other]! };
    });
    const codes = codesOf(await checkEntries(entries, evidence));
    expect(codes).toContain('log.leaf-place@4');
    expect(codes).toContain('log.leaf-place@9');
    expect(codes).toContain('log.root');
  });

  test('names a changed leaf by its stored hash', async () => {
    const entries = log.entries.map((entry) =>
      entry.seq === 11 ? { ...entry, leafText: canonicalJson({ seq: 11, kind: 'x' }) } : entry,
    );
    const report = await checkEntries(entries, evidence);
    expect(codesOf(report)).toContain('log.node@11');
    expect(report.provedSize).toBe(8);
  });

  test('names a leaf that is not spelt canonically, and one that is missing', async () => {
    const spelt = log.entries.map((entry) =>
      entry.seq === 3 ? { ...entry, leafText: entry.leafText.replace(':', ': ') } : entry,
    );
    expect(codesOf(await checkEntries(spelt, evidence))).toContain('log.leaf-form@3');
    const gap = log.entries.filter((entry) => entry.seq !== 3);
    expect(codesOf(await checkEntries(gap, evidence))).toContain('log.gap@4');
  });

  test('names a changed stored hash, a lost one and a foreign one', async () => {
    const changed = log.nodes.map((node) =>
      node.level === 2 && node.index === 1 ? { ...node, hash: leafHash('x') } : node,
    );
    const first = await checkEntries(log.entries, { ...evidence, nodes: changed });
    expect(codesOf(first)).toEqual(['log.node']);
    const lost = log.nodes.filter((node) => !(node.level === 0 && node.index === 5));
    const second = await checkEntries(log.entries, { ...evidence, nodes: lost });
    expect(codesOf(second)).toEqual(['log.node@5']);
    const foreign = [...log.nodes, { level: 0, index: 20, hash: leafHash('x') }];
    const third = await checkEntries(log.entries, { ...evidence, nodes: foreign });
    expect(codesOf(third)).toEqual(['log.node@20']);
  });

  test('does not trust a checkpoint of another key', async () => {
    const other = verifierKeyOf('anjuan/test', generateKeyPairSync('ed25519').publicKey);
    const report = await checkEntries(log.entries, { ...evidence, key: other });
    expect(report.intact).toBe(false);
    expect(new Set(codesOf(report))).toEqual(new Set(['log.checkpoint']));
  });

  test('names a forked head', async () => {
    const fork = builtLog(texts.with(19, canonicalJson({ seq: 19, kind: 'fork' })));
    const report = await checkEntries(fork.entries, { ...evidence, nodes: fork.nodes });
    expect(codesOf(report)).toEqual(['log.root', 'log.head']);
    const behind = { size: 16, root: leafHash('x') };
    const late = await checkEntries(log.entries, { ...evidence, head: behind });
    expect(codesOf(late)).toEqual(['log.head', 'log.head']);
  });
});
