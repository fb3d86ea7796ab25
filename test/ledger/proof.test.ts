import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyRoot, leafHash } from '../../src/ledger/hash.ts';
import {
  consistencyNodes,
  consistencyPath,
  inclusionNodes,
  inclusionPath,
  verifyConsistency,
  verifyInclusion,
} from '../../src/ledger/proof.ts';
import { grownTree, leavesOf, modelRoot } from './model.ts';

const most = 70;
const leaves = leavesOf(most);
const { hashAt } = grownTree(leaves);
const roots = Array.from({ length: most + 1 }, (_, size) => modelRoot(leaves.slice(0, size)));

function inclusionClaim(seq: number, size: number) {
  const path = inclusionPath(seq, size, hashAt);
  return { seq, size, leaf: leafHash(leaves[seq]!), path, root: roots[size]! };
}

function consistencyClaim(from: number, to: number) {
  const path = consistencyPath(from, to, hashAt);
  return { from, fromRoot: roots[from]!, to, toRoot: roots[to]!, path };
}

/** The definition of RFC 6962 §2.1.1, written on leaves. */
function modelInclusion(seq: number, part: readonly Buffer[]): Buffer[] {
  if (part.length <= 1) return [];
  let left = 1;
  while (left * 2 < part.length) left *= 2;
  return seq < left
    ? [...modelInclusion(seq, part.slice(0, left)), modelRoot(part.slice(left))]
    : [...modelInclusion(seq - left, part.slice(left)), modelRoot(part.slice(0, left))];
}

/** The definition of RFC 6962 §2.1.2, written on leaves. */
function modelConsistency(from: number, part: readonly Buffer[], own = true): Buffer[] {
  if (from === part.length) return own ? [] : [modelRoot(part)];
  let left = 1;
  while (left * 2 < part.length) left *= 2;
  return from <= left
    ? [...modelConsistency(from, part.slice(0, left), own), modelRoot(part.slice(left))]
    : [...modelConsistency(from - left, part.slice(left), false), modelRoot(part.slice(0, left))];
}

describe('an inclusion proof', () => {
  test('is the path of the definition, and holds, for every leaf of every size up to 70', () => {
    for (let size = 1; size <= most; size += 1) {
      for (let seq = 0; seq < size; seq += 1) {
        const claim = inclusionClaim(seq, size);
        const model = modelInclusion(seq, leaves.slice(0, size));
        expect(claim.path.map((hash) => Buffer.from(hash))).toEqual(model);
        expect(verifyInclusion(claim)).toBe(true);
      }
    }
  });

  test('names beforehand exactly the nodes that it will ask for', () => {
    fc.assert(
      fc.property(fc.nat(most - 1), fc.nat(most - 1), (one, other) => {
        const [seq, size] = [Math.min(one, other), Math.max(one, other) + 1];
        const asked: string[] = [];
        inclusionPath(seq, size, (node) => {
          asked.push(`${node.level}/${node.index}`);
          return hashAt(node);
        });
        const named = inclusionNodes(seq, size).map((node) => `${node.level}/${node.index}`);
        expect(asked).toEqual(named);
      }),
    );
  });

  test('fails for any other leaf, place, size, root or path', () => {
    const anyClaim = fc.integer({ min: 2, max: most }).chain((size) =>
      fc.record({
        size: fc.constant(size),
        seq: fc.nat(size - 1),
        pick: fc.nat(),
        bit: fc.nat(7),
      }),
    );
    fc.assert(
      fc.property(anyClaim, ({ size, seq, pick, bit }) => {
        const claim = inclusionClaim(seq, size);
        const flipped = (hash: Uint8Array) => {
          const copy = Buffer.from(hash);
          copy[pick % 32] = copy[pick % 32]! ^ (1 << bit);
          return copy;
        };
        const at = pick % claim.path.length;
        const otherSeq = (seq + 1 + (pick % (size - 1))) % size;
        const broken = [
          { ...claim, leaf: flipped(claim.leaf) },
          { ...claim, root: flipped(claim.root) },
          { ...claim, path: claim.path.map((hash, i) => (i === at ? flipped(hash) : hash)) },
          { ...claim, path: claim.path.slice(1) },
          { ...claim, path: claim.path.slice(0, -1) },
          { ...claim, path: [...claim.path, claim.leaf] },
          { ...claim, seq: otherSeq },
          { ...claim, seq: size },
          { ...claim, seq: -1 },
          { ...claim, seq: 0.5 },
        ];
        for (const wrong of broken) expect(verifyInclusion(wrong)).toBe(false);
      }),
    );
  });

  test('cannot be asked for a leaf that is not there', () => {
    expect(() => inclusionPath(3, 3, hashAt)).toThrow('a tree of 3 has no leaf 3');
    expect(() => inclusionNodes(-1, 3)).toThrow('no leaf -1');
  });
});

describe('a consistency proof', () => {
  test('is the path of the definition, and holds, between all sizes up to 70', () => {
    for (let to = 0; to <= most; to += 1) {
      for (let from = 0; from <= to; from += 1) {
        const claim = consistencyClaim(from, to);
        if (from > 0) {
          const model = modelConsistency(from, leaves.slice(0, to));
          expect(claim.path.map((hash) => Buffer.from(hash))).toEqual(model);
        }
        expect(verifyConsistency(claim), `${from} to ${to}`).toBe(true);
      }
    }
  });

  test('names beforehand exactly the nodes that it will ask for', () => {
    for (const [from, to] of [
      [3, 7],
      [6, 70],
      [64, 70],
      [33, 65],
    ] as const) {
      const asked: unknown[] = [];
      consistencyPath(from, to, (node) => {
        asked.push(node);
        return hashAt(node);
      });
      expect(asked).toEqual(consistencyNodes(from, to));
    }
  });

  test('fails for any other root, size or path', () => {
    const pair = fc.tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: most }));
    const distinct = pair.filter(([one, other]) => one !== other);
    fc.assert(
      fc.property(distinct, fc.nat(), fc.nat(7), ([one, other], pick, bit) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const claim = consistencyClaim(from, to);
        const flipped = (hash: Uint8Array) => {
          const copy = Buffer.from(hash);
          copy[pick % 32] = copy[pick % 32]! ^ (1 << bit);
          return copy;
        };
        const at = pick % claim.path.length;
        const broken = [
          { ...claim, fromRoot: flipped(claim.fromRoot) },
          { ...claim, toRoot: flipped(claim.toRoot) },
          { ...claim, path: claim.path.map((hash, i) => (i === at ? flipped(hash) : hash)) },
          { ...claim, path: claim.path.slice(1) },
          { ...claim, path: claim.path.slice(0, -1) },
          { ...claim, path: [...claim.path, claim.toRoot] },
          { ...claim, from: to, to: from },
          { ...claim, from: to },
        ];
        for (const wrong of broken) expect(verifyConsistency(wrong)).toBe(false);
      }),
    );
  });

  test('takes the empty tree as the start of every tree, and nothing else for it', () => {
    const claim = { from: 0, fromRoot: emptyRoot(), to: 5, toRoot: roots[5]!, path: [] };
    expect(verifyConsistency(claim)).toBe(true);
    expect(verifyConsistency({ ...claim, fromRoot: roots[1]! })).toBe(false);
    expect(verifyConsistency({ ...claim, path: [roots[1]!] })).toBe(false);
    expect(() => consistencyPath(6, 5, hashAt)).toThrow('does not continue');
  });
});
