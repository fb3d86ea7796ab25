import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clausesOf } from '../../src/policies/compare/clauses.ts';
import { compareTexts, isRenumbered, isSameText } from '../../src/policies/compare/compare.ts';
import type { ComparedClause } from '../../src/policies/compare/model.ts';

/** One side of a comparison, as it reads. */
function side(clauses: readonly ComparedClause[], own: 'before' | 'after'): string[] {
  const gone = own === 'before' ? 'added' : 'removed';
  return clauses.flatMap((clause) => {
    if (clause[own] === null) return [];
    const parts = clause.parts.filter(({ kind }) => kind !== gone);
    return [parts.map(({ text }) => text).join('')];
  });
}

/** What became of each clause, in order. */
function kinds(before: string, after: string): string[] {
  return compareTexts(before, after).map(({ kind }) => kind);
}

const paragraph = { kind: 'paragraph', depth: 0 };

describe('comparing two texts', () => {
  it('marks the changed word and not its paragraph', () => {
    const [before, after] = ['第三条 钥匙须两人到场。', '第三条 钥匙须两名当班人员到场。'];
    const [first, changed, last] = compareTexts(`甲\n\n${before}\n\n乙`, `甲\n\n${after}\n\n乙`);
    expect([first?.kind, last?.kind]).toEqual(['same', 'same']);
    expect(changed).toEqual({
      kind: 'changed',
      before: paragraph,
      after: paragraph,
      parts: [
        { text: '第三条 钥匙须两', kind: 'same' },
        { text: '人', kind: 'removed' },
        { text: '名当班人员', kind: 'added' },
        { text: '到场。', kind: 'same' },
      ],
    });
  });

  it('keeps numbers whole', () => {
    const [clause] = compareTexts('限 15 分钟内到场', '限 25 分钟内到场');
    expect(clause?.kind).toBe('changed');
    expect(clause?.parts).toContainEqual({ text: '15', kind: 'removed' });
    expect(clause?.parts).toContainEqual({ text: '25', kind: 'added' });
  });

  it('tells a new paragraph from one that was changed beside it', () => {
    const before = '巡视每两小时一次。\n\n交接须签字。';
    const after = '巡视每一小时一次。\n\n雨天另看排水口。\n\n交接须签字。';
    expect(kinds(before, after)).toEqual(['changed', 'added', 'same']);
  });

  it('finds nothing where only blanks between paragraphs differ', () => {
    expect(isSameText(compareTexts('甲\n\n乙', '甲\r\n\r\n\r\n乙  '))).toBe(true);
  });

  it('tells headings, points, rows and bold words by what they are, without their signs', () => {
    const text =
      '## 交接\n\n1. 双方**到场**签字。\n   - 夜班另记\n\n| 项目 | 价 |\n|---|---|\n| 换锁 | 50 |';
    const clauses = compareTexts(text, text);
    expect(clauses.map(({ after }) => after?.kind)).toEqual([
      'heading',
      'point',
      'point',
      'row',
      'row',
    ]);
    expect(clauses[0]?.after).toEqual({ kind: 'heading', level: 2 });
    expect(clauses[1]?.after).toEqual({ kind: 'point', depth: 0, marker: '1.' });
    expect(clauses[2]?.after).toEqual({ kind: 'point', depth: 1, marker: '•' });
    expect(clauses[1]?.parts[1]).toEqual({ text: '到场', kind: 'same', marks: ['bold'] });
    expect(JSON.stringify(clauses)).not.toMatch(/##|\*\*|\|/);
  });

  it('shows that a word turned bold, and that a heading changed its rank', () => {
    const [bold] = compareTexts('须两人到场', '须**两人**到场');
    expect(bold?.kind).toBe('changed');
    expect(bold?.parts).toContainEqual({ text: '两人', kind: 'added', marks: ['bold'] });
    const [rank] = compareTexts('## 目的', '### 目的');
    expect(rank).toMatchObject({ kind: 'changed', before: { level: 2 }, after: { level: 3 } });
    expect(rank?.parts.every(({ kind }) => kind === 'same')).toBe(true);
  });

  it('finds clauses again that were moved, and those that only have another number', () => {
    const [first, second, third] = ['钥匙两人到场', '交接须当面签字', '雨天另看排水口'];
    const list = (...points: string[]) => points.map((one, at) => `${at + 1}. ${one}`).join('\n');
    const moved = compareTexts(list(first, second, third), list(third, first, second));
    expect(moved.map(({ kind }) => kind)).toEqual(['moved-here', 'same', 'same', 'moved-away']);
    expect(moved.filter(isRenumbered)).toHaveLength(2);
    const grown = compareTexts(list(first, third), list(first, second, third));
    expect(grown.map(({ kind }) => kind)).toEqual(['same', 'added', 'same']);
    expect(isRenumbered(grown[2] as ComparedClause)).toBe(true);
  });

  it('takes rows of price lists and lines of charts one by one', () => {
    const table = (price: string) =>
      `| 项目 | 价 |\n|---|---|\n| 换锁 | ${price} |\n| 通下水 | 80 |`;
    expect(kinds(table('50'), table('60'))).toEqual(['same', 'changed', 'same']);
    const chart = (end: string) => `\`\`\`chart\nflow 报修\n接报 -> 派工\n派工 -> ${end}\n\`\`\``;
    expect(kinds(chart('回访'), chart('归档'))).toEqual(['same', 'same', 'changed']);
  });

  it('loses no word of either text, whatever the two are', () => {
    const line = fc.string({
      unit: fc.constantFrom('甲', '乙', '丙', '1', 'a', ' ', '-', '#', '|', '*'),
      maxLength: 8,
    });
    const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n'));
    const read = (whole: string) =>
      clausesOf(whole).map(({ spans }) => spans.map((span) => span.text).join(''));
    const letters = (whole: string) => whole.replace(/[^甲乙丙a]/g, '');
    fc.assert(
      fc.property(text, text, (before, after) => {
        const clauses = compareTexts(before, after);
        expect(side(clauses, 'before')).toEqual(read(before));
        expect(side(clauses, 'after')).toEqual(read(after));
        expect(letters(side(clauses, 'after').join(''))).toBe(letters(after));
      }),
    );
  });

  it('takes no time by the square of two long texts that have nothing in common', () => {
    const lines = (mark: string) =>
      Array.from({ length: 16_000 }, (_, index) => `- ${mark}${index}`).join('\n');
    const begun = performance.now();
    const clauses = compareTexts(lines('a'), lines('b'));
    expect(performance.now() - begun).toBeLessThan(10_000);
    expect(side(clauses, 'before')).toHaveLength(16_000);
    expect(side(clauses, 'after')).toHaveLength(16_000);
  }, 60_000);
});
