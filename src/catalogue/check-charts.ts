import { AppError, type FieldProblem } from '../core/app-error.ts';
import { layOut } from '../core/chart/lay-out.ts';
import type { Chart } from '../core/chart/model.ts';
import { type Flow, flowEnd, type PatrolRoute } from './chart-model.ts';
import { flowChart, flowNames, routeChart } from './charts.ts';
import type { SiteDocument } from './model.ts';

const mostWays = 3;
const longestLabel = 5;

/**
 * What is wrong with what the handbook's charts are drawn from: a superior that is no post or stands
 * below, a square taken twice, a step that leads nowhere, a drawing that finds no room. What was
 * sound `before` is not drawn again.
 */
export function checkCharts(document: SiteDocument, before: SiteDocument): FieldProblem[] {
  const { patrolRoute, flows } = document;
  const isKept = (one: object, other: object | undefined) =>
    JSON.stringify(one) === JSON.stringify(other);
  return [
    ...checkPosts(document),
    ...checkDepartments(document),
    ...(patrolRoute === undefined || isKept(patrolRoute, before.patrolRoute)
      ? []
      : orDrawing('patrolRoute', checkRoute(patrolRoute), () => routeChart(patrolRoute))),
    ...flowNames.flatMap((name) => {
      const flow = flows?.[name];
      if (flow === undefined || isKept(flow, before.flows?.[name])) return [];
      return orDrawing(`flows.${name}`, checkFlow(flow), () => flowChart(flow));
    }),
  ];
}

function checkPosts({ posts }: Pick<SiteDocument, 'posts'>): FieldProblem[] {
  const byCode = new Map(posts.map((post) => [post.code, post]));
  return posts.flatMap(({ code, title, reportsTo }, at) => {
    if (reportsTo === undefined) return [];
    const field = `posts.${at}.reportsTo`;
    if (reportsTo === code) return [problem(field, 'cycle', `“${title}”不能是自己的上级`)];
    if (!byCode.has(reportsTo)) {
      return [problem(field, 'known', `“${title}”的上级“${reportsTo}”不是岗位表里的岗位`)];
    }
    const line = [title];
    let above = byCode.get(reportsTo);
    while (above !== undefined && line.length <= posts.length) {
      line.push(above.title);
      if (above.code === code) {
        return [problem(field, 'cycle', `上下级绕成了圈：${line.join(' → ')}`)];
      }
      above = above.reportsTo === undefined ? undefined : byCode.get(above.reportsTo);
    }
    return [];
  });
}

function checkDepartments(document: SiteDocument): FieldProblem[] {
  const { departmentDuties = {}, departments, posts } = document;
  const known = new Set([...departments, ...posts.map(({ department }) => department)]);
  return Object.keys(departmentDuties)
    .filter((name) => !known.has(name))
    .map((name) => problem(`departmentDuties.${name}`, 'known', `没有“${name}”这个部门`));
}

/** What is wrong with a patrol route; fields count from the route itself. */
export function checkRoute({ points }: PatrolRoute): FieldProblem[] {
  const stops = points.filter(({ landmark }) => landmark !== true);
  const found = points.flatMap(({ at: square, title, walk, landmark }, at) => {
    const first = points.findIndex((other) => other.at === square);
    if (first < at) {
      const words = `${square} 格已有“${points[first]?.title}”，“${title}”要换一格`;
      return [problem(`points.${at}.at`, 'unique', words)];
    }
    const isLater = landmark !== true && stops[0] !== points[at];
    if (isLater && walk === undefined) {
      return [problem(`points.${at}.walk`, 'required', `“${title}”没有写从上一点走几分钟`)];
    }
    return [];
  });
  if (stops.length >= 2) return found;
  return [...found, problem('points', 'least', '线路至少要有两个要停的点')];
}

/** What is wrong with a flow; fields count from the flow itself. */
export function checkFlow({ lanes, steps }: Flow): FieldProblem[] {
  const numbers = steps.map(({ number }) => number);
  const reached = new Set(steps.flatMap(({ next = [] }) => next.map(({ to }) => to)));
  const twice = lanes.find((lane, at) => lanes.indexOf(lane) < at);
  const doubled =
    twice === undefined ? [] : [problem('lanes', 'unique', `有两条泳道都叫“${twice}”`)];
  return steps.reduce((found, step, at) => {
    const { number, lane, question, next = [] } = step;
    const say = (part: string, rule: string, words: string) => {
      found.push(problem(`steps.${at}${part}`, rule, `第 ${number} 步：${words}`));
    };
    if (numbers.indexOf(number) < at) say('.number', 'unique', '这个步骤号写了两次');
    if (!lanes.includes(lane)) {
      say('.lane', 'known', `没有“${lane}”这条泳道，有的是 ${lanes.join('、')}`);
    }
    if (next.length === 0) say('.next', 'required', `没有写下一步；到此结束的写“${flowEnd}”`);
    if (next.length > mostWays) say('.next', 'most', `一步最多有 ${mostWays} 条路`);
    if (question === true && next.length < 2) say('.next', 'least', '问句后面至少要有两条路');
    const targets = next.map(({ to }) => to);
    if (new Set(targets).size < targets.length) say('.next', 'unique', '两条路通向同一步');
    for (const { to, label = '' } of next) {
      if (to === number) say('.next', 'cycle', '一步不能通向它自己');
      else if (to !== flowEnd && !numbers.includes(to)) say('.next', 'known', `没有第 ${to} 步`);
      if (question === true && label === '') say('.next', 'required', '问句的每条路都要写答案');
      if ([...label].length > longestLabel) {
        say('.next', 'length', `“${label}”超过 ${longestLabel} 个字`);
      }
    }
    if (at > 0 && !reached.has(number)) say('', 'reached', '没有哪一步通向这里');
    return found;
  }, doubled);
}

/** Faults under the part's own name; of a part without any, whether it can be drawn. */
function orDrawing(part: string, found: readonly FieldProblem[], chartOf: () => Chart) {
  if (found.length > 0) {
    return found.map((one) => ({ ...one, field: `${part}.${one.field}` }));
  }
  try {
    layOut(chartOf());
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [problem(part, 'drawn', error.message)];
  }
}

function problem(field: string, rule: string, message: string): FieldProblem {
  return { field, rule, message };
}
