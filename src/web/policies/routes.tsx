import { Hono } from 'hono';
import { AppError } from '../../core/app-error.ts';
import { isLocalDate } from '../../core/month.ts';
import type { Home } from '../../home/open.ts';
import type { VersionView } from '../../policies/model.ts';
import {
  getInForce,
  getPolicy,
  listInForce,
  listPolicies,
} from '../../policies/queries/policies.ts';
import { postsWithout } from '../../policies/queries/posts.ts';
import { listDuties, listWalls } from '../../walls/queries/duties.ts';
import { listTasks } from '../../walls/queries/tasks.ts';
import type { WebEnv } from '../kit/env.ts';
import type { Page } from '../kit/page/page.ts';
import { respond } from '../kit/page/respond.ts';
import { keepingRoutes, libraryRoutes } from './keeping-routes.tsx';
import { LibraryOnPage } from './library-on-page.tsx';
import { LibraryPage } from './library-page.tsx';
import { PolicyPage } from './policy-page.tsx';
import { posterRoutes } from './poster-routes.tsx';
import { versionRoutes } from './version-routes.tsx';
import { writeRoutes } from './write-routes.tsx';

/** The policy library, and each policy in it. */
export function policyRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/policies', async (context) => {
    const page = context.get('page');
    const { site, who } = page;
    const { duty = '', department = '', state = '', on = '' } = context.req.query();
    const day = on.trim();
    if (day !== '') {
      const lines = isLocalDate(day) ? await listInForce(home, who, day) : undefined;
      return respond(context, <LibraryOnPage {...{ page, day, lines }} />);
    }
    const all = await listPolicies(home, who);
    const duties = await listDuties(home, who, { site });
    const tasks = await listTasks(home, who, { site });
    const unstated = await postsWithout(home, all);
    const asked = { duty, department, state };
    return respond(context, <LibraryPage {...{ page, asked, all, duties, tasks, unstated }} />);
  });
  // Fixed addresses come before codes.
  routes.route('/', libraryRoutes(home));
  routes.route('/', writeRoutes(home));
  routes.route('/', versionRoutes(home));
  routes.route('/', keepingRoutes(home));
  routes.route('/', posterRoutes(home));
  routes.get('/policies/:code', async (context) => {
    const page = context.get('page');
    const code = context.req.param('code');
    const policy = await getPolicy(home, page.who, code);
    const day = (context.req.query('on') ?? '').trim() || page.today;
    const on = { day, isDay: isLocalDate(day) };
    const shown = on.isDay ? await inForceOn(home, page, { code, on: day }) : undefined;
    const walls = await wallsOf(home, page, policy);
    return respond(context, <PolicyPage {...{ page, policy, on, shown, walls }} />);
  });
  return routes;
}

async function inForceOn(
  home: Home,
  page: Page,
  asked: { code: string; on: string },
): Promise<VersionView | undefined> {
  try {
    return await getInForce(home, page.who, asked);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return undefined;
    throw error;
  }
}

/** The walls of a policy at the reader's site, with what hangs there and what is to be done. */
async function wallsOf(
  home: Home,
  { who, site }: Page,
  { code, places }: { readonly code: string; readonly places: readonly string[] },
) {
  const walls = await listWalls(home, who, { site });
  const tasks = await listTasks(home, who, { site, code });
  return places.map((place) => ({
    place,
    wall: walls.find((one) => one.code === code && one.place === place),
    task: tasks.find((one) => one.place === place),
  }));
}
