import { describe, expect, test } from 'vitest';
import { emptyRoot, leafHash, nodeHash, sameHash } from '../../src/ledger/hash.ts';

const hex = (hash: Uint8Array) => Buffer.from(hash).toString('hex');

describe('tree hashes', () => {
  test('of nothing and of the empty leaf are the known ones', () => {
    expect(hex(emptyRoot())).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    expect(hex(leafHash(''))).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
  });

  test('keep leaves and nodes apart, so that no leaf can pose as two others', () => {
    const [left, right] = [leafHash('left'), leafHash('right')];
    const both = Buffer.concat([left, right]);
    expect(hex(leafHash(both))).not.toBe(hex(nodeHash(left, right)));
  });

  test('are the same only byte for byte and length for length', () => {
    expect(sameHash(leafHash('x'), leafHash('x'))).toBe(true);
    expect(sameHash(leafHash('x'), leafHash('y'))).toBe(false);
    expect(sameHash(leafHash('x'), leafHash('x').subarray(0, 31))).toBe(false);
  });
});
