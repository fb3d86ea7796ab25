import { Hono } from 'hono';
import { listDue, retentionCalendar } from '../../audit/retention.ts';
import type { Home } from '../../home/open.ts';
import type { WebEnv } from '../kit/env.ts';
import { paths } from '../kit/page/paths.ts';
import { respond } from '../kit/page/respond.ts';
import { CalendarPage } from './calendar-page.tsx';
import { DuePage } from './due-page.tsx';

const classes = ['y5', 'y10', 'long'] as const;

/** The retention calendar, and the records behind its figures. */
export function retentionRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get(paths.retention(), async (context) => {
    const page = context.get('page');
    const calendar = await retentionCalendar(home, page.who, { site: page.site });
    return respond(context, <CalendarPage page={page} calendar={calendar} />);
  });
  routes.get(paths.due(), async (context) => {
    const page = context.get('page');
    const { month, open, class: kept, category, after } = context.req.query();
    const wish = {
      site: page.site,
      // Without either the list would be of everything there is.
      month: open === undefined ? (month ?? '') : month || undefined,
      open: open !== undefined,
      class: classes.find((one) => one === kept),
      category: category || undefined,
      after: after || undefined,
    };
    const found = await listDue(home, page.who, wish);
    return respond(context, <DuePage page={page} wish={wish} found={found} />);
  });
  return routes;
}
