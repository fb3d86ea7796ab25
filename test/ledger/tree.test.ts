import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { emptyRoot, leafHash } from '../../src/ledger/hash.ts';
import { appendLeaf, type Frontier, frontierNodes, rootOf } from '../../src/ledger/tree.ts';
import { grownTree, leavesOf, modelRoot } from './model.ts';

// The eight leaves and roots that logs of RFC 6962 are tested with.
const knownLeaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => Buffer.from(hex, 'hex'));
const knownRoots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('the tree', () => {
  test('has the known roots of the eight known leaves', () => {
    let frontier: Frontier = [];
    for (const [size, leaf] of knownLeaves.entries()) {
      frontier = appendLeaf(size, frontier, leafHash(leaf)).frontier;
      expect(Buffer.from(rootOf(size + 1, frontier)).toString('hex')).toBe(knownRoots[size]);
    }
  });

  test('is the hash of nothing when empty', () => {
    const nothing = createHash('sha256').digest();
    expect(Buffer.from(emptyRoot()).equals(nothing)).toBe(true);
    expect(Buffer.from(rootOf(0, [])).equals(nothing)).toBe(true);
  });

  test('has the root of the definition at every size up to 70', () => {
    const leaves = leavesOf(70);
    for (let size = 0; size <= 70; size += 1) {
      const { frontier } = grownTree(leaves.slice(0, size));
      expect(Buffer.from(rootOf(size, frontier))).toEqual(modelRoot(leaves.slice(0, size)));
    }
  });

  test('hands out each complete subtree exactly once, and the frontier lies among them', () => {
    const leaves = leavesOf(70);
    const { frontier, nodes } = grownTree(leaves);
    let complete = 0;
    for (let width = 1; width <= 70; width *= 2) complete += Math.floor(70 / width);
    expect(nodes.size).toBe(complete);
    const stored = frontierNodes(70).map((node) => nodes.get(`${node.level}/${node.index}`));
    expect(stored).toEqual(frontier);
  });

  test('refuses a frontier of another size', () => {
    const { frontier } = grownTree(leavesOf(3));
    expect(() => rootOf(4, frontier)).toThrow('a tree of 4 has 1 subtrees, not 2');
    expect(() => appendLeaf(2, frontier, leafHash('x'))).toThrow('subtrees');
    expect(() => rootOf(-1, [])).toThrow('no tree has -1 leaves');
  });
});
