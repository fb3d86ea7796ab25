import { describe, expect, test } from 'vitest';
import { matchesQuery, parseQuery } from '../../../src/core/search/query.ts';

describe('a query', () => {
  test.each([
    ['电梯 困人', ['电梯', '困人']],
    ['电梯，困人、漏水；', ['电梯', '困人', '漏水']],
    ['电梯　困人', ['电梯', '困人']],
    ['"电梯 困人"', ['电梯 困人']],
    ['“电梯，困人”报修', ['电梯 困人', '报修']],
    ['「3栋 2单元', ['3栋 2单元']],
    ['BX-202610-0001 bx-202610-0001', ['bx 202610 0001']],
    ['""  。', []],
  ])('%j asks for %j', (typed, phrases) => {
    expect(parseQuery(typed).phrases).toEqual(phrases);
  });

  test('too long or with too many words is refused with what to do', () => {
    expect(() => parseQuery('长'.repeat(201))).toThrow('缩短到 200 个字');
    expect(() => parseQuery('ﷺ'.repeat(30))).toThrow('缩短到 200 个字');
    expect(() => parseQuery(Array.from({ length: 17 }, (_, word) => `${word}`).join(' '))).toThrow(
      '减到 16 个',
    );
    expect(parseQuery('长'.repeat(200)).phrases).toHaveLength(1);
  });

  test('is answered by a text that holds each phrase', () => {
    const text = '3栋２单元，电梯困人 WiFi';
    expect(matchesQuery(text, parseQuery('困人 wifi'))).toBe(true);
    expect(matchesQuery(text, parseQuery('"单元 电梯"'))).toBe(true);
    expect(matchesQuery(text, parseQuery('单元电梯'))).toBe(false);
    expect(matchesQuery(text, parseQuery('电梯 漏水'))).toBe(false);
    expect(matchesQuery(text, parseQuery(''))).toBe(false);
  });
});
