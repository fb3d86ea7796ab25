import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type PriceList,
  priceFrom,
  priceListOf,
  priceProblems,
  withPrices,
} from '../../src/core/price-list.ts';

const text = [
  '## 价目表',
  '```prices',
  '# 一、文印',
  '项目 | 单位 | 价格（元） | 含什么',
  '打字 | 页 | 5 | A4，一次校改',
  '复印 | 面 | ０．５ |',
  '',
  '# 二、其它',
  '搬运 | 人·小时 | 面议',
  '```',
  '夜间另计。',
].join('\n');

function broken(...lines: string[]): string {
  return ['# 价目', '```prices', ...lines, '```'].join('\n');
}

const word = fc
  .string({ unit: fc.constantFrom(...'打字复印页面小时·（）、，AB1 '), minLength: 1, maxLength: 8 })
  .map((words) => words.trim())
  .filter((words) => words !== '' && words !== '项目');
const price = fc.record({
  name: word,
  unit: word,
  price: fc.oneof(
    fc.constant(null),
    fc.integer({ min: 0, max: 9_999_999 }).map((fen) => fen / 100),
  ),
  includes: fc.oneof(fc.constant(''), word),
});
const list: fc.Arbitrary<PriceList> = fc
  .uniqueArray(
    fc.record({
      title: word,
      prices: fc.uniqueArray(price, { minLength: 1, maxLength: 5, selector: ({ name }) => name }),
    }),
    { minLength: 1, maxLength: 4, selector: ({ title }) => title },
  )
  .map((groups) => ({ groups }));

describe('the price list of a text', () => {
  it('has no price without a name that is seen', () => {
    expect(priceProblems(broken('\u200b | 页 | 5'))).toMatchObject([{ line: 3 }]);
  });

  it('says which mark parts the cells, where the wide one was typed', () => {
    const [problem] = priceProblems(broken('打字｜页｜5'));
    expect(problem).toMatchObject({ line: 3, reason: expect.stringContaining('半角的 |') });
  });

  it('is read from its block: groups, prices to the fen, 面议, and what they include', () => {
    expect(priceProblems(text)).toEqual([]);
    expect(priceListOf(text)).toEqual({
      groups: [
        {
          title: '一、文印',
          prices: [
            { name: '打字', unit: '页', price: 5, includes: 'A4，一次校改' },
            { name: '复印', unit: '面', price: 0.5, includes: '' },
          ],
        },
        {
          title: '二、其它',
          prices: [{ name: '搬运', unit: '人·小时', price: null, includes: '' }],
        },
      ],
    });
    expect(priceListOf('没有价目的制度')).toBeUndefined();
  });

  it.each([
    ['打字 | 页', 3, '要写成'],
    ['打字 | 页 | 5 | 含 | 多了', 3, '要写成'],
    [' | 页 | 5', 3, '没有写项目'],
    ['打字 |  | 5', 3, '没有写单位'],
    ['打字 | 页 | 五元', 3, '五元'],
    ['打字 | 页 | -5', 3, '-5'],
    ['打字 | 页 | 0.555', 3, '0.555'],
    ['打字 | 页 | 1,200', 3, '1,200'],
    ['#', 3, '组名是空的'],
  ])('names the line and the reason of %s', (line, number, reason) => {
    const problems = priceProblems(broken(line, '复印 | 面 | 1'));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ line: number });
    expect(problems[0]?.reason).toContain(reason);
    expect(priceListOf(broken(line, '复印 | 面 | 1'))).toBeUndefined();
  });

  it('refuses a name twice in a group, a group twice, an empty block, an open one, and a second', () => {
    const at = (source: string) => priceProblems(source).map(({ line }) => line);
    expect(at(broken('打字 | 页 | 5', '打字 | 面 | 6'))).toEqual([4]);
    expect(at(broken('# 甲', '打字 | 页 | 5', '# 乙', '打字 | 页 | 5'))).toEqual([]);
    expect(at(broken('# 甲', '打字 | 页 | 5', '# 甲', '复印 | 页 | 5'))).toEqual([5]);
    expect(at(broken(''))).toEqual([2]);
    expect(at('```prices\n打字 | 页 | 5')).toEqual([1]);
    const second = `${broken('打字 | 页 | 5')}\n\n${broken('复印 | 页 | 5')}`;
    expect(at(second)).toEqual([7]);
  });

  it('takes no example of a block for a block', () => {
    expect(priceListOf('````\n```prices\n打字 | 页 | 坏\n```\n````')).toBeUndefined();
    expect(priceProblems('````\n```prices\n打字 | 页 | 坏\n```\n````')).toEqual([]);
  });

  it('is read again as it was written, and nothing else of the text changes', () => {
    fc.assert(
      fc.property(list, (wanted) => {
        const written = withPrices(text, wanted);
        expect(priceListOf(written)).toEqual(wanted);
        expect(written.startsWith('## 价目表\n```prices\n')).toBe(true);
        expect(written.endsWith('\n```\n夜间另计。')).toBe(true);
        expect(priceListOf(withPrices('没有价目。', wanted))).toEqual(wanted);
      }),
      { numRuns: 60 },
    );
  });

  it('reads a price as it is typed', () => {
    expect(['0', '30', '0.5', '１２．５０', ' 面议 '].map(priceFrom)).toEqual([
      0,
      30,
      0.5,
      12.5,
      null,
    ]);
    expect(['', '.5', '1.', '1e3', '￥5', '5元', '-1', '1.234'].map(priceFrom)).toEqual(
      Array.from({ length: 8 }, () => undefined),
    );
  });
});
