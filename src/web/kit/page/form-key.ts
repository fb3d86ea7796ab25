import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Entropy } from '../../../core/ids.ts';

/**
 * A name for one form of one session: it makes a write happen once, and only somebody who was shown
 * the form can know it.
 *
 * Shape: 24 base64url letters, a dot, and their HMAC-SHA-256 under the session's token.
 */
export function newFormKey(token: string, entropy: Entropy): string {
  const nonce = entropy.bytes(18).toString('base64url');
  return `${nonce}.${macOf(token, nonce)}`;
}

/** Whether a form was made for this session. */
export function isFormKey(token: string, key: string): boolean {
  const [nonce = '', mac = ''] = key.split('.');
  const wanted = Buffer.from(macOf(token, nonce));
  const given = Buffer.from(mac);
  return nonce !== '' && wanted.length === given.length && timingSafeEqual(wanted, given);
}

function macOf(token: string, nonce: string): string {
  return createHmac('sha256', token).update(nonce).digest('base64url');
}
