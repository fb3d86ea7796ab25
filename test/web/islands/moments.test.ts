import { describe, expect, it } from 'vitest';
import { momentBetween } from '../../../src/web/islands/moments.ts';

const minute = 60_000;

describe('a deadline', () => {
  it('is spoken of once at one minute and once at the breach', () => {
    expect(momentBetween(minute + 1, minute)).toBe('minute');
    expect(momentBetween(minute, minute - 1)).toBeUndefined();
    expect(momentBetween(1, 0)).toBe('breach');
    expect(momentBetween(0, -1)).toBeUndefined();
  });

  it('is spoken of as past where both moments went by unseen', () => {
    expect(momentBetween(2 * minute, -1)).toBe('breach');
  });
});
