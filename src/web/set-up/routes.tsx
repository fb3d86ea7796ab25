import { Hono } from 'hono';
import type { Child } from 'hono/jsx';
import { demandSomewhere } from '../../access/rules.ts';
import type { SiteDocument } from '../../catalogue/model.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import { listPolicies } from '../../policies/queries/policies.ts';
import { saveCatalogue } from '../../records/commands/save-catalogue.ts';
import { listPostings } from '../../walls/queries/postings.ts';
import type { WebEnv } from '../kit/env.ts';
import { type FormState, formRoute } from '../kit/page/form.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { respond } from '../kit/page/respond.ts';
import { typedOf } from '../kit/page/typed.ts';
import { demandEditor } from './demand-editor.ts';
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
      demandEditor(home, context.get('page'));
      const { version, document } = catalogue;
      const current = settings.values(document);
      return show({ form, version: versionFor(form, version), document, current });
    },
    defaults: () => settings.values(catalogue.document),
    draft: () => path,
    submit: async (context, typed) => {
      const { who, lang } = context.get('page');
      demandEditor(home, context.get('page'));
      const say = setUpWords(lang);
      const { document: before } = catalogue;
      const document = appliedTo(settings, before, typed, say);
      await refuseUsedPlaces(home, context.get('page'), document);
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

/** Refuses to take out a place at which something has to hang, or ever hung. Errors: `invalid`. */
async function refuseUsedPlaces(home: Home, page: Page, next: SiteDocument): Promise<void> {
  const { who, lang, document } = page;
  const gone = document.places
    .map(({ code }, at) => ({ code, at }))
    .filter(({ code }) => next.places.every((place) => place.code !== code));
  if (gone.length === 0) return;
  const policies = await listPolicies(home, who);
  const postings = await Promise.all(
    document.sites.map(({ code: site }) => listPostings(home, who, { site })),
  );
  const used = [
    ...policies.flatMap(({ code, places }) => places.map((place) => ({ code, place }))),
    ...postings.flat(),
  ];
  const say = setUpWords(lang);
  const problems = gone.flatMap(({ code, at }) => {
    const here = used.filter(({ place }) => place === code).map((one) => one.code);
    const codes = [...new Set(here)].toSorted().join('、');
    if (codes === '') return [];
    const message = say('placeInUse', { codes });
    return [{ field: `places.${at}.title`, rule: 'kept', message }];
  });
  if (problems.length > 0) throw new AppError('invalid', say('notSaved'), { problems });
}
