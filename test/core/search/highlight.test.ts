import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { highlight, snippet } from '../../../src/core/search/highlight.ts';
import { normalForm } from '../../../src/core/search/normal-form.ts';
import { parseQuery } from '../../../src/core/search/query.ts';
import { sentences } from './corpus.ts';

/** The text with its hits in brackets. */
function bracketed(text: string, query: string): string {
  return highlight(text, parseQuery(query)).reduceRight(
    (marked, [start, end]) =>
      `${marked.slice(0, start)}[${marked.slice(start, end)}]${marked.slice(end)}`,
    text,
  );
}

describe('hits', () => {
  test.each([
    ['3栋电梯困人，电梯已修', '电梯', '3栋[电梯]困人，[电梯]已修'],
    ['电梯困人', '电梯 梯困', '[电梯困]人'],
    ['电梯困人', '电梯 困人', '[电梯困人]'],
    ['《ＰＧ－202610－0021》', 'pg-202610-00', '《[ＰＧ－202610－00]21》'],
    ['单元， 电梯', '"元 电"', '单[元， 电]梯'],
    ['住𠮷祥阁', '𠮷', '住[𠮷]祥阁'],
    ['面积 90㎡整', 'm2', '面积 90[㎡]整'],
    ['哈哈哈', '哈哈', '[哈哈哈]'],
    ['没有', '电梯', '没有'],
  ])('in %j for %j are %j', (text, query, expected) => {
    expect(bracketed(text, query)).toBe(expected);
  });

  test('hold a phrase each, wherever in a text they are', () => {
    const texts = sentences(200, { seed: 9 });
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.nat(60),
        fc.integer({ min: 1, max: 9 }),
        (...cut) => {
          const [text, start, length] = cut;
          const query = parseQuery(`"${text.slice(start, start + length).replace(/[“”]/g, '')}"`);
          if (query.phrases.length === 0) return;
          const marked = highlight(text, query);
          for (const [from, to] of marked) {
            expect(normalForm(text.slice(from, to))).toContain(query.phrases[0]);
          }
          expect(marked.length > 0).toBe(normalForm(text).includes(query.phrases[0] ?? '?'));
        },
      ),
    );
  });
});

describe('a snippet', () => {
  const long = `${'前'.repeat(300)}电梯${'中'.repeat(300)}困人，电梯${'后'.repeat(300)}`;

  test('shows the passage with the most words, and says where it was cut', () => {
    const shown = snippet(long, parseQuery('电梯 困人'), 50);
    expect(shown.text).toHaveLength(50);
    expect(shown.text).toContain('困人，电梯');
    expect(shown.marks.map(([start, end]) => shown.text.slice(start, end))).toEqual([
      '困人',
      '电梯',
    ]);
    expect(shown).toMatchObject({ cutBefore: true, cutAfter: true });
  });

  test('of a short text is the text, and without a hit is its beginning', () => {
    const whole = { text: '电梯', marks: [[0, 2]], cutBefore: false, cutAfter: false };
    expect(snippet('电梯', parseQuery('电梯'))).toEqual(whole);
    const start = { text: '前'.repeat(10), marks: [], cutBefore: false, cutAfter: true };
    expect(snippet(long, parseQuery('没有'), 10)).toEqual(start);
  });

  test('of a very long text is the same wherever the rest of the text goes', () => {
    const tail = '，此后照常。'.repeat(2_000);
    for (const before of [0, 10, 150, 160, 250, 300, 1_000]) {
      const head = `${'前'.repeat(before)}电梯困人，请物业处理`;
      const shown = snippet(`${head}${tail}电梯`, parseQuery('电梯 困人'));
      const [start] = shown.marks;
      expect(shown.text).toContain('电梯困人，请物业');
      expect(shown.marks).toEqual([[Math.min(before, 18), Math.min(before, 18) + 4]]);
      expect(shown.text.slice(start?.[0], start?.[1])).toBe('电梯困人');
      expect(shown.text).toHaveLength(90);
      expect(shown).toMatchObject({ cutBefore: before > 18, cutAfter: true });
    }
  });

  test('shows a hit at the very end in its full length, and no half characters', () => {
    const shown = snippet(`${'𠮷'.repeat(99)}a电梯`, parseQuery('电梯'), 20);
    expect(shown.text.isWellFormed()).toBe(true);
    expect(shown.text.endsWith('a电梯')).toBe(true);
    expect(shown.text.length).toBeGreaterThanOrEqual(19);
    expect(shown.marks).toEqual([[shown.text.length - 2, shown.text.length]]);
  });

  test('shows the beginning of a hit that is longer than itself', () => {
    const shown = snippet(
      `${'前'.repeat(50)}${'电梯'.repeat(30)}`,
      parseQuery('电梯'.repeat(30)),
      20,
    );
    expect(shown.marks).toEqual([[4, 20]]);
  });
});
