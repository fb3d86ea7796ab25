import { emptyRoot, nodeHash } from './hash.ts';

/** A complete subtree: the 2^level leaves that start at leaf index × 2^level. */
export interface NodeCoordinate {
  readonly level: number;
  readonly index: number;
}

/** A complete subtree with its hash; it never changes once its last leaf is there. */
export interface StoredNode extends NodeCoordinate {
  readonly hash: Uint8Array;
}

/** The hashes of the complete subtrees that make up a tree, largest (leftmost) first. */
export type Frontier = readonly Uint8Array[];

/**
 * The tree one leaf longer, and the nodes to store for it: the leaf itself (level 0), then every
 * subtree that it completes, in rising level.
 *
 * `leaf` is the leaf's hash, as `leafHash` gives it. Errors: throws if `frontier` cannot belong to
 * a tree of `size` leaves.
 */
export function appendLeaf(
  size: number,
  frontier: Frontier,
  leaf: Uint8Array,
): { frontier: Frontier; nodes: StoredNode[] } {
  requireFit(size, frontier);
  const rest = [...frontier];
  const nodes: StoredNode[] = [{ level: 0, index: size, hash: leaf }];
  let node: StoredNode = { level: 0, index: size, hash: leaf };
  while (node.index % 2 === 1) {
    const left = rest.pop();
    if (left === undefined) throw new Error(`frontier too short for a tree of ${size}`);
    node = { level: node.level + 1, index: (node.index - 1) / 2, hash: nodeHash(left, node.hash) };
    nodes.push(node);
  }
  return { frontier: [...rest, node.hash], nodes };
}

/** The root of a tree of `size` leaves. Source: RFC 6962 §2.1. */
export function rootOf(size: number, frontier: Frontier): Uint8Array {
  requireFit(size, frontier);
  return composed(frontier);
}

/** The coordinates of the subtrees whose hashes are the frontier of a tree of `size` leaves. */
export function frontierNodes(size: number): NodeCoordinate[] {
  return completeNodes(0, size);
}

/**
 * The complete subtrees that cover the leaves from `start` up to, not including, `end`.
 *
 * `start` is one at which RFC 6962 begins a subtree: a multiple of the power of two that is at
 * least as long as the range.
 */
export function completeNodes(start: number, end: number): NodeCoordinate[] {
  const nodes: NodeCoordinate[] = [];
  let from = start;
  while (from < end) {
    let level = 0;
    let width = 1;
    while (width * 2 <= end - from) {
      level += 1;
      width *= 2;
    }
    nodes.push({ level, index: from / width });
    from += width;
  }
  return nodes;
}

/** The hash over neighbouring subtrees, largest first; the ragged right edge hangs rightmost. */
export function composed(hashes: readonly Uint8Array[]): Uint8Array {
  const last = hashes.at(-1);
  if (last === undefined) return emptyRoot();
  return hashes.slice(0, -1).reduceRight<Uint8Array>((right, left) => nodeHash(left, right), last);
}

function requireFit(size: number, frontier: Frontier): void {
  if (!Number.isSafeInteger(size) || size < 0) throw new Error(`no tree has ${size} leaves`);
  let subtrees = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) subtrees += rest % 2;
  if (subtrees !== frontier.length) {
    throw new Error(`a tree of ${size} has ${subtrees} subtrees, not ${frontier.length}`);
  }
}
