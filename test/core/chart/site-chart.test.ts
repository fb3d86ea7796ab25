import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flowChart, flowFrom, siteChartsOf } from '../../../src/catalogue/charts.ts';
import { initialSiteDocument } from '../../../src/catalogue/pack.ts';
import { chartSvg } from '../../../src/core/chart/chart-svg.ts';
import { cutDrawing } from '../../../src/core/chart/cut-drawing.ts';
import { flowLines } from '../../../src/core/chart/flow-text.ts';
import { layOut } from '../../../src/core/chart/lay-out.ts';
import { parseChart } from '../../../src/core/chart/parse.ts';
import {
  chartsReferredIn,
  readChart,
  referredChart,
  siteChartNames,
} from '../../../src/core/chart/site-chart.ts';

const document = initialSiteDocument();
const charts = siteChartsOf(document);

describe('a reference to a chart of the settings', () => {
  it('is drawn as the settings say, and a whole text as it says itself', () => {
    for (const name of siteChartNames) {
      expect(readChart(`site ${name}\n`, charts)).toBe(charts[name]);
      expect(chartSvg(`site ${name}`, charts).svg).toContain('<svg ');
    }
    expect(readChart('tree 组织\n经理\n 主管', charts)).toMatchObject({ title: '组织' });
  });

  it('names what there is when it names nothing, and takes no lines of its own', () => {
    expect(referredChart('tree 组织\n经理')).toBeUndefined();
    expect(() => readChart('site 组织', charts)).toThrow('organisation、patrol-route');
    expect(() => readChart('site repair\n1 前台：登记', charts)).toThrow('图的第 2 行');
    expect(() => readChart('site repair')).toThrow('设置');
  });

  it('is found in a text, and only in its charts', () => {
    const text = '# 图\n```chart\nsite repair\n```\n```text\nsite complaint\n```\nsite emergency\n';
    expect(chartsReferredIn(text)).toEqual(['repair']);
    expect(chartsReferredIn('```chart\r\nsite repair\r\n```'.replaceAll('\r', ''))).toEqual([
      'repair',
    ]);
  });
});

describe('a flow as lines', () => {
  it('is read back as the flow that was written', () => {
    for (const name of ['repair', 'emergency', 'complaint'] as const) {
      const chart = charts[name];
      if (chart.kind !== 'flow') throw new Error(`${name} is a flow`);
      const text = [`flow ${chart.title}`, `lanes ${chart.lanes.join(' | ')}`, flowLines(chart)];
      const read = parseChart(text.join('\n'));
      if (read.kind !== 'flow') throw new Error(`${name} is a flow`);
      expect(flowFrom(read)).toEqual(document.flows?.[name]);
      expect(flowChart(flowFrom(read))).toEqual(chart);
    }
  });
});

describe('a drawing cut into pages', () => {
  it('keeps every box and word once, none cut through, whatever the height', () => {
    const drawing = layOut(charts.emergency);
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 1000 }), (tallest) => {
        const pieces = cutDrawing(drawing, tallest);
        const ids = pieces.flatMap(({ boxes }) => boxes.map(({ id }) => id));
        expect(ids.toSorted()).toEqual(drawing.boxes.map(({ id }) => id).toSorted());
        for (const { boxes, arrows, height } of pieces) {
          expect(height).toBeLessThanOrEqual(Math.max(tallest, 200));
          for (const box of boxes) {
            expect(box.y).toBeGreaterThanOrEqual(0);
            expect(box.y + box.height).toBeLessThanOrEqual(height);
          }
          for (const { y } of arrows.flatMap(({ points }) => points)) {
            expect(y).toBeGreaterThanOrEqual(-0.001);
            expect(y).toBeLessThanOrEqual(height + 0.001);
          }
        }
        const tips = pieces.flatMap(({ arrows }) => arrows.filter(({ head }) => head.length > 0));
        expect(tips).toHaveLength(drawing.arrows.length);
      }),
      { numRuns: 60 },
    );
  });

  it('repeats the heads of its lanes on every page', () => {
    const pieces = cutDrawing(layOut(charts.repair), 400);
    expect(pieces.length).toBeGreaterThan(2);
    for (const { words } of pieces) {
      expect(words.filter(({ top }) => top < 32).map(({ text }) => text)).toEqual(
        expect.arrayContaining(['业主', '客服前台', '工程部', '客服主管']),
      );
    }
  });
});
