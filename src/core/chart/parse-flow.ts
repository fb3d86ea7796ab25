import { cutAt, type Line, refuse } from './lines.ts';
import type { FlowChart, FlowStep, Way } from './model.ts';

const mostLanes = 6;
const mostSteps = 40;
const mostWays = 3;
const longestLabel = 5;

interface Typed {
  readonly line: Line;
  readonly step: Omit<FlowStep, 'ways'>;
  /** Undefined where no arrow was typed. */
  readonly ways: readonly Way[] | undefined;
}

/** Reads a flow chart after its first line. Errors: `invalid`, naming the line. */
export function parseFlow(title: string, lines: readonly Line[], first: Line): FlowChart {
  const [lanesLine, ...others] = lines;
  const named = /^lanes\s+(.+)$/.exec(lanesLine?.text.trim() ?? '')?.[1];
  if (lanesLine === undefined || named === undefined) {
    refuse(lanesLine ?? first, '第二行写 lanes 和各泳道的名字，用 | 隔开');
  }
  const lanes = named.split(/[|｜]/).map((lane) => lane.trim());
  if (lanes.includes('')) refuse(lanesLine, '有泳道没有名字');
  if (lanes.length > mostLanes) refuse(lanesLine, `泳道不能超过 ${mostLanes} 条`);
  if (new Set(lanes).size < lanes.length) refuse(lanesLine, '有两条泳道同名');
  const typed = others.map((line) => readStep(line, lanes));
  const surplus = typed[mostSteps];
  if (surplus !== undefined) refuse(surplus.line, `步骤不能超过 ${mostSteps} 个`);
  if (typed.length === 0) refuse(lanesLine, '后面没有步骤');
  return { kind: 'flow', title, lanes, steps: joined(typed) };
}

function readStep(line: Line, lanes: readonly string[]): Typed {
  const [, number = '', sign = '', rest] =
    /^(\d{1,3})\s*([?？]?)[\s.、]+(.+)$/.exec(line.text.trim()) ?? [];
  if (rest === undefined) refuse(line, '步骤写成“1 泳道：做什么 -> 2”');
  const [said, leads] = cutAt(rest, /->|→/);
  const [lane, words] = cutAt(said, /[:：]/);
  if (words === undefined) refuse(line, '没有写由谁做，泳道后面要有冒号');
  if (!lanes.includes(lane)) refuse(line, `没有“${lane}”这条泳道，有的是 ${lanes.join('、')}`);
  const [text, limit = ''] = cutAt(words.replace(/[\]】]$/, ''), /[[【]/);
  if (text === '') refuse(line, '没有写做什么');
  const step = { number, isQuestion: sign !== '', lane: lanes.indexOf(lane), text, limit };
  const ways = leads === undefined ? undefined : readWays(line, leads);
  if (step.isQuestion && (ways?.length ?? 0) < 2) refuse(line, '问句后面至少要有两条路');
  if (step.isQuestion && ways?.some(({ label }) => label === '')) {
    refuse(line, '问句的每条路都要写答案，如“是: 4 / 否: 5”');
  }
  return { line, step, ways };
}

function readWays(line: Line, text: string): Way[] {
  const ways = text.split('/').map((part) => {
    const [, label = '', to] = /^(?:(.*?)\s*[:：]\s*)?(\d{1,3}|完)$/.exec(part.trim()) ?? [];
    if (to === undefined) refuse(line, `箭头后面写步骤号或“完”，读不懂“${part.trim()}”`);
    if ([...label].length > longestLabel) refuse(line, `“${label}”超过 ${longestLabel} 个字`);
    return { to, label };
  });
  if (ways.length > mostWays) refuse(line, `一步最多有 ${mostWays} 条路`);
  if (new Set(ways.map(({ to }) => to)).size < ways.length) refuse(line, '两条路通向同一步');
  return ways;
}

/** Gives each step its ways: a step without an arrow leads to the next line. */
function joined(typed: readonly Typed[]): FlowStep[] {
  const numbers = typed.map(({ step }) => step.number);
  const again = typed.find(({ step }, at) => numbers.indexOf(step.number) < at);
  if (again !== undefined) refuse(again.line, `第 ${again.step.number} 步写了两次`);
  const reached = new Set(numbers.slice(0, 1));
  const steps = typed.map(({ line, step, ways }, at): FlowStep => {
    const following = numbers[at + 1];
    const all = ways ?? (following === undefined ? [] : [{ to: following, label: '' }]);
    for (const { to } of all) {
      if (to === step.number) refuse(line, '一步不能通向它自己');
      if (to !== '完' && !numbers.includes(to)) refuse(line, `没有第 ${to} 步`);
      reached.add(to);
    }
    return { ...step, ways: all };
  });
  const lost = typed.find(({ step }) => !reached.has(step.number));
  if (lost !== undefined) refuse(lost.line, `没有箭头通向第 ${lost.step.number} 步`);
  return steps;
}
