import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { siteChartsOf } from '../../../src/catalogue/charts.ts';
import { initialSiteDocument } from '../../../src/catalogue/pack.ts';
import { AppError } from '../../../src/core/app-error.ts';
import { layOut } from '../../../src/core/chart/lay-out.ts';
import { parseChart } from '../../../src/core/chart/parse.ts';
import { readChart } from '../../../src/core/chart/site-chart.ts';
import { readLibrary } from '../../../src/policies/commands/seed-policies.ts';
import { flawsOf } from './geometry.ts';

const flow = (lanes: string, ...steps: string[]) =>
  layOut(parseChart(['flow 图', `lanes ${lanes}`, ...steps].join('\n')));

const text = fc.string({
  unit: fc.constantFrom(...'登记派工回访查看，ab12'),
  minLength: 1,
  maxLength: 24,
});

/** A flow of some length: each step leads on, and some questions lead back or ahead. */
const flows = fc.integer({ min: 1, max: 5 }).chain((lanes) =>
  fc
    .array(
      fc.record({
        lane: fc.nat(lanes - 1),
        words: text.filter((words) => words.trim() !== ''),
        asks: fc.boolean(),
        jump: fc.nat(),
      }),
      { minLength: 2, maxLength: 12 },
    )
    .map((steps) => {
      const lines = steps.map(({ lane, words, asks, jump }, index) => {
        const [own, next] = [index + 1, index + 2];
        const other = (jump % steps.length) + 1;
        const question = asks && next <= steps.length && other !== own && other !== next;
        const leads = question ? ` -> 是: ${next} / 否: ${other}` : '';
        return `${own}${question ? '?' : ''} 道${lane}：${words}${leads}`;
      });
      const names = Array.from({ length: lanes }, (_, lane) => `道${lane}`).join(' | ');
      return ['flow 图', `lanes ${names}`, ...lines].join('\n');
    }),
);

describe('a laid-out flow', () => {
  it('has boxes apart, arrows from box to box, and nothing across a box', () => {
    let drawn = 0;
    fc.assert(
      fc.property(flows, (source) => {
        try {
          const flaws = flawsOf(layOut(parseChart(source)));
          drawn += 1;
          expect(flaws).toEqual([]);
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          expect(error.message).toContain('图太密');
        }
      }),
      { numRuns: 150 },
    );
    expect(drawn).toBeGreaterThan(140);
  });

  it('stands a step beside the only one that leads there, and below the rest', () => {
    const { boxes } = flow('甲 | 乙', '1 甲：一', '2 乙：二', '3 乙：三');
    const [one, two, three] = boxes;
    expect(two!.y + two!.height / 2).toBeCloseTo(one!.y + one!.height / 2);
    expect(three!.y).toBeGreaterThan(two!.y + two!.height);
  });

  it('draws ends round, questions as diamonds, and an end of its own for a way that ends', () => {
    const { boxes } = flow('甲', '1 甲：一', '2? 甲：好 -> 是: 完 / 否: 3', '3 甲：改 -> 2');
    expect(boxes.map(({ shape }) => shape)).toEqual(['round', 'diamond', 'round', 'plain']);
    expect(boxes[2]?.words.map((line) => line.text)).toEqual(['结束']);
  });

  it('writes the limit in bold and the answer beside its arrow', () => {
    const { boxes, words } = flow(
      '甲',
      '1 甲：派工 [5 分钟内]',
      '2? 甲：好 -> 是: 3 / 否: 1',
      '3 甲：完',
    );
    expect(boxes[0]?.words.at(-1)).toMatchObject({ text: '5 分钟内', isBold: true });
    expect(words.map((line) => line.text)).toEqual(['甲', '是', '否']);
  });
});

describe('a laid-out tree and route', () => {
  it('has boxes apart and lines from box to box', () => {
    const tree = 'tree 组织\n甲\n 乙\n  丙\n   丁：小字\n    戊\n   己\n  庚\n   辛\n  壬';
    expect(flawsOf(layOut(parseChart(tree))).filter((flaw) => !/^arrows/.test(flaw))).toEqual([]);
    const route =
      'route 早班\nstart 23:50\n@A1 甲\n@C3 乙 [走 5 停 10]\n@A3 丙 [走 1]\n@C1 丁 [走 1]\n@B2 （湖）';
    const drawing = layOut(parseChart(route));
    expect(flawsOf(drawing)).toEqual([]);
    expect(drawing.boxes[2]?.words.map((line) => line.text)).toEqual(['3 丙', '0:06']);
  });
});

describe('the charts of the starter library', () => {
  const settings = siteChartsOf(initialSiteDocument());
  const charts = readLibrary().flatMap(({ code, text: body }) =>
    [...body.matchAll(/```chart\n([\s\S]*?)```/g)].map(([, source = '']) => ({ code, source })),
  );

  it('are drawn without a flaw, none taller than a page lets it be read', () => {
    expect(charts.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['SC-01', 'SC-02', 'SC-03', 'SC-04', 'SC-05']),
    );
    for (const { code, source } of charts) {
      const drawing = layOut(readChart(source, settings));
      const isTree = source.trim() === 'site organisation';
      const flaws = flawsOf(drawing).filter((flaw) => !(isTree && /^arrows/.test(flaw)));
      expect(flaws, code).toEqual([]);
      expect(drawing.height / drawing.width, code).toBeLessThan(1.3);
    }
  });
});
