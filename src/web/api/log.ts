import { createRoute, z } from '@hono/zod-openapi';
import { demandSomewhere } from '../../access/rules.ts';
import { AppError } from '../../core/app-error.ts';
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

/** Without this an empty value would count as 0. */
const Seq = z
  .string()
  .regex(/^\d{1,15}$/, '请填日志序号，如 12')
  .transform(Number)
  .openapi({ type: 'integer', minimum: 0 });

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
  request: { query: z.strictObject({ seq: Seq }) },
  responses: { 200: json(Proof, '证明'), ...refusals },
});

/** The log's checkpoints and proofs. */
export function logRoutes(home: Pick<Home, 'log' | 'catalogue'>) {
  const routes = openApiRoutes();
  routes.openapi(checkpoint, async (context) => {
    demandSomewhere(context.get('who'), 'log.read', home.catalogue.document);
    const { size, note } = await home.log.checkpoint();
    return context.json({ origin: home.log.origin, size, note, key: home.log.verifierKey }, 200);
  });
  routes.openapi(proof, async (context) => {
    const sites = demandSomewhere(context.get('who'), 'log.read', home.catalogue.document);
    const { seq } = context.req.valid('query');
    const proved = await home.log.prove(seq);
    const { site } = JSON.parse(proved.leaf) as { site?: string };
    // Another site's entry is nobody's business here; what has no site is the whole house's.
    if (site !== undefined && !sites.includes(site)) {
      throw new AppError('forbidden', `第 ${seq} 条是别的项目的，请找该项目的审计人员。`);
    }
    return context.json({ ...proved, path: [...proved.path] }, 200);
  });
  return routes;
}
