import type { PatrolRoute, RoutePoint } from '../../catalogue/chart-model.ts';
import {
  chartedPosts,
  departmentDutiesOf,
  type FlowName,
  flowChart,
  flowOf,
  patrolRouteOf,
  postedInHandbook,
} from '../../catalogue/charts.ts';
import type { SiteDocument } from '../../catalogue/model.ts';
import { stepLine } from '../../core/chart/flow-text.ts';
import { type ChartPart, isFlow, type SayChart } from './settings.ts';

/** Everything that a part says otherwise after than before, each in words. */
export function changesIn(
  part: ChartPart,
  documents: { readonly before: SiteDocument; readonly after: SiteDocument },
  say: SayChart,
): string[] {
  const { before, after } = documents;
  if (part === 'organisation') return organisationChanges(before, after, say);
  if (part === 'patrol-route') {
    return routeChanges(patrolRouteOf(before), patrolRouteOf(after), say);
  }
  if (isFlow(part)) return flowChanges(before, after, { name: part, say });
  const [was, is] = [postedInHandbook(before), postedInHandbook(after)];
  const yesOrNo = (value: boolean) => say(value ? 'yes' : 'no');
  return was === is ? [] : [say('c_posted', { before: yesOrNo(was), after: yesOrNo(is) })];
}

function organisationChanges(before: SiteDocument, after: SiteDocument, say: SayChart): string[] {
  const old = chartedPosts(before);
  const titleOf = (code: string | undefined) =>
    old.find((post) => post.code === code)?.title ?? say('top');
  const posts = chartedPosts(after).flatMap(({ code, title, reportsTo, duties = '' }) => {
    const was = old.find((post) => post.code === code);
    return [
      ...(was?.reportsTo === reportsTo
        ? []
        : [
            say('c_reportsTo', {
              title,
              before: titleOf(was?.reportsTo),
              after: titleOf(reportsTo),
            }),
          ]),
      ...difference('c_duties', title, [was?.duties ?? '', duties], say),
    ];
  });
  const [wasDuties, duties] = [departmentDutiesOf(before), departmentDutiesOf(after)];
  const departments = after.departments.flatMap((name) =>
    difference('c_department', name, [wasDuties[name] ?? '', duties[name] ?? ''], say),
  );
  return [...posts, ...departments];
}

function routeChanges(before: PatrolRoute, after: PatrolRoute, say: SayChart): string[] {
  const words = ({ at, see = say('none'), walk = 0, stay = 0, landmark }: RoutePoint) =>
    say(landmark === true ? 'landmarkWords' : 'pointWords', { at, see, walk, stay });
  const known = (points: readonly RoutePoint[], title: string) =>
    points.find((point) => point.title === title);
  const changed = after.points.flatMap((point) => {
    const was = known(before.points, point.title);
    if (was === undefined) {
      return [say('c_pointAdded', { title: point.title, after: words(point) })];
    }
    return difference('c_point', point.title, [words(was), words(point)], say);
  });
  const gone = before.points
    .filter(({ title }) => known(after.points, title) === undefined)
    .map(({ title }) => say('c_pointGone', { title }));
  const orderOf = (one: PatrolRoute, other: PatrolRoute) =>
    one.points.map(({ title }) => title).filter((title) => known(other.points, title));
  const [wasOrder, order] = [orderOf(before, after), orderOf(after, before)];
  return [
    ...difference('c_title', '', [before.title, after.title], say),
    ...difference('c_start', '', [before.start, after.start], say),
    ...changed,
    ...gone,
    ...(wasOrder.join() === order.join() ? [] : [say('c_order', { after: order.join(' → ') })]),
  ];
}

function flowChanges(
  before: SiteDocument,
  after: SiteDocument,
  { name, say }: { name: FlowName; say: SayChart },
): string[] {
  const [was, is] = [before, after].map((document) => {
    const flow = flowOf(document, name);
    const lines = flowChart(flow).steps.map(
      (step) => [step.number, stepLine(flow.lanes, step)] as const,
    );
    return { ...flow, lines: new Map(lines) };
  });
  if (was === undefined || is === undefined) return [];
  const changed = [...is.lines].flatMap(([number, line]) => {
    const old = was.lines.get(number);
    if (old === undefined) return [say('c_stepAdded', { after: line })];
    return old === line ? [] : [say('c_step', { before: `“${old}”`, after: `“${line}”` })];
  });
  const gone = [...was.lines].flatMap(([number, line]) =>
    is.lines.has(number) ? [] : [say('c_stepGone', { before: line })],
  );
  const orderOf = (one: typeof was, other: typeof was) =>
    [...one.lines.keys()].filter((number) => other.lines.has(number)).join('、');
  const [wasOrder, order] = [orderOf(was, is), orderOf(is, was)];
  return [
    ...difference('c_title', '', [was.title, is.title], say),
    ...difference('c_lanes', '', [was.lanes.join(' | '), is.lanes.join(' | ')], say),
    ...changed,
    ...gone,
    ...(wasOrder === order ? [] : [say('c_stepOrder', { after: order })]),
  ];
}

function difference(
  word: Parameters<SayChart>[0],
  title: string,
  [before, after]: readonly [string, string],
  say: SayChart,
): string[] {
  if (before === after) return [];
  const shown = (text: string) => (text === '' ? say('none') : text);
  return [say(word, { title, before: shown(before), after: shown(after) })];
}
