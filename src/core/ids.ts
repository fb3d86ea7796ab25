import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';

/** Randomness as a capability, so that tests can count instead. */
export interface Entropy {
  bytes(sizeBytes: number): Buffer;
}

/** How much randomness is asked for at once. Units: bytes. */
const poolBytes = 8192;

/** The operating system's randomness. */
export const systemEntropy: Entropy = { bytes: bufferedRandomBytes(randomBytes) };

/**
 * Gives out small amounts of randomness from a buffer, since each call to the system costs as much
 * as a read from the database. What was given out is wiped from the buffer.
 */
export function bufferedRandomBytes(
  draw: (sizeBytes: number) => Buffer,
): (sizeBytes: number) => Buffer {
  let pool: Buffer = Buffer.alloc(0);
  return (sizeBytes) => {
    if (sizeBytes > poolBytes / 16) return draw(sizeBytes);
    if (pool.length < sizeBytes) pool = draw(poolBytes);
    const given = Buffer.from(pool.subarray(0, sizeBytes));
    pool.fill(0, 0, sizeBytes);
    pool = pool.subarray(sizeBytes);
    return given;
  };
}

/**
 * A new opaque id: `<prefix>_` and a UUIDv7, so that ids sort by the time they were made.
 *
 * Source: RFC 9562 §5.7.
 */
export function newId(prefix: string, clock: Clock, entropy: Entropy): string {
  const bytes = entropy.bytes(16);
  bytes.writeUIntBE(Date.parse(clock.now()), 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${prefix}_${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
