import type { Home } from '../../home/open.ts';
import { openApiRoutes } from '../kit/context.ts';
import { signedIn } from '../kit/door.ts';
import { accessRoutes } from './access-requests.ts';
import { attachmentRoutes } from './attachments.ts';
import { bundleRoutes } from './bundles.ts';
import { catalogueRoutes } from './catalogue.ts';
import { deadlineRoutes } from './deadlines.ts';
import { exportRoutes } from './exports.ts';
import { handbookRoutes } from './handbook.ts';
import { householdRoutes } from './households.ts';
import { importRoutes } from './imports.ts';
import { learningApiRoutes } from './learning.ts';
import { logRoutes } from './log.ts';
import { operationsRoutes } from './operations.ts';
import { orderRoutes } from './orders.ts';
import { peopleRoutes } from './people.ts';
import { policyRoutes } from './policies.ts';
import { posterRoutes } from './posters.ts';
import { postingRoutes } from './postings.ts';
import { postRoutes } from './posts.ts';
import { recordRoutes } from './records.ts';
import { reviewRoutes } from './reviews.ts';
import { searchRoutes } from './search.ts';
import { sessionRoutes, signOutRoutes } from './sessions.ts';
import { trainingRoutes } from './training.ts';
import { trainingSeriesRoutes } from './training-series.ts';
import { versionFileRoutes } from './version-files.ts';
import { versionRoutes } from './versions.ts';
import { wallRoutes } from './walls.ts';

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
    servers: [{ url: '/api/v1' }],
  });
  api.route('/', operationsRoutes(home));
  api.route('/', sessionRoutes(home));
  api.use(signedIn(home.sessions));
  for (const room of rooms) api.route('/', room(home));
  return api;
}

/** What lies behind the door. */
const rooms = [
  signOutRoutes,
  peopleRoutes,
  recordRoutes,
  attachmentRoutes,
  reviewRoutes,
  orderRoutes,
  deadlineRoutes,
  householdRoutes,
  accessRoutes,
  policyRoutes,
  versionRoutes,
  versionFileRoutes,
  postingRoutes,
  posterRoutes,
  wallRoutes,
  handbookRoutes,
  learningApiRoutes,
  postRoutes,
  trainingSeriesRoutes,
  trainingRoutes,
  importRoutes,
  catalogueRoutes,
  bundleRoutes,
  searchRoutes,
  exportRoutes,
  logRoutes,
];
