import type { Entropy } from '../../src/core/ids.ts';

/**
 * Randomness that counts: every call's bytes end in the number of the call, so that ids are
 * different, in order, and the same in every run. `start` keeps two sources in one test apart.
 */
export function countedEntropy(start = 0): Entropy {
  let calls = start;
  return {
    bytes: (sizeBytes) => {
      calls += 1;
      const bytes = Buffer.alloc(sizeBytes);
      const counter = Buffer.alloc(6);
      counter.writeUIntBE(calls, 0, 6);
      counter.copy(bytes, Math.max(0, sizeBytes - 6), Math.max(0, 6 - sizeBytes));
      return bytes;
    },
  };
}
