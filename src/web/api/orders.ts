import { createRoute, z } from '@hono/zod-openapi';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { checkIn, takeOrder, voidOrder } from '../../dispatch/commands.ts';
import {
  CheckInCopy,
  MonthAccount,
  OrderLine,
  OrderView,
  TakeOrder,
  VoidOrder,
} from '../../dispatch/model.ts';
import { accountForMonth, getOrder, listOrders } from '../../dispatch/queries.ts';
import type { Home } from '../../home/open.ts';
import {
  bearer,
  body,
  bodyRefusals,
  IdempotencyHeader,
  json,
  MonthQuery,
  NumberParameter,
  onceOf,
  openApiRoutes,
  PageLimit,
  refusals,
  SecondSignature,
} from '../kit/context.ts';
import { confirmSecond, demandOfSecond } from '../kit/second-signature.ts';

const OrderPage = z.object({ items: z.array(OrderLine), next: z.string().nullable() });

const take = createRoute({
  method: 'post',
  path: '/dispatch-orders',
  tags: ['dispatch'],
  summary: '开派工单：取下一个号',
  security: bearer,
  request: { headers: IdempotencyHeader, body: body(TakeOrder) },
  responses: {
    201: json(z.object({ number: z.string() }), '号码，逐号不缺'),
    ...refusals,
    ...bodyRefusals,
  },
});
const list = createRoute({
  method: 'get',
  path: '/dispatch-orders',
  tags: ['dispatch'],
  summary: '一个月的派工单，按编号',
  security: bearer,
  request: { query: MonthQuery.extend({ after: z.string().optional(), limit: PageLimit }) },
  responses: { 200: json(OrderPage, '派工单'), ...refusals },
});
const account = createRoute({
  method: 'get',
  path: '/dispatch-orders/account',
  tags: ['dispatch'],
  summary: '月结：逐号去向与缺号',
  security: bearer,
  request: { query: MonthQuery },
  responses: { 200: json(MonthAccount, '月结'), ...refusals },
});
const get = createRoute({
  method: 'get',
  path: '/dispatch-orders/{number}',
  tags: ['dispatch'],
  summary: '一张派工单',
  security: bearer,
  request: { params: NumberParameter },
  responses: { 200: json(OrderView, '派工单'), ...refusals },
});
const voids = createRoute({
  method: 'post',
  path: '/dispatch-orders/{number}/void',
  tags: ['dispatch'],
  summary: '作废：号码保留，须另一人批准',
  security: bearer,
  request: {
    params: NumberParameter,
    headers: IdempotencyHeader,
    body: body(VoidOrder.extend({ approver: SecondSignature })),
  },
  responses: { 201: json(OrderView, '已作废'), ...refusals, ...bodyRefusals },
});
const checkInRoute = createRoute({
  method: 'post',
  path: '/dispatch-orders/{number}/check-in',
  tags: ['dispatch'],
  summary: '收回一联',
  security: bearer,
  request: { params: NumberParameter, headers: IdempotencyHeader, body: body(CheckInCopy) },
  responses: { 201: json(OrderView, '已收回'), ...refusals, ...bodyRefusals },
});

/** Dispatch orders: take, void, check in, account for. */
export function orderRoutes(home: Home) {
  const routes = openApiRoutes();
  routes.openapi(take, async (context) => {
    const input = context.req.valid('json');
    const taken = await takeOrder(home, context.get('who'), input, onceOf(context, input));
    return context.json(taken, 201);
  });
  routes.openapi(list, async (context) => {
    const page = await listOrders(home, context.get('who'), context.req.valid('query'));
    return context.json({ ...page, items: [...page.items] }, 200);
  });
  routes.openapi(account, async (context) => {
    const wanted = context.req.valid('query');
    const site = getSite(home.catalogue.document, wanted.site).code;
    demand(context.get('who'), 'order.read', { site });
    const { month } = wanted;
    return context.json(await accountForMonth(home, home.store.read, { site, month }), 200);
  });
  routes.openapi(get, async (context) => {
    const { number } = context.req.valid('param');
    return context.json(await getOrder(home, context.get('who'), number), 200);
  });
  routes.openapi(voids, async (context) => {
    const { number } = context.req.valid('param');
    const { approver: signature, reason } = context.req.valid('json');
    const approver = await confirmSecond(home.sessions, signature);
    demandOfSecond(approver, 'order.void', await getOrder(home, context.get('who'), number));
    const once = onceOf(context, { reason, approver: signature.username });
    await voidOrder(home, context.get('who'), { number, reason, approver }, once);
    return context.json(await getOrder(home, context.get('who'), number), 201);
  });
  routes.openapi(checkInRoute, async (context) => {
    const { number } = context.req.valid('param');
    const input = context.req.valid('json');
    await checkIn(home, context.get('who'), { number, ...input }, onceOf(context, input));
    return context.json(await getOrder(home, context.get('who'), number), 201);
  });
  return routes;
}
