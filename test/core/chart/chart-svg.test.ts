import { expect, it } from 'vitest';
import { chartSvg } from '../../../src/core/chart/chart-svg.ts';

const source =
  'flow 甲<乙>\nlanes 业主 | 客服\n1 业主：报修 & 说明 [当时]\n2? 客服：好 -> 是: 完 / 否: 1';

it('draws text as text, in the face and colour of its page', () => {
  const { svg } = chartSvg(source);
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" class="chart" role="img"/);
  expect(svg).toContain('>1 报修 &amp; 说明</text>');
  expect(svg).not.toMatch(/font-family|style=|<script|#[0-9a-f]{3}/);
});

it('names and tells itself to those who do not see it', () => {
  const { svg, words } = chartSvg(source);
  const [, title, desc] = /aria-labelledby="(\S+) (\S+)"/.exec(svg) ?? [];
  expect(svg).toContain(`<title id="${title}">甲&lt;乙&gt;</title>`);
  expect(svg).toContain(`<desc id="${desc}">甲&lt;乙&gt;。第 1 步，业主：报修 &amp; 说明（当时）`);
  expect(words).toContain('第 2 步，客服：好；是，结束；否，到第 1 步。');
});

it('is the same text each time, and another for another chart', () => {
  expect(chartSvg(source)).toEqual(chartSvg(source));
  const other = chartSvg(source.replace('报修', '咨询')).svg;
  expect(/<title id="([^"]+)"/.exec(other)?.[1]).not.toBe(
    /<title id="([^"]+)"/.exec(chartSvg(source).svg)?.[1],
  );
});
