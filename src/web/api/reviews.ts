import { createRoute, z } from '@hono/zod-openapi';
import { isLocalDate } from '../../core/month.ts';
import type { Home } from '../../home/open.ts';
import { signOffDay } from '../../records/commands/sign-off-day.ts';
import { DayReview, SignOffDay } from '../../records/model.ts';
import { dayReview, unsignedDays } from '../../records/queries/day-review.ts';
import {
  bearer,
  body,
  bodyRefusals,
  IdempotencyHeader,
  json,
  MonthQuery,
  onceOf,
  openApiRoutes,
  refusals,
  SiteQuery,
} from '../kit/context.ts';

const day = z
  .string()
  .refine(isLocalDate, '日期须写成 2026-10-02')
  .openapi({ example: '2026-10-02' });

const review = createRoute({
  method: 'get',
  path: '/day-review',
  tags: ['reviews'],
  summary: '一天的报修、咨询与投诉：逐条、分类计数、已签的人',
  security: bearer,
  request: { query: SiteQuery.extend({ day }) },
  responses: { 200: json(DayReview, '日审阅'), ...refusals },
});
const unsigned = createRoute({
  method: 'get',
  path: '/unsigned-days',
  tags: ['reviews'],
  summary: '一个月里至今无人审阅签字的日子',
  security: bearer,
  request: { query: MonthQuery },
  responses: { 200: json(z.object({ days: z.array(day) }), '未签的日子'), ...refusals },
});
const sign = createRoute({
  method: 'post',
  path: '/sign-offs',
  tags: ['reviews'],
  summary: '审阅签字一天',
  security: bearer,
  request: { headers: IdempotencyHeader, body: body(SignOffDay) },
  responses: { 201: json(DayReview, '已签'), ...refusals, ...bodyRefusals },
});

/** The daily review and its signatures. */
export function reviewRoutes(home: Home) {
  const routes = openApiRoutes();
  routes.openapi(review, async (context) =>
    context.json(await dayReview(home, context.get('who'), context.req.valid('query')), 200),
  );
  routes.openapi(unsigned, async (context) => {
    const days = await unsignedDays(home, context.get('who'), context.req.valid('query'));
    return context.json({ days }, 200);
  });
  routes.openapi(sign, async (context) => {
    const input = context.req.valid('json');
    const who = context.get('who');
    const signed = await signOffDay(home, who, input, onceOf(context, input));
    return context.json(await dayReview(home, who, signed), 201);
  });
  return routes;
}
