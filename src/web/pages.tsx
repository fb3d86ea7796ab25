import { Hono, type MiddlewareHandler } from 'hono';
import type { Home } from '../home/open.ts';
import { askRoutes } from './access/ask-routes.tsx';
import { requestRoutes } from './access/request-routes.tsx';
import { accessListRoutes } from './access/routes.tsx';
import { changeRoutes } from './archives/change-routes.tsx';
import { paperRoutes } from './archives/paper-routes.tsx';
import { archiveRoutes } from './archives/routes.tsx';
import { chartRoutes } from './charts/routes.tsx';
import { dayRoutes } from './days/routes.tsx';
import { deskRoutes } from './desk/routes.tsx';
import { handbookRoutes } from './handbook/routes.tsx';
import { importRoutes } from './imports/routes.tsx';
import { countInbox } from './inbox/count.ts';
import { inboxRoutes } from './inbox/routes.tsx';
import { assetRoutes, openAssets } from './kit/assets.ts';
import type { WebEnv } from './kit/env.ts';
import { isForMachines } from './kit/page/faults.tsx';
import { mayAt, menuRooms, openTo } from './kit/page/menu.ts';
import { pageDoor, sameOrigin } from './kit/page/page-door.ts';
import { pageHeaders } from './kit/page/page-headers.ts';
import { paths } from './kit/page/paths.ts';
import { readableForm } from './kit/page/read-form.ts';
import { learningRoutes } from './learning/routes.tsx';
import { logPageRoutes } from './log/routes.tsx';
import { meRoutes } from './me/routes.tsx';
import { monthRoutes } from './months/routes.tsx';
import { orderPageRoutes } from './orders/routes.tsx';
import { paletteRoutes } from './palette/routes.tsx';
import { peopleRoutes } from './people/routes.tsx';
import { policyRoutes } from './policies/routes.tsx';
import { postPageRoutes } from './posts/routes.tsx';
import { pricePageRoutes } from './prices/routes.tsx';
import { recordListRoutes } from './records/list-routes.tsx';
import { newRecordRoutes } from './records/new-routes.tsx';
import { showRecordRoutes } from './records/show-routes.tsx';
import { retentionRoutes } from './retention/routes.tsx';
import { roomRoutes } from './rooms/routes.tsx';
import { searchPageRoutes } from './search/routes.tsx';
import { setUpRoutes } from './set-up/routes.tsx';
import { isNewHome } from './set-up/tasks.ts';
import { sheetRoutes } from './sheet/routes.tsx';
import { signInRoutes } from './sign-in/routes.tsx';
import { trainingPageRoutes } from './training/routes.tsx';
import { wallRoutes } from './walls/routes.tsx';

/** Every page: first what anybody may open, then the door, then the rooms. */
export function pageRoutes(home: Home): Hono<WebEnv> {
  const pages = new Hono<WebEnv>();
  pages.on('GET', ['/assets/*', '/favicon.ico'], async (context) =>
    assetRoutes(await openAssets()).fetch(context.req.raw),
  );
  pages.use(forPeople(pageHeaders), forPeople(sameOrigin), forPeople(readableForm));
  pages.route('/', signInRoutes(home));
  pages.route('/', sheetRoutes(home));
  const door = pageDoor(home, {
    openAssets,
    countInbox: (who, site) => countInbox(home, who, site),
  });
  pages.use(forPeople(door));
  pages.get(paths.home(), async (context) => {
    const page = context.get('page');
    // Whoever may set up an empty home begins with that.
    if (mayAt(page, 'catalogue.edit') && (await isNewHome(home))) {
      return context.redirect(paths.setUp(), 303);
    }
    const [first] = openTo(page, menuRooms);
    return context.redirect(first?.path ?? paths.me(), 303);
  });
  for (const room of rooms) pages.route('/', room(home));
  return pages;
}

/** What lies behind the door. */
const rooms = [
  meRoutes,
  deskRoutes,
  newRecordRoutes,
  recordListRoutes,
  showRecordRoutes,
  dayRoutes,
  orderPageRoutes,
  roomRoutes,
  policyRoutes,
  wallRoutes,
  trainingPageRoutes,
  postPageRoutes,
  pricePageRoutes,
  handbookRoutes,
  learningRoutes,
  archiveRoutes,
  paperRoutes,
  changeRoutes,
  accessListRoutes,
  askRoutes,
  requestRoutes,
  inboxRoutes,
  monthRoutes,
  searchPageRoutes,
  retentionRoutes,
  logPageRoutes,
  peopleRoutes,
  importRoutes,
  chartRoutes,
  setUpRoutes,
  paletteRoutes,
];

/** A door of the pages, which the API's callers do not pass. */
function forPeople(door: MiddlewareHandler<WebEnv>): MiddlewareHandler<WebEnv> {
  return (context, next) => (isForMachines(context.req.path) ? next() : door(context, next));
}
