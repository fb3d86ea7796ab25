import type { Home } from '../../home/open.ts';
import { openApiRoutes } from '../kit/context.ts';
import { signedIn } from '../kit/door.ts';
import { logRoutes } from './log.ts';
import { orderRoutes } from './orders.ts';
import { peopleRoutes } from './people.ts';
import { recordRoutes } from './records.ts';
import { searchRoutes } from './search.ts';
import { sessionRoutes } from './sessions.ts';

/** Every route of `/api/v1`, with the OpenAPI document made from the same schemas. */
export function apiRoutes(home: Home) {
  const api = openApiRoutes();
  api.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
  });
  api.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: { title: '案卷 Anjuan', version: '1' },
  });
  api.route('/', sessionRoutes(home));
  api.use(signedIn(home.sessions));
  api.route('/', peopleRoutes(home));
  api.route('/', recordRoutes(home));
  api.route('/', orderRoutes(home));
  api.route('/', searchRoutes(home));
  api.route('/', logRoutes(home));
  return api;
}
