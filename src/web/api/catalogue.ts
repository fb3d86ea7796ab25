import { createRoute, z } from '@hono/zod-openapi';
import { demandSomewhere } from '../../access/rules.ts';
import { SiteDocument } from '../../catalogue/model.ts';
import type { Home } from '../../home/open.ts';
import { saveCatalogue } from '../../records/commands/save-catalogue.ts';
import { bearer, body, bodyRefusals, json, openApiRoutes, refusals } from '../kit/context.ts';

const InForce = z
  .object({
    version: z.number().int().openapi({ description: '保存时作为 expects 带回' }),
    document: SiteDocument,
  })
  .openapi('Catalogue');
const SaveCatalogue = z
  .strictObject({
    expects: z.number().int().openapi({ description: '所改的是第几版；与现行版不同则拒绝' }),
    document: SiteDocument,
  })
  .openapi('SaveCatalogue');

const get = createRoute({
  method: 'get',
  path: '/catalogue',
  tags: ['catalogue'],
  summary: '现行配置：类别、栏目、张贴处、岗位、项目',
  security: bearer,
  responses: { 200: json(InForce, '现行配置'), ...refusals },
});
const put = createRoute({
  method: 'put',
  path: '/catalogue',
  tags: ['catalogue'],
  summary: '保存为下一版配置，整体检查；已归档的记录仍按原版本',
  description: '版本号使重复的请求不会再存一次，因此不用 Idempotency-Key。',
  security: bearer,
  request: { body: body(SaveCatalogue) },
  responses: { 200: json(InForce, '已保存'), ...refusals, ...bodyRefusals },
});

/** The catalogue in force, and its next version. */
export function catalogueRoutes(home: Pick<Home, 'catalogue' | 'ledger'>) {
  const routes = openApiRoutes();
  const { catalogue } = home;
  routes.openapi(get, async (context) => {
    demandSomewhere(context.get('who'), 'record.read', catalogue.document);
    return context.json({ version: catalogue.version, document: catalogue.document }, 200);
  });
  routes.openapi(put, async (context) => {
    const { expects, document } = context.req.valid('json');
    const version = await saveCatalogue(home, context.get('who'), { expects, document });
    return context.json({ version, document }, 200);
  });
  return routes;
}
