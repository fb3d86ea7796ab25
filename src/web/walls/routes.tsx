import { Hono } from 'hono';
import type { Home } from '../../home/open.ts';
import { tokenOf, typedPrintId } from '../../walls/poster-code.ts';
import { readWallPhoto } from '../../walls/queries/photos.ts';
import { findPrint } from '../../walls/queries/prints.ts';
import { listTasks } from '../../walls/queries/tasks.ts';
import type { WebEnv } from '../kit/env.ts';
import { paths } from '../kit/page/paths.ts';
import { respond } from '../kit/page/respond.ts';
import { evidenceRoutes } from './evidence-routes.tsx';
import { placeRoutes } from './place-routes.tsx';
import { postRoutes } from './post-routes.tsx';
import { printRoutes } from './print-routes.tsx';
import { readWalls } from './read-walls.ts';
import { sendCopy } from './send-copy.ts';
import { WallsPage } from './walls-page.tsx';

/** The walls, and what hangs on them. */
export function wallRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/walls', async (context) => {
    const page = context.get('page');
    const { who, site } = page;
    const typed = (context.req.query('code') ?? '').trim();
    const id = typedPrintId(typed);
    const print = id === undefined ? undefined : await findPrint(home.store.read, id);
    if (print !== undefined) {
      return context.redirect(paths.sheet(tokenOf(home.keyring, print.id)), 303);
    }
    const place = context.req.query('place') ?? '';
    const at = place === '' ? undefined : place;
    const tasks = await listTasks(home, who, { site, place: at });
    const rows = await readWalls(home, page, { place: at, tasks });
    const unknown = typed === '' ? undefined : typed.slice(0, 40);
    return respond(context, <WallsPage {...{ page, place, rows, tasks, unknown }} />);
  });
  // A posting, a check and a picture of a place each have at most one photo, named by their own id.
  for (const path of ['/walls/photos/:id', '/walls/pictures/:id']) {
    routes.get(path, async (context) => {
      const { who } = context.get('page');
      const { stream } = await readWallPhoto(home, who, context.req.param('id') ?? '');
      return sendCopy(context, stream, context.req.query('as'));
    });
  }
  // Fixed addresses come before places.
  routes.route('/', postRoutes(home));
  routes.route('/', printRoutes(home));
  routes.route('/', evidenceRoutes(home));
  routes.route('/', placeRoutes(home));
  return routes;
}
