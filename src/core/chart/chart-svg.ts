import { digestOf } from '../digest.ts';
import { chartWords } from './chart-words.ts';
import { layOut } from './lay-out.ts';
import type { Chart } from './model.ts';
import { readChart, type SiteCharts } from './site-chart.ts';
import { writeSvg } from './svg.ts';

/**
 * Draws the text of a `chart` block as SVG, and says the same in words; a block that refers to a
 * chart of the settings is drawn from `charts`.
 *
 * Errors: `invalid` or `limit`, naming the line.
 */
export function chartSvg(source: string, charts: SiteCharts = {}): { svg: string; words: string } {
  return drawSvg(readChart(source, charts), source);
}

/** Draws a chart; `name` tells it from the others of a page. Errors: `invalid`. */
export function drawSvg(chart: Chart, name: string): { svg: string; words: string } {
  const words = chartWords(chart);
  const id = `chart-${digestOf(name).slice('sha256:'.length).slice(0, 10)}`;
  return { svg: writeSvg(layOut(chart), { id, title: chart.title, words }), words };
}
