import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import { demand } from '../../access/rules.ts';
import { downloadBag } from '../../bundles/download.ts';
import { bagClasses } from '../../bundles/model.ts';
import { draftOf, standingOf } from '../../bundles/queries.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { isMonth } from '../../core/month.ts';
import type { Home } from '../../home/open.ts';
import { beginRewriting, beginSealing } from '../kit/begin-binding.ts';
import { BundleLine, getMonth, listMonths } from '../kit/bindings.ts';
import {
  bearer,
  body,
  bodyRefusals,
  IdempotencyHeader,
  json,
  onceOf,
  openApiRoutes,
  refusals,
  SecondSignature,
  SiteQuery,
} from '../kit/context.ts';
import { dispositionOf, fileAnswer } from '../kit/download.ts';
import { confirmSecond, demandOfSecond } from '../kit/second-signature.ts';

const Month = z.string().refine(isMonth, '月份须写成 2026-10').openapi({ example: '2026-10' });
const MonthParameter = z.object({
  month: Month.openapi({ param: { name: 'month', in: 'path' }, example: '2026-10' }),
});
const BindMonth = z
  .strictObject({
    month: Month,
    site: z.string().max(8).optional(),
    reasons: z
      .record(z.string(), z.string().max(2000))
      .optional()
      .openapi({ description: '带着封卷的每类未消除事项，各写明原因；键为事项代码' }),
    approver: SecondSignature.optional().openapi({
      description: '同场的第二位签字人；不填则只签第一次，由另一人再签',
    }),
  })
  .openapi('BindMonth');
const Binding = z
  .object({
    state: z.enum(['proposed', 'running', 'done']).openapi({
      description: 'proposed 已签第一次，running 正在装订，done 已装订好',
    }),
    job: BundleLine.shape.job,
  })
  .openapi('Binding');
const Blocker = z.object({ code: z.string(), title: z.string(), subjects: z.array(z.string()) });
const Draft = z
  .object({
    supplement: z.number().int(),
    records: z.number().int(),
    corrections: z.number().int(),
    attachments: z.number().int(),
    orders: z.number().int(),
    blockers: z.array(Blocker).openapi({ description: '封卷前应消除的事项' }),
  })
  .openapi('MonthDraft');
const tags = ['bundles'];

const bind = createRoute({
  method: 'post',
  path: '/bundles',
  tags,
  summary: '签字封卷并装订一个月，须两人各签一次；已封卷的补写缺少的档案包',
  security: bearer,
  request: { headers: IdempotencyHeader, body: body(BindMonth) },
  responses: { 202: json(Binding, '已受理，进度见 GET /bundles'), ...refusals, ...bodyRefusals },
});
const list = createRoute({
  method: 'get',
  path: '/bundles',
  tags,
  summary: '各月的装订：状态、进度、档案包',
  security: bearer,
  request: { query: SiteQuery },
  responses: { 200: json(z.object({ items: z.array(BundleLine) }), '各月，新的在前'), ...refusals },
});
const get = createRoute({
  method: 'get',
  path: '/bundles/{month}',
  tags,
  summary: '一个月的装订，连同下一次封卷的内容与未消除的事项',
  security: bearer,
  request: { params: MonthParameter, query: SiteQuery },
  responses: { 200: json(BundleLine.extend({ draft: Draft.nullable() }), '该月'), ...refusals },
});
const download = createRoute({
  method: 'get',
  path: '/bundles/{month}/download',
  tags,
  summary: '下载一个档案包：须写明用途，先记入账本，再给出',
  security: bearer,
  request: {
    params: MonthParameter,
    query: SiteQuery.extend({
      class: z.enum(bagClasses).openapi({ description: '保管期限：五年、十年、长期' }),
      reason: z.string().trim().min(1, '请写明用途').max(1000).openapi({ example: '审计抽查' }),
      supplement: z.coerce.number().int().min(0).optional(),
    }),
  },
  responses: { 200: fileAnswer('档案包（ZIP）'), ...refusals },
});

/** Monthly bundles: draft, seal, watch, take out. */
export function bundleRoutes(home: Home) {
  const routes = openApiRoutes();
  const siteOf = (site: string | undefined) => getSite(home.catalogue.document, site).code;
  routes.openapi(bind, async (context) => {
    const { approver: signature, reasons = {}, ...wish } = context.req.valid('json');
    const second = signature && (await confirmSecond(home.sessions, signature));
    if (second) demandOfSecond(second, 'bundle.seal', { site: siteOf(wish.site) });
    const once = onceOf(context, { ...wish, reasons, approver: signature?.username ?? null });
    const who = context.get('who');
    const { next } = await standingOf(home, wish);
    const state =
      next === undefined
        ? await beginRewriting(home, who, wish)
        : await beginSealing(home, who, { ...wish, reasons, second }, once);
    const { job } = await getMonth(home, siteOf(wish.site), wish.month);
    return context.json({ state, job }, 202);
  });
  routes.openapi(list, async (context) => {
    const site = siteOf(context.req.valid('query').site);
    demand(context.get('who'), 'bundle.read', { site });
    return context.json({ items: await listMonths(home, site) }, 200);
  });
  routes.openapi(get, async (context) => {
    const site = siteOf(context.req.valid('query').site);
    demand(context.get('who'), 'bundle.read', { site });
    const { month } = context.req.valid('param');
    const next = await draftOf(home, { site, month });
    const draft =
      next === undefined
        ? null
        : {
            ...next,
            blockers: next.blockers.map((one) => ({ ...one, subjects: [...one.subjects] })),
          };
    return context.json({ ...(await getMonth(home, site, month)), draft }, 200);
  });
  routes.openapi(download, async (context) => {
    const { supplement = 0, ...wish } = context.req.valid('query');
    const { month } = context.req.valid('param');
    const bag = await downloadBag(home, context.get('who'), { ...wish, month, supplement });
    return context.body(Readable.toWeb(bag.stream) as ReadableStream, 200, {
      'content-type': 'application/zip',
      'content-length': String(bag.sizeBytes),
      'content-disposition': dispositionOf(bag.name),
    });
  });
  return routes;
}
