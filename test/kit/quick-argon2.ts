import { createRequire } from 'node:module';
import type { hash as hashType, verify as verifyType } from '@node-rs/argon2';

/**
 * Stands for `@node-rs/argon2` in tests: the same Argon2id with the least memory and one round,
 * since an office of twelve people otherwise spends half its opening on hashes. Commands that tests
 * start as processes hash at full cost.
 */
const argon2 = createRequire(import.meta.url)('@node-rs/argon2') as {
  readonly hash: typeof hashType;
  readonly verify: typeof verifyType;
};

export function hash(password: string): Promise<string> {
  return argon2.hash(password, { memoryCost: 64, timeCost: 1, parallelism: 1 });
}

/** What a hash costs to verify stands in the hash. */
export const { verify } = argon2;
