import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { openApiRoutes } from '../kit/context.ts';

const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const served = new Map([
  ['swagger-ui.css', 'text/css; charset=utf-8'],
  ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
]);
const page = `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>案卷 · 接口说明</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="docs/swagger-ui.css"></head>
<body><div id="ui"></div><script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script></body></html>`;
const start = `SwaggerUIBundle({ url: 'openapi.json', dom_id: '#ui', deepLinking: true });`;

/** The API's description to read and try, served by ourselves. */
export function swaggerPage() {
  const routes = openApiRoutes();
  routes.get('/docs', (context) => context.html(page));
  routes.get('/docs/start.js', (context) =>
    context.body(start, 200, { 'content-type': 'text/javascript; charset=utf-8' }),
  );
  routes.get('/docs/:file', async (context) => {
    const file = context.req.param('file');
    const type = served.get(file);
    if (type === undefined) return context.notFound();
    const bytes = await readFile(join(folder, file));
    return context.body(new Uint8Array(bytes), 200, { 'content-type': type });
  });
  return routes;
}
