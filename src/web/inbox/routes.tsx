import { Hono } from 'hono';
import { approveAccess } from '../../archives/commands/access.ts';
import { getAccessRequest } from '../../archives/queries/access.ts';
import type { Home } from '../../home/open.ts';
import type { WebEnv } from '../kit/env.ts';
import { answerForm } from '../kit/page/form.ts';
import { paths } from '../kit/page/paths.ts';
import { respond } from '../kit/page/respond.ts';
import { kinds } from './cards.ts';
import { InboxPage, inboxTabs } from './page.tsx';
import { readInbox } from './read-inbox.ts';
import { inboxWords } from './words.ts';

/** What waits for a person, and the one decision that may be taken in the list itself. */
export function inboxRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/inbox', async (context) => {
    const page = context.get('page');
    const tab = inboxTabs.find((one) => one === context.req.query('tab')) ?? 'waiting';
    const kind = kinds.find((one) => one === context.req.query('kind'));
    const inbox = await readInbox(home, page.who, page.site);
    return respond(context, <InboxPage {...{ page, inbox, tab, kind }} />);
  });
  routes.post('/inbox/access/:id/approve', (context) => {
    const page = context.get('page');
    const request = context.req.param('id');
    return answerForm(context, {
      submit: async (_typed, once) => {
        const id = await approveAccess(home, page.who, { request }, once);
        const { room } = await getAccessRequest(home, page.who, id);
        return { to: paths.inbox(), flash: inboxWords(page.lang)('agreed', { room }) };
      },
      show: async (form) => {
        const inbox = await readInbox(home, page.who, page.site);
        return <InboxPage {...{ page, inbox, form }} tab="waiting" />;
      },
    });
  });
  return routes;
}
