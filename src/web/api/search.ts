import { createRoute, z } from '@hono/zod-openapi';
import { searchEverything } from '../../audit/search.ts';
import { isLocalDate, nextDay } from '../../core/month.ts';
import type { Home } from '../../home/open.ts';
import { bearer, json, openApiRoutes, PageLimit, refusals } from '../kit/context.ts';

const day = z
  .string()
  .refine(isLocalDate, '日期须写成 2026-10-01')
  .openapi({ example: '2026-10-01' });
const Wish = z.strictObject({
  q: z
    .string()
    .min(1)
    .max(200)
    .openapi({ description: '词语，空格为并且，引号为原文', example: '漏水' }),
  site: z.string().optional(),
  category: z.string().optional().openapi({ description: '类别编号、前缀或名称' }),
  room: z.string().optional(),
  from: day.optional().openapi({ description: '起（含）' }),
  to: day.optional().openapi({ description: '止（含）' }),
  after: z.string().optional(),
  limit: PageLimit,
});
const Found = z
  .object({
    kind: z.enum(['record', 'document', 'policy']),
    number: z.string(),
    title: z.string(),
    category: z.string().nullable(),
    room: z.string().nullable(),
    at: z.string(),
    snippet: z.object({
      text: z.string(),
      marks: z.array(z.tuple([z.number(), z.number()])).openapi({ description: '命中的起止位置' }),
      cutBefore: z.boolean(),
      cutAfter: z.boolean(),
    }),
  })
  .openapi('Found');
const FoundPage = z
  .object({ items: z.array(Found), total: z.number().int(), next: z.string().nullable() })
  .openapi('FoundPage');

const search = createRoute({
  method: 'get',
  path: '/search',
  tags: ['search'],
  summary: '全文检索：先按权限收窄，再计数',
  security: bearer,
  request: { query: Wish },
  responses: { 200: json(FoundPage, '命中，新的在前'), ...refusals },
});

/** Full-text search over records, archive papers and policies. */
export function searchRoutes(home: Home) {
  const routes = openApiRoutes();
  routes.openapi(search, async (context) => {
    const { to, ...wish } = context.req.valid('query');
    const until = to && nextDay(to);
    const page = await searchEverything(home, context.get('who'), { ...wish, until });
    const items = page.items.map((found) => ({
      ...found,
      snippet: {
        ...found.snippet,
        marks: found.snippet.marks.map(([start, end]): [number, number] => [start, end]),
      },
    }));
    return context.json({ ...page, items }, 200);
  });
  return routes;
}
