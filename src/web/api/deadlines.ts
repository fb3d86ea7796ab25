import { createRoute } from '@hono/zod-openapi';
import { DeadlineList, HitRates } from '../../deadlines/model.ts';
import { hitRates } from '../../deadlines/queries/hit-rates.ts';
import { listDeadlines } from '../../deadlines/queries/list-deadlines.ts';
import type { Home } from '../../home/open.ts';
import { bearer, json, MonthQuery, openApiRoutes, refusals, SiteQuery } from '../kit/context.ts';

const list = createRoute({
  method: 'get',
  path: '/deadlines',
  tags: ['deadlines'],
  summary: '正在计时的时限，先到期的在前',
  security: bearer,
  request: { query: SiteQuery },
  responses: { 200: json(DeadlineList, '时限'), ...refusals },
});
const rates = createRoute({
  method: 'get',
  path: '/deadlines/hit-rates',
  tags: ['deadlines'],
  summary: '一个月各条时限的达标率，附编号',
  security: bearer,
  request: { query: MonthQuery },
  responses: { 200: json(HitRates, '达标率'), ...refusals },
});

/** Promised times: what runs now, and how a month's were kept. */
export function deadlineRoutes(home: Home) {
  const routes = openApiRoutes();
  routes.openapi(list, async (context) =>
    context.json(await listDeadlines(home, context.get('who'), context.req.valid('query')), 200),
  );
  routes.openapi(rates, async (context) =>
    context.json(await hitRates(home, context.get('who'), context.req.valid('query')), 200),
  );
  return routes;
}
