import { createHash } from 'node:crypto';
import { leafHash } from '../../src/ledger/hash.ts';
import { appendLeaf, type Frontier, type NodeCoordinate } from '../../src/ledger/tree.ts';

/** `count` different leaves. */
export function leavesOf(count: number): Buffer[] {
  return Array.from({ length: count }, (_, index) => Buffer.from(`leaf ${index}`));
}

/** The root by the recursive definition of RFC 6962, written without any of the code under test. */
export function modelRoot(leaves: readonly Buffer[]): Buffer {
  const sha = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
  if (leaves.length === 0) return sha();
  if (leaves.length === 1) return sha(Buffer.of(0), leaves[0]!);
  let left = 1;
  while (left * 2 < leaves.length) left *= 2;
  return sha(Buffer.of(1), modelRoot(leaves.slice(0, left)), modelRoot(leaves.slice(left)));
}

/** The tree of these leaves as a store would keep it. */
export function grownTree(leaves: readonly (Uint8Array | string)[]) {
  const nodes = new Map<string, Uint8Array>();
  let frontier: Frontier = [];
  for (const [size, leaf] of leaves.entries()) {
    const grown = appendLeaf(size, frontier, leafHash(leaf));
    frontier = grown.frontier;
    for (const node of grown.nodes) nodes.set(`${node.level}/${node.index}`, node.hash);
  }
  const hashAt = (node: NodeCoordinate) => {
    const hash = nodes.get(`${node.level}/${node.index}`);
    if (hash === undefined) throw new Error(`not stored: level ${node.level} index ${node.index}`);
    return hash;
  };
  return { frontier, nodes, hashAt };
}
