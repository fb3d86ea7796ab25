import { AppError } from '../app-error.ts';
import { linesOf, refuse } from './lines.ts';
import type { Chart } from './model.ts';
import { parseChart } from './parse.ts';

/** The charts that the settings of an office hold as data, in the handbook's order. */
export const siteChartNames = [
  'organisation',
  'patrol-route',
  'repair',
  'emergency',
  'complaint',
] as const;
export type SiteChartName = (typeof siteChartNames)[number];

/** The charts that the settings draw today, by name. */
export type SiteCharts = Readonly<Partial<Record<SiteChartName, Chart>>>;

/**
 * Which chart of the settings a block means by `site` and a name; undefined if it is a text of its
 * own. Errors: `invalid` where the name is none, or something follows it.
 */
export function referredChart(source: string): SiteChartName | undefined {
  const [first, second] = linesOf(source);
  const [, said] = /^site(?:\s+(.*))?$/.exec(first?.text.trim() ?? '') ?? [];
  if (first === undefined || !/^site(\s|$)/.test(first.text.trim())) return undefined;
  const name = siteChartNames.find((one) => one === said?.trim());
  if (name === undefined) {
    refuse(first, `site 后面写 ${siteChartNames.join('、')} 中的一个`);
  }
  if (second !== undefined) refuse(second, 'site 的图由设置画出，下面不能再写内容');
  return name;
}

/**
 * The chart of a block: read from its text, or, where it refers to one, taken from the settings.
 *
 * Errors: `invalid` or `limit`, naming the line.
 */
export function readChart(source: string, charts: SiteCharts = {}): Chart {
  const name = referredChart(source);
  if (name === undefined) return parseChart(source);
  const chart = charts[name];
  if (chart !== undefined) return chart;
  throw new AppError('invalid', '这幅图由设置里的数据画出，这里没有可用的设置。');
}

/** The charts of the settings to which the blocks of a policy's text refer. */
export function chartsReferredIn(text: string): SiteChartName[] {
  const blocks = text.matchAll(/^ {0,3}(`{3,}|~{3,})\s*chart\s*\n([\s\S]*?)^\s*\1/gm);
  return [...blocks].flatMap(([, , source = '']) => {
    const name = /^\s*site\s+(\S+)\s*$/.exec(source)?.[1];
    return siteChartNames.filter((one) => one === name);
  });
}

/** Whether a policy's text holds a chart of any kind. */
export function holdsChart(text: string): boolean {
  return /^ {0,3}(`{3,}|~{3,})\s*chart\s*$/m.test(text);
}
