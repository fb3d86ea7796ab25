import type { Drawing } from './drawing.ts';
import { layFlow } from './lay-flow.ts';
import { layRoute } from './lay-route.ts';
import { layTree } from './lay-tree.ts';
import type { Chart } from './model.ts';

/** Lays a chart out. Errors: `invalid` if its arrows find no room. */
export function layOut(chart: Chart): Drawing {
  if (chart.kind === 'flow') return layFlow(chart);
  return chart.kind === 'tree' ? layTree(chart) : layRoute(chart);
}
