import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Home } from '../../home/open.ts';
import { headOf } from '../../ledger/log.ts';
import { openApiRoutes } from '../kit/context.ts';

/** What a watcher asks: is it alive, is it ready, how does it do. */
export function operationsRoutes(home: Pick<Home, 'store'>) {
  const routes = openApiRoutes();
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
  routes.get('/health', (context) => context.json({ status: 'ok' }));
  routes.get('/ready', async (context) => {
    const { size } = await headOf(home.store.read);
    return context.json({ status: 'ready', entries: size });
  });
  routes.get('/metrics', async (context) => {
    context.header('Content-Type', registry.contentType);
    return context.body(await registry.metrics());
  });
  return routes;
}
