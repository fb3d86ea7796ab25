import { expect, test } from 'vitest';
import { newId } from '../../src/core/ids.ts';
import { countedEntropy } from './entropy.ts';
import { testClock } from './time.ts';

test('counted ids differ, sort in the order they were made, and are the same in every run', () => {
  const make = () => {
    const entropy = countedEntropy();
    return [1, 2, 3].map(() => newId('rec', testClock(), entropy));
  };
  const ids = make();
  expect(new Set(ids).size).toBe(3);
  expect(ids.toSorted()).toEqual(ids);
  expect(make()).toEqual(ids);
});

test('counted bytes have the length asked for, however short', () => {
  const entropy = countedEntropy();
  expect([0, 1, 4, 6, 32].map((sizeBytes) => entropy.bytes(sizeBytes).length)).toEqual([
    0, 1, 4, 6, 32,
  ]);
  expect(entropy.bytes(1)).toEqual(Buffer.from([6]));
});
