import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from './canonical-json.ts';

/** `sha256:` and 64 lower-case hexadecimal digits. */
export type Digest = string;

/** Length of a salt. Units: bytes. */
export const saltBytes = 32;

/** The SHA-256 digest of some bytes (text counts as UTF-8). */
export function digestOf(bytes: Uint8Array | string): Digest {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/**
 * The digest an entry carries for content that may one day be destroyed:
 * SHA-256(salt ‖ canonical JSON of the content). Without the salt nothing can be guessed from it.
 */
export function saltedDigest(salt: Uint8Array, content: Json): Digest {
  const hash = createHash('sha256').update(salt).update(canonicalJson(content));
  return `sha256:${hash.digest('hex')}`;
}
