import { type Context, Hono } from 'hono';
import type { Child } from 'hono/jsx';
import { demand, demandSomewhere } from '../../access/rules.ts';
import type { Home } from '../../home/open.ts';
import { saveCatalogue } from '../../records/commands/save-catalogue.ts';
import type { WebEnv } from '../kit/env.ts';
import { type FormState, formRoute } from '../kit/page/form.ts';
import { paths } from '../kit/page/paths.ts';
import { respond } from '../kit/page/respond.ts';
import { typedOf } from '../kit/page/typed.ts';
import { RoomExample } from './room-example.tsx';
import {
  appliedTo,
  patternOf,
  placeSettings,
  postSettings,
  projectSettings,
  type Settings,
  siteSettings,
} from './settings.ts';
import { PlacesPage, PostsPage, ProjectsPage, SiteSettingsPage } from './settings-pages.tsx';
import { readTasks } from './tasks.ts';
import { TasksPage } from './tasks-page.tsx';
import { setUpWords } from './words.ts';

type SettingsPage = (props: Parameters<typeof SiteSettingsPage>[0]) => Child;

/** Setting up an office: what there is to do, and the settings as forms. */
export function setUpRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/set-up', async (context) => {
    const page = context.get('page');
    demandSomewhere(page.who, 'catalogue.edit', page.document);
    return respond(context, <TasksPage page={page} tasks={await readTasks(home, page)} />);
  });
  routes.get('/set-up/room-example/:at', (context) => {
    const page = context.get('page');
    demandSomewhere(page.who, 'catalogue.edit', page.document);
    const typed = typedOf(Object.entries(context.req.query()));
    const pattern = patternOf(typed, context.req.param('at'));
    return context.html(<RoomExample lang={page.lang} pattern={pattern} />);
  });
  settingsRoute(routes, home, {
    path: paths.setUpSite(),
    settings: siteSettings,
    show: SiteSettingsPage,
  });
  settingsRoute(routes, home, {
    path: paths.setUpProjects(),
    settings: projectSettings,
    show: ProjectsPage,
  });
  settingsRoute(routes, home, {
    path: paths.setUpPlaces(),
    settings: placeSettings,
    show: PlacesPage,
  });
  settingsRoute(routes, home, {
    path: paths.setUpPosts(),
    settings: postSettings,
    show: PostsPage,
  });
  return routes;
}

function settingsRoute(
  routes: Hono<WebEnv>,
  home: Home,
  of: { path: string; settings: Settings; show: SettingsPage },
): void {
  const { path, settings, show } = of;
  const { catalogue } = home;
  formRoute(routes, home, path, {
    show: (context, form) => {
      demandEditor(home, context);
      const { version, document } = catalogue;
      const current = settings.values(document);
      return show({ form, version: versionFor(form, version), document, current });
    },
    defaults: () => settings.values(catalogue.document),
    draft: () => path,
    submit: async (context, typed) => {
      const { who, lang } = context.get('page');
      demandEditor(home, context);
      const say = setUpWords(lang);
      const { document: before } = catalogue;
      const document = appliedTo(settings, before, typed, say);
      if (JSON.stringify(document) === JSON.stringify(before)) {
        return { to: paths.setUp(), flash: say('noChange') };
      }
      const expects = Number(typed.get('expects'));
      const version = await saveCatalogue(home, who, { document, expects });
      return { to: paths.setUp(), flash: say('saved', { version }) };
    },
  });
}

/**
 * The version that a form builds on: the one it was opened with, also while it is put right, so that
 * what another saves meanwhile is not overwritten unseen; the newest once both texts were shown.
 */
function versionFor(form: FormState, newest: number): number {
  const typed = form.values.get('expects');
  if (typed === '' || form.error?.code === 'stale-version') return newest;
  return Number(typed);
}

/** The settings are one document for all sites. Errors: `forbidden`. */
function demandEditor(home: Home, context: Context<WebEnv>): void {
  const { who } = context.get('page');
  for (const { code } of home.catalogue.document.sites)
    demand(who, 'catalogue.edit', { site: code });
}
