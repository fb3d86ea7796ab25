import { AppError } from '../core/app-error.ts';
import { chartWords } from '../core/chart/chart-words.ts';
import type { Drawing } from '../core/chart/drawing.ts';
import { layOut } from '../core/chart/lay-out.ts';
import { parseChart } from '../core/chart/parse.ts';

/** A chart, laid out for the template to draw, and the same in words for those who listen. */
export interface ChartBlock {
  readonly kind: 'chart';
  readonly title: string;
  readonly words: string;
  readonly drawing: Drawing;
}

/** Lays a chart out for the press; undefined if its text is at fault, so that it prints as typed. */
export function chartBlock(source: string): ChartBlock | undefined {
  try {
    const chart = parseChart(source);
    return { kind: 'chart', title: chart.title, words: chartWords(chart), drawing: layOut(chart) };
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
