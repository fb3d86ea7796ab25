import { createRoute, z } from '@hono/zod-openapi';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Home } from '../../home/open.ts';
import { headOf } from '../../ledger/log.ts';
import { json, openApiRoutes } from '../kit/context.ts';

const tags = ['operations'];

const health = createRoute({
  method: 'get',
  path: '/health',
  tags,
  summary: '进程在运行',
  security: [],
  responses: { 200: json(z.object({ status: z.literal('ok') }), '在运行') },
});
const ready = createRoute({
  method: 'get',
  path: '/ready',
  tags,
  summary: '账本可读，能接受请求',
  security: [],
  responses: {
    200: json(z.object({ status: z.literal('ready'), entries: z.number().int() }), '就绪'),
  },
});
const metrics = createRoute({
  method: 'get',
  path: '/metrics',
  tags,
  summary: '监控指标（Prometheus 文本）',
  security: [],
  responses: { 200: { description: '指标', content: { 'text/plain': { schema: z.string() } } } },
});

/** What a watcher asks: is it alive, is it ready, how does it do. */
export function operationsRoutes(home: Pick<Home, 'store'>) {
  const routes = openApiRoutes();
  let registry: Registry | undefined;
  routes.openapi(health, (context) => context.json({ status: 'ok' as const }, 200));
  routes.openapi(ready, async (context) => {
    const { size } = await headOf(home.store.read);
    return context.json({ status: 'ready' as const, entries: size }, 200);
  });
  routes.openapi(metrics, async (context) => {
    registry ??= openRegistry(home);
    const text = await registry.metrics();
    return context.text(text, 200, { 'content-type': registry.contentType });
  });
  return routes;
}

/** Opened when first asked for, since it watches the process from then on. */
function openRegistry(home: Pick<Home, 'store'>): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  registry.registerMetric(
    new Gauge({
      name: 'anjuan_log_entries',
      help: 'Entries in the log',
      registers: [],
      async collect() {
        this.set((await headOf(home.store.read)).size);
      },
    }),
  );
  return registry;
}
