import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ComparedClause, compareTexts, isSameText } from '../../src/policies/compare.ts';

/** One side of a comparison, as it reads. */
function side(clauses: readonly ComparedClause[], own: 'added' | 'removed'): string[] {
  return clauses.flatMap((clause) => {
    if (clause.kind === 'same') return [clause.after];
    if (clause.kind === 'added') return own === 'added' ? [clause.after] : [];
    if (clause.kind === 'removed') return own === 'removed' ? [clause.before] : [];
    const parts = clause.parts.filter(({ kind }) => kind === 'same' || kind === own);
    return [parts.map(({ text }) => text).join('')];
  });
}

describe('comparing two texts', () => {
  it('marks the changed word and not its paragraph', () => {
    const [before, after] = ['第三条 钥匙须两人到场。', '第三条 钥匙须两名当班人员到场。'];
    expect(compareTexts(`甲\n\n${before}\n\n乙`, `甲\n\n${after}\n\n乙`)).toEqual([
      { kind: 'same', after: '甲' },
      {
        kind: 'changed',
        before,
        after,
        parts: [
          { text: '第三条 钥匙须两', kind: 'same' },
          { text: '人', kind: 'removed' },
          { text: '名当班人员', kind: 'added' },
          { text: '到场。', kind: 'same' },
        ],
      },
      { kind: 'same', after: '乙' },
    ]);
  });

  it('keeps numbers whole', () => {
    const [clause] = compareTexts('限 15 分钟内到场', '限 25 分钟内到场');
    expect(clause).toMatchObject({ kind: 'changed' });
    if (clause?.kind !== 'changed') return;
    expect(clause.parts).toContainEqual({ text: '15', kind: 'removed' });
    expect(clause.parts).toContainEqual({ text: '25', kind: 'added' });
  });

  it('tells a new paragraph from one that was changed beside it', () => {
    const kinds = compareTexts(
      '巡视每两小时一次。\n\n交接须签字。',
      '巡视每一小时一次。\n\n雨天另看排水口。\n\n交接须签字。',
    ).map(({ kind }) => kind);
    expect(kinds).toEqual(['changed', 'added', 'same']);
  });

  it('finds nothing where only blanks between paragraphs differ', () => {
    expect(isSameText(compareTexts('甲\n\n乙', '甲\r\n\r\n\r\n乙  '))).toBe(true);
  });

  it('loses no word of either text, whatever the two are', () => {
    const line = fc.string({
      unit: fc.constantFrom('甲', '乙', '丙', '1', 'a', ' '),
      maxLength: 8,
    });
    const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const clauses = compareTexts(before, after);
        const lines = (whole: string) =>
          whole
            .split('\n')
            .map((one) => one.trimEnd())
            .filter((one) => one !== '');
        expect(side(clauses, 'removed')).toEqual(lines(before));
        expect(side(clauses, 'added')).toEqual(lines(after));
      }),
    );
  });

  it('takes no time by the square of two long texts that have nothing in common', () => {
    const lines = (mark: string) =>
      Array.from({ length: 16_000 }, (_, index) => `${mark}${index}`).join('\n');
    const begun = performance.now();
    const clauses = compareTexts(lines('a'), lines('b'));
    expect(performance.now() - begun).toBeLessThan(10_000);
    expect(side(clauses, 'removed')).toHaveLength(16_000);
    expect(side(clauses, 'added')).toHaveLength(16_000);
  }, 60_000);
});
