import type { FlowChart, FlowStep } from './model.ts';

/** The steps of a flow chart as people write them, a line each: what `parseFlow` reads. */
export function flowLines({ lanes, steps }: FlowChart): string {
  return steps.map((step) => stepLine(lanes, step)).join('\n');
}

/** One step as people write it, such as `3? 前台：要派人上门 -> 是: 4 / 否: 5`. */
export function stepLine(lanes: readonly string[], step: FlowStep): string {
  const { number, isQuestion, lane, text, limit, ways } = step;
  const within = limit === '' ? '' : ` [${limit}]`;
  const leads = ways.map(({ to, label }) => (label === '' ? to : `${label}: ${to}`));
  const onward = ` -> ${leads.length === 0 ? '完' : leads.join(' / ')}`;
  return `${number}${isQuestion ? '?' : ''} ${lanes[lane] ?? ''}：${text}${within}${onward}`;
}
