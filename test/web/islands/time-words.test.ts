import { describe, expect, it } from 'vitest';
import { dueWords, momentBetween, nearness } from '../../../src/web/islands/time-words.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe('the words of a deadline', () => {
  it('are minutes and seconds within the hour, then hours, then days', () => {
    const left = [2 * minute + 31 * second, 3 * hour + 12 * minute, 2 * day + 5 * hour];
    expect(left.map((time) => dueWords('zh', time))).toEqual([
      '剩 02:31',
      '剩 3时12分',
      '剩 2天5时',
    ]);
    expect(left.map((time) => dueWords('en', time))).toEqual([
      '02:31 left',
      '3 h 12 min left',
      '2 d 5 h left',
    ]);
  });

  it('count a second that has begun until it is over', () => {
    expect(dueWords('zh', 59_999)).toBe('剩 01:00');
    expect(dueWords('zh', 1)).toBe('剩 00:01');
  });

  it('say by how much it has passed', () => {
    expect(dueWords('zh', 0)).toBe('超时 00:00');
    expect(dueWords('zh', -70 * second)).toBe('超时 01:10');
    expect(dueWords('zh', -(3 * hour))).toBe('超时 3时0分');
    expect(dueWords('en', -70 * second)).toBe('01:10 over');
  });
});

describe('a deadline', () => {
  it('is near from its warning on, and past from its very moment on', () => {
    const looks = [5 * minute + 1, 5 * minute, 1, 0, -1];
    expect(looks.map((left) => nearness(left, 5 * minute))).toEqual([
      'calm',
      'warn',
      'warn',
      'bad',
      'bad',
    ]);
  });

  it('is spoken of once at one minute and once at the breach', () => {
    expect(momentBetween(minute + 1, minute)).toBe('minute');
    expect(momentBetween(minute, minute - 1)).toBeUndefined();
    expect(momentBetween(1, 0)).toBe('breach');
    expect(momentBetween(0, -1)).toBeUndefined();
    expect(momentBetween(2 * minute, -1)).toBe('breach');
  });
});
