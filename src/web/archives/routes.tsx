import { Hono } from 'hono';
import { openContact } from '../../archives/commands/look.ts';
import { findLines } from '../../archives/queries/found-lines.ts';
import { getHousehold, listIncomplete } from '../../archives/queries/households.ts';
import { listOwnerLooks } from '../../archives/queries/search-access-log.ts';
import type { Home } from '../../home/open.ts';
import type { WebEnv } from '../kit/env.ts';
import { onceOfForm } from '../kit/page/form.ts';
import { paths } from '../kit/page/paths.ts';
import { respond } from '../kit/page/respond.ts';
import { typedFrom } from '../kit/page/typed.ts';
import { ArchivePage } from './pages/archive-page.tsx';
import { ContactPage } from './pages/contact-page.tsx';
import { ListPage } from './pages/list-page.tsx';
import { StatementPage } from './pages/statement-page.tsx';
import { readArchive } from './read-archive.ts';

/** The longest text that is looked for. Units: characters. */
const longestWords = 60;
const mostHits = 20;

/** The archives of a site, one of them, and who looked at it. */
export function archiveRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/archives', async (context) => {
    const page = context.get('page');
    const { who, site } = page;
    const q = (context.req.query('q') ?? '').trim().slice(0, longestWords);
    const survey = await listIncomplete(home, who, { site });
    const found = q === '' ? undefined : await findLines(home, who, { q, site, limit: mostHits });
    const lacking = context.req.query('lacking') === '1';
    const sheet = Math.max(1, Math.trunc(Number(context.req.query('sheet') ?? 1)) || 1);
    return respond(context, <ListPage {...{ page, q, survey, found, lacking, sheet }} />);
  });
  routes.get('/archives/:room', async (context) => {
    const page = context.get('page');
    const archive = await readArchive(home, page, context.req.param('room'));
    return respond(context, <ArchivePage page={page} archive={archive} />);
  });
  routes.get('/archives/:room/contact', (context) =>
    context.redirect(paths.archive(context.req.param('room')), 303),
  );
  routes.post('/archives/:room/contact', async (context) => {
    const page = context.get('page');
    const typed = typedFrom(await context.req.formData());
    onceOfForm(context, typed);
    const asked = { site: page.site, room: context.req.param('room') };
    const matter = typed.get('matter');
    const opened = await openContact(home, page.who, { ...asked, matter });
    return respond(context, <ContactPage {...{ page, opened, matter }} />);
  });
  routes.get('/archives/:room/statement', async (context) => {
    const page = context.get('page');
    const asked = { site: page.site, room: context.req.param('room') };
    const household = await getHousehold(home, page.who, asked);
    const looks = await listOwnerLooks(home, page.who, asked);
    return respond(context, <StatementPage {...{ page, household, looks }} />);
  });
  return routes;
}
