import { Hono } from 'hono';
import { listAccessRequests } from '../../archives/queries/access.ts';
import { accessKinds } from '../../archives/queries/access-log.ts';
import { searchAccessLog } from '../../archives/queries/search-access-log.ts';
import { waitingRequests } from '../../archives/queries/waiting.ts';
import { isLocalDate } from '../../core/month.ts';
import type { Home } from '../../home/open.ts';
import type { WebEnv } from '../kit/env.ts';
import { paths } from '../kit/page/paths.ts';
import { respond } from '../kit/page/respond.ts';
import { LogPage } from './pages/log-page.tsx';
import { accessViews, RequestsPage } from './pages/requests-page.tsx';

const perPage = 50;
/** The longest condition of a query. Units: characters. */
const longestWords = 60;

/** The requests of a site, and the log of all access to its archives. */
export function accessListRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/access', async (context) => {
    const page = context.get('page');
    const { who, site } = page;
    const after = context.req.query('after');
    const wanted = accessViews.find((one) => one === context.req.query('view'));
    const waiting = await waitingRequests(home, who, site);
    const view = wanted ?? (waiting.length > 0 ? 'waiting' : 'mine');
    const found = await listAccessRequests(home, who, {
      site,
      mine: view !== 'every',
      after,
      limit: perPage,
    });
    return respond(context, <RequestsPage {...{ page, view, waiting, found, after }} />);
  });
  routes.get('/access/new', (context) => {
    const room = (context.req.query('room') ?? '').trim().slice(0, longestWords);
    const to = room === '' ? paths.accessRequests({ view: 'mine' }) : paths.askAccess(room);
    return context.redirect(to, 303);
  });
  routes.get('/access-log', async (context) => {
    const page = context.get('page');
    const asked = askedOf(context.req.query());
    const found = await searchAccessLog(home, page.who, {
      ...asked,
      site: page.site,
      after: seqOf(context.req.query('after')),
      limit: perPage,
    });
    return respond(context, <LogPage {...{ page, asked, found }} />);
  });
  return routes;
}

function askedOf(query: Readonly<Record<string, string>>) {
  const words = (name: string) => (query[name] ?? '').trim().slice(0, longestWords) || undefined;
  const day = (name: string) => {
    const text = words(name);
    return text !== undefined && isLocalDate(text) ? text : undefined;
  };
  return {
    room: words('room'),
    person: words('person'),
    kind: accessKinds.find((kind) => kind === query.kind),
    from: day('from'),
    until: day('until'),
  };
}

function seqOf(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? text : undefined;
}
