import type { Branch, Chart, FlowChart, RouteChart, TreeChart } from '../core/chart/model.ts';
import type { SiteChartName } from '../core/chart/site-chart.ts';
import { type Flow, flowEnd, type PatrolRoute } from './chart-model.ts';
import type { Pack, Post, SiteDocument } from './model.ts';
import { readPack } from './pack.ts';

/** What the five charts of the handbook are drawn from. */
export type ChartedDocument = Pick<
  SiteDocument,
  'company' | 'posts' | 'departments' | 'departmentDuties' | 'patrolRoute' | 'flows'
>;

/** What a document leaves out stands in the pack; it does not change while the program runs. */
let pack: Pack | undefined;
function packParts(): Pack {
  pack ??= readPack();
  return pack;
}

/** The five charts of the handbook as the settings say them today. Source: C-4.3. */
export function siteChartsOf(document: ChartedDocument): Readonly<Record<SiteChartName, Chart>> {
  return {
    organisation: organisationChart(document),
    'patrol-route': routeChart(patrolRouteOf(document)),
    repair: flowChart(flowOf(document, 'repair')),
    emergency: flowChart(flowOf(document, 'emergency')),
    complaint: flowChart(flowOf(document, 'complaint')),
  };
}

/** The names of the flows. */
export const flowNames = ['repair', 'emergency', 'complaint'] as const;
export type FlowName = (typeof flowNames)[number];

/** A flow of the settings; the pack's, where they have none. */
export function flowOf({ flows }: Pick<SiteDocument, 'flows'>, name: FlowName): Flow {
  const flow = flows?.[name] ?? packParts().flows?.[name];
  if (flow === undefined) throw new Error(`invariant broken: the pack holds the flow ${name}`);
  return flow;
}

/** The patrol route of the settings; the pack's, where they have none. */
export function patrolRouteOf({ patrolRoute }: Pick<SiteDocument, 'patrolRoute'>): PatrolRoute {
  const route = patrolRoute ?? packParts().patrolRoute;
  if (route === undefined) throw new Error('invariant broken: the pack holds a patrol route');
  return route;
}

/**
 * The posts with who is above each and what each is there for. In settings that say so of no post
 * (they are older than the question), the pack says it of the posts it knows.
 */
export function chartedPosts({ posts }: Pick<SiteDocument, 'posts'>): readonly Post[] {
  if (posts.some(({ reportsTo, duties }) => (reportsTo ?? duties) !== undefined)) return posts;
  const codes = new Set(posts.map(({ code }) => code));
  return posts.map((post) => {
    const known = packParts().posts.find(({ code }) => code === post.code);
    const above = known?.reportsTo !== undefined && codes.has(known.reportsTo);
    return {
      ...post,
      ...(above ? { reportsTo: known.reportsTo } : {}),
      ...(post.duties === undefined && known?.duties !== undefined ? { duties: known.duties } : {}),
    };
  });
}

/** What a department is there for; the pack's words, where the settings say it of none. */
export function departmentDutiesOf({
  departmentDuties,
}: Pick<SiteDocument, 'departmentDuties'>): Readonly<Record<string, string>> {
  return departmentDuties ?? packParts().departmentDuties ?? {};
}

/** Whether ※ policies stand in the handbook, too; they do unless the settings say otherwise. */
export function postedInHandbook({ handbook }: Pick<SiteDocument, 'handbook'>): boolean {
  return handbook?.posted ?? packParts().handbook?.posted ?? true;
}

/**
 * Who answers to whom: posts under the post above them, those of another department than their
 * superior's under the box of their department. Several posts without a superior stand under the
 * company.
 */
function organisationChart(document: ChartedDocument): TreeChart {
  const { company, departments } = document;
  const posts = chartedPosts(document);
  const duties = departmentDutiesOf(document);
  const under = (above: Post | undefined): Branch[] => {
    const own = posts.filter(({ reportsTo }) => reportsTo === above?.code);
    const names = [...new Set([...departments, ...own.map(({ department }) => department)])];
    return names.flatMap((department): Branch[] => {
      const branches = own.filter((post) => post.department === department).map(branchOf);
      if (department === above?.department || branches.length === 0) return branches;
      return [{ title: department, note: duties[department] ?? '', branches }];
    });
  };
  const branchOf = (post: Post): Branch => ({
    title: post.title,
    note: post.duties ?? '',
    branches: under(post),
  });
  const tops = posts.filter(({ reportsTo }) => reportsTo === undefined);
  const [top] = tops;
  const root =
    top !== undefined && tops.length === 1
      ? branchOf(top)
      : { title: company, note: '', branches: under(undefined) };
  return { kind: 'tree', title: `${company}组织架构`, root };
}

/** A patrol route as the chart that is drawn. */
export function routeChart({ title, start, points }: PatrolRoute): RouteChart {
  const [hour = 0, minute = 0] = start.split(':').map(Number);
  const placed = points.map((point) => ({
    ...point,
    column: point.at.charCodeAt(0) - 'A'.charCodeAt(0),
    row: Number(point.at.slice(1)) - 1,
  }));
  return {
    kind: 'route',
    title,
    start: hour * 60 + minute,
    stops: placed
      .filter(({ landmark }) => landmark !== true)
      .map(({ title: stop, column, row, see = '', walk = 0, stay = 0 }, at) => {
        return { title: stop, column, row, note: see, walk: at === 0 ? 0 : walk, stay };
      }),
    landmarks: placed
      .filter(({ landmark }) => landmark === true)
      .map(({ title: place, column, row }) => ({ title: place, column, row })),
  };
}

/** A flow as the chart that is drawn. */
export function flowChart({ title, lanes, steps }: Flow): FlowChart {
  return {
    kind: 'flow',
    title,
    lanes,
    steps: steps.map(({ number, lane, text, limit = '', question = false, next = [] }) => ({
      number,
      isQuestion: question,
      lane: lanes.indexOf(lane),
      text,
      limit,
      ways: next.map(({ to, label = '' }) => ({ to, label })),
    })),
  };
}

/** A flow chart as the settings keep it: every step says where it leads, if only to the end. */
export function flowFrom({ title, lanes, steps }: FlowChart): Flow {
  return {
    title,
    lanes: [...lanes],
    steps: steps.map(({ number, isQuestion, lane, text, limit, ways }) => ({
      number,
      lane: lanes[lane] ?? '',
      text,
      ...(limit === '' ? {} : { limit }),
      ...(isQuestion ? { question: true } : {}),
      next:
        ways.length === 0
          ? [{ to: flowEnd }]
          : ways.map(({ to, label }) => (label === '' ? { to } : { to, label })),
    })),
  };
}
