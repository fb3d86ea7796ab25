import { describe, expect, it } from 'vitest';
import { faultOutline } from '../../../src/web/kit/fault-outline.ts';

describe('what the log has of a fault', () => {
  it('is its kind, its code and its place, and nothing that a message quotes', () => {
    const words = 'Key (name)=(贾芳芳) exists\n    at 13900001234';
    const fault = Object.assign(new TypeError(words), { code: '23505' });
    const outline = faultOutline(fault);
    expect(outline).toMatchObject({ type: 'TypeError', code: '23505' });
    expect(outline.frames?.[0]).toContain('fault-outline.test.ts');
    expect(JSON.stringify(outline)).not.toMatch(/贾芳芳|13900001234/);
    expect(faultOutline('贾芳芳')).toEqual({ type: 'string' });
  });
});
