import { createPublicKey } from 'node:crypto';
import {
  fingerprintOf,
  type Parsed,
  parseVerifierKey,
  type VerifierKey,
  verifierKeyOf,
} from '../../ledger/checkpoint.ts';
import { sameHash } from '../../ledger/hash.ts';
import { type Finding, fault } from './finding.ts';

/** The signing key of a bag: who signed, and whether the reader knew the key beforehand. */
export interface KeyReport {
  readonly name: string;
  readonly fingerprint: string;
  /** Whether it was compared with, and is, the key that the reader brought. */
  readonly compared: boolean;
}

/**
 * A key that the reader trusts: the line of `key.txt`, or an Ed25519 key in PEM.
 *
 * PEM knows no name, so it comes with an empty one.
 */
export function parseTrustedKey(text: string): Parsed<VerifierKey> {
  if (!text.includes('-----BEGIN')) return parseVerifierKey(text.trim());
  try {
    return { value: verifierKeyOf('', createPublicKey(text)) };
  } catch {
    const [zh, en] = ['不是 PEM 格式的 Ed25519 公钥', 'not an Ed25519 public key in PEM'];
    return { fault: { line: 1, zh, en } };
  }
}

/** The key to check signatures by, and whether it is the one that the reader trusts. */
export function chosenKey(
  ownText: string | undefined,
  trusted: VerifierKey | undefined,
  report: (finding: Finding) => void,
): { key: VerifierKey; compared: boolean } | undefined {
  const path = 'proof/key.txt';
  const parsed = ownText === undefined ? undefined : parseVerifierKey(ownText);
  if (parsed !== undefined && 'fault' in parsed) {
    report(fault('key.form', path, [parsed.fault.zh, parsed.fault.en]));
  }
  const own = parsed !== undefined && 'value' in parsed ? parsed.value : undefined;
  if (trusted === undefined) return own === undefined ? undefined : { key: own, compared: false };
  if (own === undefined) return { key: trusted, compared: true };
  const renamed = trusted.name !== '' && trusted.name !== own.name;
  if (sameHash(own.publicKey, trusted.publicKey) && !renamed) return { key: own, compared: true };
  const words = [
    '由另一把密钥签名，不是您给的那把',
    'signed by another key than the one given',
  ] as const;
  const named = (key: VerifierKey) => `${key.name} ${fingerprintOf(key)}`.trim();
  report(fault('key.other', path, words, { expected: named(trusted), found: named(own) }));
  return { key: own, compared: false };
}
