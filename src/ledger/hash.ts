import { createHash } from 'node:crypto';

const leafPrefix = Uint8Array.of(0x00);
const nodePrefix = Uint8Array.of(0x01);

/** Length of every hash in the tree. Units: bytes. */
export const hashBytes = 32;

/** The hash of one leaf: SHA-256(0x00 ‖ leaf). Source: RFC 6962 §2.1, RFC 9162 §2.1.1. */
export function leafHash(leaf: Uint8Array | string): Uint8Array {
  return createHash('sha256').update(leafPrefix).update(leaf).digest();
}

/** The hash of an inner node: SHA-256(0x01 ‖ left ‖ right). Source: RFC 6962 §2.1. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return createHash('sha256').update(nodePrefix).update(left).update(right).digest();
}

/** The root of the tree without leaves: SHA-256 of nothing. Source: RFC 6962 §2.1. */
export function emptyRoot(): Uint8Array {
  return createHash('sha256').digest();
}

/** Whether two hashes are the same bytes. */
export function sameHash(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
