import { createRoute, z } from '@hono/zod-openapi';
import type { Home } from '../../home/open.ts';
import { tiePost } from '../../policies/commands/tie-post.ts';
import { PolicyView, TiePost } from '../../policies/model.ts';
import { PostDuties } from '../../policies/post-views.ts';
import { PriceListView } from '../../policies/price-views.ts';
import { getPolicy } from '../../policies/queries/policies.ts';
import { listPosts } from '../../policies/queries/posts.ts';
import { getPrices } from '../../policies/queries/prices.ts';
import {
  bearer,
  body,
  bodyRefusals,
  CodeParameter,
  IdempotencyHeader,
  json,
  onceOf,
  openApiRoutes,
  refusals,
} from '../kit/context.ts';

const tags = ['policies'];

const list = createRoute({
  method: 'get',
  path: '/posts',
  tags,
  summary: '全部岗位及其岗位职责；没有岗位职责的岗位、岗位已不存在的职责',
  security: bearer,
  responses: { 200: json(PostDuties, '岗位与职责'), ...refusals },
});
const tie = createRoute({
  method: 'post',
  path: '/policies/{code}/post',
  tags,
  summary: '设定这项制度是哪个岗位的岗位职责；post 为空则不是',
  security: bearer,
  request: {
    params: CodeParameter,
    headers: IdempotencyHeader,
    body: body(TiePost.omit({ code: true })),
  },
  responses: { 201: json(PolicyView, '已设定'), ...refusals, ...bodyRefusals },
});
const prices = createRoute({
  method: 'get',
  path: '/policies/{code}/prices',
  tags,
  summary: '某一天生效的价目，以及与前一版相比的变动',
  security: bearer,
  request: {
    params: CodeParameter,
    query: z.strictObject({
      on: z.string().optional().openapi({ description: '不填为今天', example: '2026-10-01' }),
    }),
  },
  responses: { 200: json(PriceListView, '当日生效的价目'), ...refusals },
});

/** Posts with their duty statements, and price lists. */
export function postRoutes(home: Home) {
  const routes = openApiRoutes();
  routes.openapi(list, async (context) =>
    context.json(await listPosts(home, context.get('who')), 200),
  );
  routes.openapi(tie, async (context) => {
    const who = context.get('who');
    const input = { ...context.req.valid('param'), ...context.req.valid('json') };
    await tiePost(home, who, input, onceOf(context, input));
    return context.json(await getPolicy(home, who, input.code), 201);
  });
  routes.openapi(prices, async (context) => {
    const asked = { ...context.req.valid('param'), ...context.req.valid('query') };
    return context.json(await getPrices(home, context.get('who'), asked), 200);
  });
  return routes;
}
