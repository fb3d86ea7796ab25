import { expect, test } from 'vitest';
import { instantOf, nextMonth, spanOf } from '../../src/core/month.ts';

test('the month after each of four centuries is the calendar’s', () => {
  let month = Temporal.PlainYearMonth.from('1800-01');
  while (month.year < 2200) {
    const after = month.add({ months: 1 });
    expect(nextMonth(month.toString())).toBe(after.toString());
    month = after;
  }
  for (const wrong of ['2026-00', '2026-13', '2026-1', 'x'])
    expect(() => nextMonth(wrong)).toThrow();
});

test('a wall-clock time is its zone’s, however often it is asked for, and no other is taken', () => {
  for (const _ of [1, 2]) {
    expect(instantOf('2026-10-02 09:30', 'Asia/Shanghai')).toBe('2026-10-02T01:30:00.000Z');
    expect(instantOf('2026-10-02 09:30', 'Europe/Paris')).toBe('2026-10-02T07:30:00.000Z');
    expect(instantOf('2026-10-02', 'Asia/Shanghai')).toBe('2026-10-01T16:00:00.000Z');
    expect(() => instantOf('2026-02-30', 'Asia/Shanghai')).toThrow(RangeError);
  }
  expect(spanOf('2026-03', 'Europe/Paris')).toEqual({
    from: '2026-02-28T23:00:00.000Z',
    until: '2026-03-31T22:00:00.000Z',
  });
});
