import { Hono } from 'hono';
import { demand } from '../../access/rules.ts';
import { spanOf } from '../../core/month.ts';
import type { HitRates } from '../../deadlines/model.ts';
import { hitRates } from '../../deadlines/queries/hit-rates.ts';
import { listDeadlines } from '../../deadlines/queries/list-deadlines.ts';
import { listMissed } from '../../deadlines/queries/missed.ts';
import type { Home } from '../../home/open.ts';
import type { WebEnv } from '../kit/env.ts';
import { paths } from '../kit/page/paths.ts';
import { respond } from '../kit/page/respond.ts';
import { initialsIn } from '../records/choose.ts';
import { type Behind, DeadlinesPage, figureStates } from './deadlines-page.tsx';
import { DeskPage, DeskRenewed } from './desk-page.tsx';
import { readDesk } from './read-desk.ts';

/** The front desk, and how promised times are kept. */
export function deskRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get(paths.desk(), async (context) => {
    const page = context.get('page');
    demand(page.who, 'record.read', { site: page.site });
    const now = await readDesk(home, page);
    const isRenewal = context.req.header('hx-request') !== undefined;
    if (isRenewal) return context.html(<DeskRenewed page={page} now={now} />);
    const initials = await initialsIn(page.document);
    return respond(context, <DeskPage {...{ page, now, initials }} />);
  });
  routes.get('/deadlines', async (context) => {
    const page = context.get('page');
    const { who, site, document } = page;
    const month = context.req.query('month') || page.today.slice(0, 7);
    const rates = await hitRates(home, who, { site, month });
    const { from, until } = spanOf(month, document.timeZone);
    const missed = await listMissed(home, who, { site, since: from });
    return respond(
      context,
      <DeadlinesPage
        page={page}
        rates={rates}
        running={await listDeadlines(home, who, { site })}
        missed={missed.filter(({ missedAt }) => missedAt < until)}
        behind={behindOf(rates, context.req.query())}
      />,
    );
  });
  return routes;
}

function behindOf(rates: HitRates, query: Record<string, string>): Behind | undefined {
  const rule = rates.rules.find(
    ({ category, rule: code }) => query.of === `${category.code} ${code}`,
  );
  const state = figureStates.find((one) => one === query.state);
  return rule === undefined || state === undefined ? undefined : { rule, state };
}
