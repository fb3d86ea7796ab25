import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { z } from 'zod';
import { openFloorStore } from './floor-store.ts';

/** The limit to aim at: the least a server over a durable store could do for the same answers. */
const store = openFloorStore(process.argv[2] ?? ':memory:');

const Input = z.object({
  category: z.string(),
  occurredAt: z.string(),
  fields: z.record(z.string(), z.string()),
});

const app = new Hono();
app.post('/records', async (context) => {
  const input = Input.parse(await context.req.json());
  return context.json({ number: store.file([input]) }, 201);
});
app.get('/records', (context) =>
  context.json({ items: store.list(context.req.query('month') ?? '') }),
);
app.get('/search', (context) => context.json(store.search(context.req.query('q') ?? '')));

const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
  console.log(`http://127.0.0.1:${port}`);
});
process.once('SIGTERM', () => server.close(() => process.exit(0)));
