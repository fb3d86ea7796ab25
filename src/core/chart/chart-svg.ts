import { digestOf } from '../digest.ts';
import { chartWords } from './chart-words.ts';
import { layOut } from './lay-out.ts';
import { parseChart } from './parse.ts';
import { writeSvg } from './svg.ts';

/**
 * Draws the text of a `chart` block as SVG, and says the same in words.
 *
 * Errors: `invalid` or `limit`, naming the line.
 */
export function chartSvg(source: string): { svg: string; words: string } {
  const chart = parseChart(source);
  const words = chartWords(chart);
  const id = `chart-${digestOf(source).slice('sha256:'.length).slice(0, 10)}`;
  return { svg: writeSvg(layOut(chart), { id, title: chart.title, words }), words };
}
