import { emptyRoot, nodeHash, sameHash } from './hash.ts';
import { completeNodes, composed, type NodeCoordinate } from './tree.ts';

/** The leaves from `start` up to, not including, `end`, whose hash is one step of a path. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** Which stored nodes `inclusionPath` will ask for, so that a store can fetch them in one query. */
export function inclusionNodes(seq: number, size: number): NodeCoordinate[] {
  return inclusionRanges(seq, size).flatMap(({ start, end }) => completeNodes(start, end));
}

/**
 * The audit path that proves leaf `seq` (0-based) in the tree of `size` leaves.
 *
 * Errors: throws if the tree has no such leaf. Source: RFC 6962 §2.1.1.
 */
export function inclusionPath(
  seq: number,
  size: number,
  hashes: (node: NodeCoordinate) => Uint8Array,
): Uint8Array[] {
  return inclusionRanges(seq, size).map((range) => rangeHash(range, hashes));
}

/** Which stored nodes `consistencyPath` will ask for. */
export function consistencyNodes(from: number, to: number): NodeCoordinate[] {
  return consistencyRanges(from, to).flatMap(({ start, end }) => completeNodes(start, end));
}

/**
 * The path that proves the tree of `to` leaves to be the tree of `from` leaves with more appended.
 *
 * Errors: throws unless 0 <= from <= to. Source: RFC 6962 §2.1.2.
 */
export function consistencyPath(
  from: number,
  to: number,
  hashes: (node: NodeCoordinate) => Uint8Array,
): Uint8Array[] {
  return consistencyRanges(from, to).map((range) => rangeHash(range, hashes));
}

/**
 * Whether `path` proves that the leaf with hash `leaf` stands at `seq` under `root`.
 *
 * Source: RFC 9162 §2.1.3.2.
 */
export function verifyInclusion(claim: {
  readonly seq: number;
  readonly size: number;
  readonly leaf: Uint8Array;
  readonly path: readonly Uint8Array[];
  readonly root: Uint8Array;
}): boolean {
  if (!isCount(claim.seq) || !isCount(claim.size) || claim.seq >= claim.size) return false;
  let at = claim.seq;
  let last = claim.size - 1;
  let hash = claim.leaf;
  for (const sibling of claim.path) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sibling, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && sameHash(hash, claim.root);
}

/**
 * Whether `path` proves that the tree `toRoot` continues the tree `fromRoot`.
 *
 * Every tree continues the empty one; that needs no path. Source: RFC 9162 §2.1.4.2.
 */
export function verifyConsistency(claim: {
  readonly from: number;
  readonly fromRoot: Uint8Array;
  readonly to: number;
  readonly toRoot: Uint8Array;
  readonly path: readonly Uint8Array[];
}): boolean {
  const { from, fromRoot, to, toRoot } = claim;
  if (!isCount(from) || !isCount(to) || from > to) return false;
  if (from === to) return claim.path.length === 0 && sameHash(fromRoot, toRoot);
  if (from === 0) return claim.path.length === 0 && sameHash(fromRoot, emptyRoot());
  if (claim.path.length === 0) return false;
  const path = isPowerOfTwo(from) ? [fromRoot, ...claim.path] : claim.path;
  let [at, last] = [from - 1, to - 1];
  while (at % 2 === 1) [at, last] = [(at - 1) / 2, Math.floor(last / 2)];
  const [seed, ...siblings] = path;
  if (seed === undefined) return false;
  let [older, newer] = [seed, seed];
  for (const sibling of siblings) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      older = nodeHash(sibling, older);
      newer = nodeHash(sibling, newer);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      newer = nodeHash(newer, sibling);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && sameHash(older, fromRoot) && sameHash(newer, toRoot);
}

function inclusionRanges(seq: number, size: number): Range[] {
  if (!isCount(seq) || !isCount(size) || seq >= size) {
    throw new Error(`a tree of ${size} has no leaf ${seq}`);
  }
  const ranges: Range[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + leftWidth(end - start);
    if (seq < middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  return ranges.reverse();
}

function consistencyRanges(from: number, to: number): Range[] {
  if (!isCount(from) || !isCount(to) || from > to) {
    throw new Error(`a tree of ${to} does not continue a tree of ${from}`);
  }
  if (from === 0 || from === to) return [];
  const ranges: Range[] = [];
  let [start, end] = [0, to];
  // The older tree's own root is known to the verifier, so it is left out while it is whole.
  let ownRoot = true;
  while (from !== end) {
    const middle = start + leftWidth(end - start);
    if (from <= middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
      ownRoot = false;
    }
  }
  if (!ownRoot) ranges.push({ start, end });
  return ranges.reverse();
}

function rangeHash(range: Range, hashes: (node: NodeCoordinate) => Uint8Array): Uint8Array {
  return composed(completeNodes(range.start, range.end).map(hashes));
}

/** The largest power of two smaller than `width` (RFC 6962's k). */
function leftWidth(width: number): number {
  let left = 1;
  while (left * 2 < width) left *= 2;
  return left;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isPowerOfTwo(value: number): boolean {
  return leftWidth(value) * 2 === value || value === 1;
}
