import { Flow, PatrolRoute, type RoutePoint } from '../../catalogue/chart-model.ts';
import {
  chartedPosts,
  departmentDutiesOf,
  type FlowName,
  flowChart,
  flowFrom,
  flowNames,
  flowOf,
  patrolRouteOf,
  postedInHandbook,
} from '../../catalogue/charts.ts';
import { checkFlow, checkRoute } from '../../catalogue/check-charts.ts';
import type { SiteDocument } from '../../catalogue/model.ts';
import { AppError, type FieldProblem } from '../../core/app-error.ts';
import { flowLines } from '../../core/chart/flow-text.ts';
import { linesOf } from '../../core/chart/lines.ts';
import { parseFlow } from '../../core/chart/parse-flow.ts';
import type { SiteChartName } from '../../core/chart/site-chart.ts';
import type { Typed } from '../kit/page/typed.ts';
import type { chartWords } from './words.ts';

/** What has a form of its own: each chart, and which policies the handbook holds. */
export type ChartPart = SiteChartName | 'posted';

export type SayChart = ReturnType<typeof chartWords>;

/** A document as it would become, and what of it must be put right first. */
export interface Applied {
  readonly document: SiteDocument;
  readonly problems: readonly FieldProblem[];
}

/** A part of the settings as a form. */
interface ChartSettings {
  values(document: SiteDocument): Record<string, string>;
  apply(document: SiteDocument, typed: Typed, say: SayChart): Applied;
}

const organisation: ChartSettings = {
  values(document) {
    const duties = departmentDutiesOf(document);
    return Object.fromEntries([
      ...chartedPosts(document).flatMap(({ reportsTo = '', duties: own = '' }, at) => [
        [`posts.${at}.reportsTo`, reportsTo],
        [`posts.${at}.duties`, own],
      ]),
      ...document.departments.map((name, at) => [`departments.${at}`, duties[name] ?? '']),
    ]);
  },
  apply(document, typed) {
    const posts = document.posts.map(({ reportsTo: _above, duties: _duties, ...post }, at) => {
      const [reportsTo, duties] = ['reportsTo', 'duties'].map((name) =>
        typed.get(`posts.${at}.${name}`),
      );
      return { ...post, ...(reportsTo ? { reportsTo } : {}), ...(duties ? { duties } : {}) };
    });
    const departmentDuties = Object.fromEntries(
      document.departments.flatMap((name, at) => {
        const words = typed.get(`departments.${at}`);
        return words === '' ? [] : [[name, words]];
      }),
    );
    return { document: { ...document, posts, departmentDuties }, problems: [] };
  },
};

/** How many empty rows a route's form offers for further points. */
export const moreRows = 3;

const route: ChartSettings = {
  values(document) {
    const { title, start, points } = patrolRouteOf(document);
    return {
      title,
      start,
      ...Object.fromEntries(
        points.flatMap(({ at, title: name, see = '', walk = '', stay = '', landmark }, row) => [
          [`points.${row}.order`, String(row + 1)],
          [`points.${row}.at`, at],
          [`points.${row}.title`, name],
          [`points.${row}.see`, see],
          [`points.${row}.walk`, String(walk)],
          [`points.${row}.stay`, String(stay)],
          ...(landmark === true ? [[`points.${row}.landmark`, 'yes']] : []),
        ]),
      ),
    };
  },
  apply(document, typed, say) {
    const rows = rowsOf(typed).toSorted((a, b) => a.order - b.order);
    const problems: FieldProblem[] = rows.flatMap((row) => rowProblems(row, typed, say));
    const start = typed.get('start').normalize('NFKC');
    if (!PatrolRoute.shape.start.safeParse(start).success) {
      problems.push(wrong('start', 'shape', say('fillStart')));
    }
    if (typed.get('title') === '') problems.push(wrong('title', 'required', say('fillTitle')));
    const patrolRoute = {
      title: typed.get('title'),
      start,
      points: rows.map(({ point }) => point),
    };
    if (problems.length === 0) {
      const found = checkRoute(patrolRoute).map(({ field, ...rest }) => {
        const [, at, name] = field.split('.');
        const row = rows[Number(at)];
        return { ...rest, field: row === undefined ? 'start' : `points.${row.row}.${name}` };
      });
      problems.push(...found);
    }
    return { document: { ...document, patrolRoute }, problems };
  },
};

interface Row {
  /** Where it stands in the form. */
  readonly row: string;
  readonly order: number;
  readonly point: RoutePoint;
}

/** The rows that stay: one whose name was taken out goes. */
function rowsOf(typed: Typed): Row[] {
  const rows = typed.fields.flatMap(([name, words]) => {
    const row = /^points\.(\w+)\.title$/.exec(name)?.[1];
    return row === undefined || words.trim() === '' ? [] : [row];
  });
  return rows.map((row) => {
    const get = (name: string) => typed.get(`points.${row}.${name}`).normalize('NFKC');
    const landmark = typed.has(`points.${row}.landmark`);
    const [at, see] = [get('at').toUpperCase(), typed.get(`points.${row}.see`)];
    const point = {
      at,
      title: typed.get(`points.${row}.title`),
      ...(see === '' ? {} : { see }),
      ...(get('walk') === '' || landmark ? {} : { walk: Number(get('walk')) }),
      ...(get('stay') === '' || landmark ? {} : { stay: Number(get('stay')) }),
      ...(landmark ? { landmark } : {}),
    };
    const order = get('order') === '' ? Number.MAX_SAFE_INTEGER : Number(get('order'));
    return { row, order, point };
  });
}

function rowProblems({ row, order, point }: Row, _typed: Typed, say: SayChart): FieldProblem[] {
  const field = (name: string) => `points.${row}.${name}`;
  const isMinutes = (value: number | undefined) =>
    value === undefined || (Number.isInteger(value) && value >= 0 && value < 1000);
  return [
    ...(Number.isNaN(order) ? [wrong(field('order'), 'shape', say('fillOrder'))] : []),
    ...(/^[A-F]([1-9]|1[0-2])$/.test(point.at)
      ? []
      : [wrong(field('at'), 'shape', say('fillSquare'))]),
    ...(isMinutes(point.walk) ? [] : [wrong(field('walk'), 'shape', say('fillMinutes'))]),
    ...(isMinutes(point.stay) ? [] : [wrong(field('stay'), 'shape', say('fillMinutes'))]),
  ];
}

function flowSettings(name: FlowName): ChartSettings {
  return {
    values(document) {
      const flow = flowOf(document, name);
      const steps = flowLines(flowChart(flow));
      return { title: flow.title, lanes: flow.lanes.join(' | '), steps };
    },
    apply(document, typed, say) {
      const title = typed.get('title');
      const lanes = typed
        .get('lanes')
        .split(/[|｜]/)
        .map((lane) => lane.trim());
      const problems = [
        ...(title === '' ? [wrong('title', 'required', say('fillTitle'))] : []),
        ...(lanes.includes('') ? [wrong('lanes', 'required', say('fillLanes'))] : []),
        ...(typed.get('steps') === '' ? [wrong('steps', 'required', say('fillSteps'))] : []),
      ];
      const read = problems.length > 0 ? { problems } : readFlow(title, lanes, typed.text('steps'));
      if ('problems' in read) return { document, problems: read.problems };
      return {
        document: { ...document, flows: { ...document.flows, [name]: read.flow } },
        problems: [],
      };
    },
  };
}

/** The steps as typed, read by their own lines, so that a fault names the line in the field. */
function readFlow(
  title: string,
  lanes: readonly string[],
  steps: string,
): { flow: Flow } | { problems: FieldProblem[] } {
  const head = { number: 0, text: `lanes ${lanes.join(' | ')}` };
  try {
    const flow = Flow.parse(flowFrom(parseFlow(title, [head, ...linesOf(steps)], head)));
    const found = checkFlow(flow);
    if (found.length === 0) return { flow };
    return { problems: found.map((one) => ({ ...one, field: 'steps' })) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const isLanes = error.message.includes('第 0 行');
    const message = error.message.replace(/^图的第 (\d+) 行：/, isLanes ? '' : '第 $1 行：');
    return { problems: [wrong(isLanes ? 'lanes' : 'steps', 'shape', message)] };
  }
}

const posted: ChartSettings = {
  values(document): Record<string, string> {
    return postedInHandbook(document) ? { posted: 'yes' } : {};
  },
  apply(document, typed) {
    const handbook = { posted: typed.has('posted') };
    return { document: { ...document, handbook }, problems: [] };
  },
};

/** The form of each part. */
export const chartSettings: Readonly<Record<ChartPart, ChartSettings>> = {
  organisation,
  'patrol-route': route,
  repair: flowSettings('repair'),
  emergency: flowSettings('emergency'),
  complaint: flowSettings('complaint'),
  posted,
};

/** Whether a part is one of the three flows. */
export function isFlow(part: ChartPart): part is FlowName {
  return flowNames.some((name) => name === part);
}

function wrong(field: string, rule: string, message: string): FieldProblem {
  return { field, rule, message };
}
