import { AppError } from '../core/app-error.ts';
import { chartWords } from '../core/chart/chart-words.ts';
import type { Drawing } from '../core/chart/drawing.ts';
import { layOut } from '../core/chart/lay-out.ts';
import type { Chart } from '../core/chart/model.ts';
import { readChart, type SiteCharts } from '../core/chart/site-chart.ts';

/** A chart, laid out for the template to draw, and the same in words for those who listen. */
export interface ChartBlock {
  readonly kind: 'chart';
  readonly title: string;
  readonly words: string;
  readonly drawing: Drawing;
}

/**
 * Lays a chart out for the press, one of the settings from `charts`; undefined if its text is at
 * fault, so that it prints as typed.
 */
export function chartBlock(source: string, charts: SiteCharts = {}): ChartBlock | undefined {
  try {
    return layChart(readChart(source, charts));
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/**
 * The most that is said of a drawing, well within a PDF string. Units: characters.
 *
 * Source: ISO 19005-2, 6.1.13: a string has 32 767 bytes at most.
 */
const mostWords = 6_000;

/** A chart as a block. Errors: `invalid` if its arrows find no room. */
export function layChart(chart: Chart): ChartBlock {
  const words = [...chartWords(chart)];
  const heard = words.length > mostWords ? [...words.slice(0, mostWords), '…'] : words;
  return { kind: 'chart', title: chart.title, words: heard.join(''), drawing: layOut(chart) };
}
