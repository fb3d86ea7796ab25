import { createRoute, z } from '@hono/zod-openapi';
import type { Home } from '../../home/open.ts';
import { postPolicy } from '../../walls/commands/post-policy.ts';
import { PolicyDuties, PostingView, PostPolicy } from '../../walls/model.ts';
import { listDuties } from '../../walls/queries/duties.ts';
import { listPostings } from '../../walls/queries/postings.ts';
import {
  bearer,
  body,
  bodyRefusals,
  IdempotencyHeader,
  json,
  onceOf,
  openApiRoutes,
  refusals,
  SiteQuery,
} from '../kit/context.ts';

const tags = ['policies'];

const duties = createRoute({
  method: 'get',
  path: '/policy-duties',
  tags,
  summary: '上墙与手册两项义务：在墙上的、缺的、过期的',
  security: bearer,
  request: { query: SiteQuery },
  responses: { 200: json(PolicyDuties, '制度义务'), ...refusals },
});
const list = createRoute({
  method: 'get',
  path: '/postings',
  tags,
  summary: '张贴登记',
  security: bearer,
  request: {
    query: SiteQuery.extend({
      code: z.string().max(20).optional().openapi({ description: '制度编号', example: 'ZD-04' }),
      place: z
        .string()
        .max(60)
        .optional()
        .openapi({ description: '张贴处', example: 'front-desk' }),
    }),
  },
  responses: { 200: json(z.object({ items: z.array(PostingView) }), '张贴'), ...refusals },
});
const post = createRoute({
  method: 'post',
  path: '/postings',
  tags,
  summary: '登记一次张贴',
  security: bearer,
  request: { headers: IdempotencyHeader, body: body(PostPolicy) },
  responses: { 201: json(z.object({ id: z.string() }), '已登记'), ...refusals, ...bodyRefusals },
});

/** What hangs where. */
export function postingRoutes(home: Home) {
  const routes = openApiRoutes();
  routes.openapi(duties, async (context) =>
    context.json(await listDuties(home, context.get('who'), context.req.valid('query')), 200),
  );
  routes.openapi(list, async (context) => {
    const items = await listPostings(home, context.get('who'), context.req.valid('query'));
    return context.json({ items }, 200);
  });
  routes.openapi(post, async (context) => {
    const input = context.req.valid('json');
    const id = await postPolicy(home, context.get('who'), input, onceOf(context, input));
    return context.json({ id }, 201);
  });
  return routes;
}
