import type { Home } from './home/open.ts';
import { swaggerPage } from './web/api/docs.ts';
import { operationsRoutes } from './web/api/operations.ts';
import { apiRoutes } from './web/api/routes.ts';
import { newWebApp } from './web/kit/app.ts';
import { pageRoutes } from './web/pages.tsx';

/** The whole web application over one open home. */
export function buildApp(home: Home) {
  const app = newWebApp(home.entropy);
  app.route('/', operationsRoutes(home));
  app.route('/api/v1', swaggerPage());
  app.route('/api/v1', apiRoutes(home));
  app.route('/', pageRoutes(home));
  return app;
}
