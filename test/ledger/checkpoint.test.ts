import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkpointBody,
  fingerprintOf,
  formatVerifierKey,
  openCheckpoint,
  openNote,
  parseCheckpointBody,
  parseVerifierKey,
  signCheckpoint,
  signNote,
  verifierKeyOf,
} from '../../src/ledger/checkpoint.ts';
import { leafHash } from '../../src/ledger/hash.ts';

const pair = generateKeyPairSync('ed25519');
const signer = { name: 'anjuan/test', key: pair.privateKey };
const key = verifierKeyOf('anjuan/test', pair.publicKey);
const checkpoint = { origin: 'anjuan/test', size: 42, root: leafHash('root') };

function faultOf(parsed: object): string | undefined {
  return 'fault' in parsed ? (parsed.fault as { en: string }).en : undefined;
}

describe('a checkpoint', () => {
  test('opens again under the key that signed it', () => {
    expect(openCheckpoint(signCheckpoint(checkpoint, signer), key)).toEqual({ value: checkpoint });
  });

  test('is three lines of text', () => {
    expect(checkpointBody({ ...checkpoint, root: Buffer.alloc(32) })).toBe(
      'anjuan/test\n42\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n',
    );
  });

  test.each([
    ['\n1\nx\n', 'line 1'],
    ['o\n01\nAAAA\n', 'line 2'],
    ['o\n-1\nAAAA\n', 'line 2'],
    ['o\n9007199254740993\nAAAA\n', 'line 2'],
    ['o\n1\nAAAA\n', 'line 3'],
    ['o\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=\n', 'line 3'],
    ['o\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=', 'line 4'],
    ['o\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nmore\n', 'line 4'],
    ['o', 'line 2'],
  ])('in another spelling (%j) is refused with its %s', (body, line) => {
    expect(faultOf(parseCheckpointBody(body))).toContain(line);
  });

  test('is refused under another key, with the line of the signature', () => {
    const other = generateKeyPairSync('ed25519');
    const note = signCheckpoint(checkpoint, signer);
    const otherKey = verifierKeyOf('anjuan/test', other.publicKey);
    expect(faultOf(openCheckpoint(note, otherKey))).toBe('line 5: not signed by anjuan/test');
  });

  test('is refused after any change of a single bit', () => {
    const note = Buffer.from(signCheckpoint(checkpoint, signer));
    fc.assert(
      fc.property(fc.nat(note.length - 1), fc.nat(7), (at, bit) => {
        const changed = Buffer.from(note);
        changed[at] = changed[at]! ^ (1 << bit);
        expect(faultOf(openCheckpoint(changed.toString(), key))).toMatch(/^line \d/);
      }),
      { numRuns: 400 },
    );
  });

  test('may carry a second signature, as long as that is well formed', () => {
    const witness = { name: 'witness', key: generateKeyPairSync('ed25519').privateKey };
    const body = checkpointBody(checkpoint);
    const second = signNote(body, witness).slice(body.length + 1);
    const note = signCheckpoint(checkpoint, signer) + second;
    expect(openCheckpoint(note, key)).toEqual({ value: checkpoint });
    expect(faultOf(openCheckpoint(`${note}junk\n`, key))).toContain('line 7');
  });
});

describe('a note', () => {
  // The worked example in the documentation of golang.org/x/mod/sumdb/note.
  const line = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
  const text =
    'If you think cryptography is the answer to your problem,\n' +
    "then you don't know what your problem is.\n";
  const signature =
    'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=';

  test('signed by the Go tools opens here', () => {
    const parsed = parseVerifierKey(line);
    if ('fault' in parsed) throw new Error(parsed.fault.en);
    const note = `${text}\n— PeterNeumann ${signature}\n`;
    expect(openNote(note, parsed.value)).toEqual({ value: text });
    expect(formatVerifierKey(parsed.value)).toBe(line);
  });

  test('without a line feed at its end is not signed', () => {
    expect(() => signNote('no line feed', signer)).toThrow('line feed');
  });
});

describe('a verifier key', () => {
  test('reads back from its one line', () => {
    const line = formatVerifierKey(key);
    expect(parseVerifierKey(line)).toEqual({ value: { ...key, publicKey: expect.anything() } });
    expect(parseVerifierKey(`${line}\n`)).toEqual(parseVerifierKey(line));
  });

  test('in any other spelling is refused', () => {
    const line = formatVerifierKey(key);
    fc.assert(
      fc.property(fc.nat(line.length - 1), fc.nat(6), (at, bit) => {
        const changed = Buffer.from(line);
        changed[at] = changed[at]! ^ (1 << bit);
        expect(faultOf(parseVerifierKey(changed.toString()))).toContain('line 1');
      }),
    );
    for (const wrong of ['', '+', '++', `${line}\n\n`, ` ${line}`, line.replace('+', '++')]) {
      expect(faultOf(parseVerifierKey(wrong))).toContain('line 1');
    }
  });

  test('has a fingerprint of sixteen groups that does not depend on the name', () => {
    expect(fingerprintOf(key)).toMatch(/^([0-9a-f]{4} ){15}[0-9a-f]{4}$/);
    expect(fingerprintOf({ ...key, name: 'other' })).toBe(fingerprintOf(key));
  });

  test('is made of Ed25519 keys only', () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(() => verifierKeyOf('x', other.publicKey)).toThrow('not an Ed25519 key');
    expect(verifierKeyOf('x', pair.privateKey)).toEqual(verifierKeyOf('x', pair.publicKey));
  });
});
