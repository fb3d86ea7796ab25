import { createRoute, z } from '@hono/zod-openapi';
import { approveAccess, askAccess, refuseAccess } from '../../archives/commands/access.ts';
import { look as lookAt } from '../../archives/commands/look.ts';
import { hearRelay, relayAccess } from '../../archives/commands/relay.ts';
import {
  AccessLogLine,
  AccessRequestView,
  AccessStatus,
  AskAccess,
  LookAccess,
  LookedFields,
  RefuseAccess,
} from '../../archives/model.ts';
import { getAccessRequest, listAccessRequests } from '../../archives/queries/access.ts';
import { listAccessLog, listRoomAccess } from '../../archives/queries/access-log.ts';
import { RelayAccess, RelayedWords } from '../../archives/relay-model.ts';
import type { Home } from '../../home/open.ts';
import {
  bearer,
  body,
  bodyRefusals,
  IdempotencyHeader,
  IdParameter,
  json,
  MonthQuery,
  onceOf,
  openApiRoutes,
  PageLimit,
  refusals,
  SiteQuery,
} from '../kit/context.ts';

const RequestPage = z.object({ items: z.array(AccessRequestView), next: z.string().nullable() });
const tags = ['access'];

const ask = createRoute({
  method: 'post',
  path: '/access-requests',
  tags,
  summary: '申请查阅一户的某几栏',
  security: bearer,
  request: { headers: IdempotencyHeader, body: body(AskAccess) },
  responses: { 201: json(AccessRequestView, '已提出'), ...refusals, ...bodyRefusals },
});
const list = createRoute({
  method: 'get',
  path: '/access-requests',
  tags,
  summary: '查阅申请，新的在前：批准、查看、审计者看全部，其他人看自己的',
  security: bearer,
  request: {
    query: SiteQuery.extend({
      status: AccessStatus.optional(),
      after: z.string().max(60).optional(),
      limit: PageLimit,
    }),
  },
  responses: { 200: json(RequestPage, '一页申请'), ...refusals },
});
const get = createRoute({
  method: 'get',
  path: '/access-requests/{id}',
  tags,
  summary: '一份查阅申请',
  security: bearer,
  request: { params: IdParameter },
  responses: { 200: json(AccessRequestView, '申请'), ...refusals },
});
const approve = createRoute({
  method: 'post',
  path: '/access-requests/{id}/approve',
  tags,
  summary: '批准：主管以上，不得是申请人；时限从此刻起算',
  security: bearer,
  request: { params: IdParameter, headers: IdempotencyHeader },
  responses: { 201: json(AccessRequestView, '已批准'), ...refusals },
});
const refuse = createRoute({
  method: 'post',
  path: '/access-requests/{id}/refuse',
  tags,
  summary: '不同意，写明理由',
  security: bearer,
  request: {
    params: IdParameter,
    headers: IdempotencyHeader,
    body: body(RefuseAccess.omit({ request: true })),
  },
  responses: { 201: json(AccessRequestView, '未获同意'), ...refusals, ...bodyRefusals },
});
const look = createRoute({
  method: 'post',
  path: '/access-requests/{id}/look',
  tags,
  summary: '查看获准的栏目：客服人员，一次，时限之内',
  description: '每次都是一次查阅，重复的请求也是，因此不用 Idempotency-Key。',
  security: bearer,
  request: {
    params: IdParameter,
    body: { ...body(LookAccess.omit({ request: true })), required: false },
  },
  responses: { 200: json(LookedFields, '获准的栏目'), ...refusals, ...bodyRefusals },
});
const relay = createRoute({
  method: 'post',
  path: '/access-requests/{id}/relay',
  tags,
  summary: '登记转告：由查看的人把所问的事转告申请人',
  security: bearer,
  request: {
    params: IdParameter,
    headers: IdempotencyHeader,
    body: body(RelayAccess.omit({ request: true })),
  },
  responses: { 201: json(AccessRequestView, '已转告'), ...refusals, ...bodyRefusals },
});
const hear = createRoute({
  method: 'post',
  path: '/access-requests/{id}/hear',
  tags,
  summary: '看转告：申请人本人，一次',
  description: '只给看一次，重复的请求会被拒绝，因此不用 Idempotency-Key。',
  security: bearer,
  request: { params: IdParameter },
  responses: { 200: json(RelayedWords, '转告的内容'), ...refusals },
});
const log = createRoute({
  method: 'get',
  path: '/access-log',
  tags,
  summary: '一个月的查阅日志：谁、何时、哪一户、哪几栏、为什么',
  security: bearer,
  request: { query: MonthQuery },
  responses: { 200: json(z.object({ items: z.array(AccessLogLine) }), '日志'), ...refusals },
});
const roomLog = createRoute({
  method: 'get',
  path: '/households/{room}/access-log',
  tags,
  summary: '谁看过这一户的档案',
  security: bearer,
  request: {
    params: z.object({ room: z.string().max(60) }),
    query: SiteQuery,
  },
  responses: { 200: json(z.object({ items: z.array(AccessLogLine) }), '日志'), ...refusals },
});

/** Asking to see an archive, deciding, looking, and the log of it all. */
export function accessRoutes(home: Home) {
  const routes = openApiRoutes();
  routes.openapi(ask, async (context) => {
    const who = context.get('who');
    const input = context.req.valid('json');
    const id = await askAccess(home, who, input, onceOf(context, input));
    return context.json(await getAccessRequest(home, who, id), 201);
  });
  routes.openapi(list, async (context) => {
    const page = await listAccessRequests(home, context.get('who'), context.req.valid('query'));
    return context.json({ ...page, items: [...page.items] }, 200);
  });
  routes.openapi(get, async (context) => {
    const { id } = context.req.valid('param');
    return context.json(await getAccessRequest(home, context.get('who'), id), 200);
  });
  routes.openapi(approve, async (context) => {
    const { id } = context.req.valid('param');
    const who = context.get('who');
    await approveAccess(home, who, { request: id }, onceOf(context, null));
    return context.json(await getAccessRequest(home, who, id), 201);
  });
  routes.openapi(refuse, async (context) => {
    const { id } = context.req.valid('param');
    const { reason } = context.req.valid('json');
    const who = context.get('who');
    await refuseAccess(home, who, { request: id, reason }, onceOf(context, { reason }));
    return context.json(await getAccessRequest(home, who, id), 201);
  });
  routes.openapi(look, async (context) => {
    const wish = { request: context.req.valid('param').id, ...context.req.valid('json') };
    return context.json(await lookAt(home, context.get('who'), wish), 200);
  });
  routes.openapi(relay, async (context) => {
    const { id } = context.req.valid('param');
    const input = context.req.valid('json');
    const who = context.get('who');
    await relayAccess(home, who, { request: id, ...input }, onceOf(context, input));
    return context.json(await getAccessRequest(home, who, id), 201);
  });
  routes.openapi(hear, async (context) => {
    const { id } = context.req.valid('param');
    return context.json(await hearRelay(home, context.get('who'), { request: id }), 200);
  });
  routes.openapi(log, async (context) => {
    const items = await listAccessLog(home, context.get('who'), context.req.valid('query'));
    return context.json({ items }, 200);
  });
  routes.openapi(roomLog, async (context) => {
    const asked = { ...context.req.valid('param'), ...context.req.valid('query') };
    return context.json({ items: await listRoomAccess(home, context.get('who'), asked) }, 200);
  });
  return routes;
}
