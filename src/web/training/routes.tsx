import { Readable } from 'node:stream';
import { Hono } from 'hono';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import { getTrainingFile } from '../../training/queries/file.ts';
import { listSeries, readMaterialFile } from '../../training/queries/series.ts';
import { listSessions } from '../../training/queries/sessions.ts';
import { listWeeks } from '../../training/queries/weeks.ts';
import { plusDays } from '../../training/rules/weeks.ts';
import { dispositionOf } from '../kit/download.ts';
import type { WebEnv } from '../kit/env.ts';
import { respond } from '../kit/page/respond.ts';
import { attendRoutes } from './attend-routes.tsx';
import { FilePage } from './file-page.tsx';
import { holdRoutes } from './hold-routes.tsx';
import { OverviewPage } from './overview-page.tsx';
import { planRoutes } from './plan-routes.tsx';
import { seriesRoutes } from './series-routes.tsx';
import { sessionRoutes } from './session-routes.tsx';
import { WeeksPage } from './weeks-page.tsx';

/** How far back and ahead the overview looks. Units: days. */
const around = { back: 92, ahead: 120 } as const;

/** Trainings: the overview, the weeks, people's files, and each training and session. */
export function trainingPageRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/training', async (context) => {
    const page = context.get('page');
    const { who, site, today } = page;
    const [from, to] = [plusDays(today, -around.back), plusDays(today, around.ahead)];
    const sessions = await listSessions(home, who, { site, from, to });
    const series = await listSeries(home, who, { site });
    const { items, months } = await listWeeks(home, who, { site, from: today, to: today });
    const [week, month] = [items[0], months[0]];
    return respond(context, <OverviewPage {...{ page, series, sessions, week, month }} />);
  });
  routes.get('/training/weeks', async (context) => {
    const page = context.get('page');
    const { who, site } = page;
    const { from = '', to = '' } = context.req.query();
    const weeks = await listWeeks(home, who, { site, from, to });
    const shown = { from: weeks.items.at(-1)?.monday ?? '', to: weeks.items[0]?.sunday ?? '' };
    const asked = { from: from || shown.from, to: to || shown.to };
    return respond(context, <WeeksPage {...{ page, weeks, asked }} />);
  });
  routes.get('/training/files/:id', async (context) => {
    const { who } = context.get('page');
    const found = await readMaterialFile(home, who, context.req.param('id'));
    return context.body(Readable.toWeb(found.stream) as ReadableStream, 200, {
      'content-type': found.mediaType,
      'content-length': String(found.sizeBytes),
      'content-disposition': dispositionOf(found.name),
      'x-content-type-options': 'nosniff',
    });
  });
  routes.route('/', seriesRoutes(home));
  routes.route('/', planRoutes(home));
  routes.route('/', sessionRoutes(home));
  routes.route('/', attendRoutes(home));
  routes.route('/', holdRoutes(home));
  routes.get('/me/training', async (context) => {
    const page = context.get('page');
    const { actor } = page.who;
    if (actor.kind !== 'person') throw new AppError('forbidden', '请登录后再看自己的档案。');
    const file = await getTrainingFile(home, page.who, actor.username);
    return respond(context, <FilePage {...{ page, file }} />);
  });
  routes.get('/people/:username/training', async (context) => {
    const page = context.get('page');
    const file = await getTrainingFile(home, page.who, context.req.param('username'));
    return respond(context, <FilePage {...{ page, file }} />);
  });
  return routes;
}
