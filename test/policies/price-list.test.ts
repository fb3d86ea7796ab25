import { describe, expect, it } from 'vitest';
import { priceListOf } from '../../src/core/price-list.ts';
import { readLibrary } from '../../src/policies/commands/seed-policies.ts';
import { priceChanges, refuseBrokenPrices } from '../../src/policies/price-list.ts';

function listOf(...lines: string[]) {
  const list = priceListOf(['```prices', ...lines, '```'].join('\n'));
  if (list === undefined) throw new Error('the example cannot be read');
  return list;
}

describe('a price list from one version to the next', () => {
  it('tells what was raised, lowered, new, gone and said otherwise, with both prices', () => {
    const before = listOf(
      '# 甲',
      '打字 | 页 | 5 | A4',
      '复印 | 面 | 1',
      '传真 | 页 | 2',
      '扫描 | 面 | 1',
      '# 乙',
      '搬运 | 次 | 50',
    );
    const after = listOf(
      '# 甲',
      '打字 | 页 | 6 | A4',
      '复印 | 面 | 0.5',
      '扫描 | 面 | 1 | 发到邮箱',
      '装订 | 本 | 8',
      '# 乙',
      '搬运 | 人·小时 | 40',
    );
    const told = priceChanges(before, after).map(({ kind, name, before: was, after: is }) => [
      kind,
      name,
      was?.price ?? null,
      is?.price ?? null,
    ]);
    expect(told).toEqual([
      ['raised', '打字', 5, 6],
      ['lowered', '复印', 1, 0.5],
      ['changed', '扫描', 1, 1],
      ['new', '装订', null, 8],
      ['changed', '搬运', 50, 40],
      ['gone', '传真', 2, null],
    ]);
    expect(priceChanges(before, before)).toEqual([]);
  });

  it('follows a price into another group, and a group that got another name', () => {
    const before = listOf('# 甲', '打字 | 页 | 5', '# 乙', '打字 | 份 | 9');
    const after = listOf('# 甲（新）', '打字 | 页 | 5', '# 乙', '打字 | 份 | 10');
    expect(priceChanges(before, after)).toMatchObject([{ kind: 'raised', group: '乙' }]);
  });

  it('stands in the starter library, and is refused where a line is broken', () => {
    const holding = readLibrary().filter(({ text }) => priceListOf(text) !== undefined);
    expect(holding.map(({ code }) => code)).toEqual(['ZD-07']);
    for (const { code, text } of readLibrary()) {
      expect(refuseBrokenPrices(text), code).toBeUndefined();
    }
    const broken = (holding[0]?.text ?? '').replace('打字 | 页 | 5', '打字 | 页 | 五');
    const refusal = refuseBrokenPrices(broken);
    expect(refusal?.code).toBe('invalid');
    expect(refusal?.message).toMatch(/第 \d+ 行：“打字”/);
  });
});
