import { createRoute, z } from '@hono/zod-openapi';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import type { Home } from '../../home/open.ts';
import { bearer, json, openApiRoutes, refusals } from '../kit/context.ts';

const Checkpoint = z
  .object({
    origin: z.string(),
    size: z.number().int(),
    note: z.string().openapi({ description: 'C2SP 签名检查点全文' }),
    key: z.string().openapi({ description: '验证公钥（vkey）' }),
  })
  .openapi('Checkpoint');
const Proof = z
  .object({
    seq: z.number().int(),
    leaf: z.string().openapi({ description: '日志条目的规范 JSON，即被散列的字节' }),
    path: z.array(z.string()).openapi({ description: '到根的路径，各为 base64' }),
    checkpoint: z.string(),
  })
  .openapi('InclusionProof');

const checkpoint = createRoute({
  method: 'get',
  path: '/log/checkpoint',
  tags: ['log'],
  summary: '日志现状的签名检查点',
  security: bearer,
  responses: { 200: json(Checkpoint, '检查点'), ...refusals },
});
const proof = createRoute({
  method: 'get',
  path: '/log/proof',
  tags: ['log'],
  summary: '一条日志的包含证明',
  security: bearer,
  request: { query: z.strictObject({ seq: z.coerce.number().int().min(0) }) },
  responses: { 200: json(Proof, '证明'), ...refusals },
});

/** The log's checkpoints and proofs. */
export function logRoutes(home: Pick<Home, 'log' | 'catalogue'>) {
  const routes = openApiRoutes();
  const site = () => getSite(home.catalogue.document).code;
  routes.openapi(checkpoint, async (context) => {
    demand(context.get('who'), 'log.read', { site: site() });
    const { size, note } = await home.log.checkpoint();
    return context.json({ origin: home.log.origin, size, note, key: home.log.verifierKey }, 200);
  });
  routes.openapi(proof, async (context) => {
    demand(context.get('who'), 'log.read', { site: site() });
    const proved = await home.log.prove(context.req.valid('query').seq);
    return context.json({ ...proved, path: [...proved.path] }, 200);
  });
  return routes;
}
