import type { Drawing } from './drawing.ts';
import { fillBox, fillDiamond, type Passage } from './fill-box.ts';
import { type Cell, layGrid } from './lay-grid.ts';
import type { FlowChart, FlowStep } from './model.ts';
import type { Link, Spot } from './wire.ts';

/** Lays a flow chart out: lanes across, time downwards. */
export function layFlow(chart: FlowChart): Drawing {
  const steps = withEnds(chart.steps);
  const spots = placeSteps(steps);
  const links = steps.flatMap((step): Link[] =>
    step.ways.map(({ to, label }) => ({ from: step.number, to, label })),
  );
  const cells = steps.map((step, index): Cell => {
    const spot = spots[index] ?? { id: step.number, column: 0, row: 0 };
    return { ...spot, fill: (width) => fillStep(step, index === 0, width) };
  });
  return layGrid({
    columns: chart.lanes.length,
    rows: Math.max(...spots.map(({ row }) => row)) + 1,
    cells,
    links,
    heads: chart.lanes,
    sides: [],
    hasBands: true,
    isDownwards: true,
  });
}

/** Draws an end of its own where one of several ways ends. */
function withEnds(steps: readonly FlowStep[]): FlowStep[] {
  return steps.flatMap((step) => {
    const ends = step.ways.some(({ to }) => to === '完');
    if (!ends) return [step];
    if (step.ways.length === 1) return [{ ...step, ways: [] }];
    const number = `${step.number}完`;
    const ways = step.ways.map((way) => (way.to === '完' ? { ...way, to: number } : way));
    const end = { number, isQuestion: false, lane: step.lane, text: '结束', limit: '', ways: [] };
    return [{ ...step, ways }, end];
  });
}

function fillStep(
  { number, isQuestion, text, limit, ways }: FlowStep,
  isFirst: boolean,
  width: number,
) {
  const words = number.endsWith('完') ? text : `${number} ${text}`;
  if (isQuestion) return fillDiamond(`${words}${/[？?]$/.test(words) ? '' : '？'}`, width);
  const passages: Passage[] = [{ text: words }];
  if (limit !== '') passages.push({ text: limit, isBold: true, size: 12 });
  return fillBox(isFirst || ways.length === 0 ? 'round' : 'plain', passages, width);
}

/**
 * Gives each step its square: below what comes before it, or beside it where only one step leads
 * there and nothing stands between the two.
 */
function placeSteps(steps: readonly FlowStep[]): Spot[] {
  const spots: Spot[] = [];
  const isFree = (column: number, row: number) =>
    !spots.some((spot) => spot.column === column && spot.row === row);
  const isFreeBetween = (from: Spot, lane: number) => {
    const by = Math.sign(lane - from.column);
    for (let column = from.column + by; column !== lane + by; column += by) {
      if (!isFree(column, from.row)) return false;
    }
    return by !== 0;
  };
  steps.forEach(({ number, lane }, index) => {
    const before = steps
      .slice(0, index)
      .filter(({ ways }) => ways.some(({ to }) => to === number))
      .flatMap((step) => spots.find(({ id }) => id === step.number) ?? []);
    const [only] = before;
    let row = Math.max(-1, ...before.map((spot) => spot.row)) + 1;
    if (only !== undefined && before.length === 1 && isFreeBetween(only, lane)) row = only.row;
    while (!isFree(lane, row)) row += 1;
    spots.push({ id: number, column: lane, row });
  });
  return spots;
}
