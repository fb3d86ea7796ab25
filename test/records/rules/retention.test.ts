import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLocalDate } from '../../../src/core/month.ts';
import { classOf, retainedThrough } from '../../../src/records/rules/retention.ts';

const days = fc
  .integer({ min: 0, max: 73_000 })
  .map((count) => Temporal.PlainDate.from('1950-01-01').add({ days: count }).toString());
const periods = fc.integer({ min: 1, max: 100 });

describe('retention', () => {
  it('keeps a matter closed in October 2026 for ten years through 2036-12-31', () => {
    expect(retainedThrough('2026-10-15', 10)).toBe('2036-12-31');
    expect(retainedThrough('2024-02-29', 5)).toBe('2029-12-31');
    expect(retainedThrough('2026-12-31', 5)).toBe('2031-12-31');
    expect(retainedThrough('2027-01-01', 5)).toBe('2032-12-31');
  });

  it('never ends before the full period after closing, nor a year later than that', () => {
    fc.assert(
      fc.property(days, periods, (closedOn, years) => {
        const end = retainedThrough(closedOn, years);
        const anniversary = Temporal.PlainDate.from(closedOn).add({ years }).toString();
        const tooLate = Temporal.PlainDate.from(closedOn)
          .add({ years: years + 1 })
          .toString();
        expect(isLocalDate(end)).toBe(true);
        expect(end >= anniversary).toBe(true);
        expect(end < tooLate || closedOn.endsWith('-12-31')).toBe(true);
      }),
    );
  });

  it('ends the later, the later a matter is closed and the longer it is kept', () => {
    fc.assert(
      fc.property(days, days, periods, (one, other, years) => {
        const [first, second] = one <= other ? [one, other] : [other, one];
        expect(retainedThrough(first, years) <= retainedThrough(second, years)).toBe(true);
        expect(retainedThrough(first, years) < retainedThrough(first, years + 1)).toBe(true);
      }),
    );
  });

  it('puts a period in between into the longer class', () => {
    const classes = [1, 5, 6, 10, 11, 30].map((years) =>
      classOf({ retention: { years, source: 'C-6.7' } }),
    );
    expect(classes).toEqual(['y5', 'y5', 'y10', 'y10', 'long', 'long']);
    expect(classOf({ retention: { permanent: true, source: 'C-2.6' } })).toBe('long');
  });
});
