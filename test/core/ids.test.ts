import { expect, test } from 'vitest';
import { bufferedRandomBytes } from '../../src/core/ids.ts';

function counting(): { draw: (sizeBytes: number) => Buffer; drawn: Buffer[] } {
  const drawn: Buffer[] = [];
  let next = 0;
  const draw = (sizeBytes: number) => {
    const bytes = Buffer.alloc(sizeBytes);
    for (let at = 0; at < sizeBytes; at += 4) {
      next += 1;
      bytes.writeUInt32BE(next, at);
    }
    drawn.push(bytes);
    return bytes;
  };
  return { draw, drawn };
}

test('buffered randomness is never given out twice, across refills', () => {
  const bytes = bufferedRandomBytes(counting().draw);
  const given = Array.from({ length: 2_000 }, () => bytes(12).toString('hex'));
  expect(new Set(given).size).toBe(given.length);
});

test('what was given out no longer stands in the buffer, and belongs to who asked', () => {
  const { draw, drawn } = counting();
  const bytes = bufferedRandomBytes(draw);
  const [first, second] = [bytes(16), bytes(16)];
  const kept = second.toString('hex');
  first.fill(0xff);
  expect(second.toString('hex')).toBe(kept);
  expect(drawn[0]?.subarray(0, 32).every((byte) => byte === 0)).toBe(true);
});
