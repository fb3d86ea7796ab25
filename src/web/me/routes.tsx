import { type Context, Hono } from 'hono';
import { changeOwnPassword } from '../../access/change-own-password.ts';
import { saveDraft } from '../../access/drafts.ts';
import { closeOtherSessions, listOwnSessions } from '../../access/own-sessions.ts';
import { Preferences, savePreferences } from '../../access/preferences.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import type { WebEnv } from '../kit/env.ts';
import { problemsOf } from '../kit/issues.ts';
import { answerForm, type FormState, formRoute, onceOfForm } from '../kit/page/form.ts';
import { ownPath } from '../kit/page/own-path.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { leaveFlash, rememberLang, rememberSite } from '../kit/page/session-cookie.ts';
import { keptFields, type Typed, typedDefaults, typedFrom } from '../kit/page/typed.ts';
import { MePage } from './page.tsx';
import { meWords } from './words.ts';

/** What a person changes for themselves, and what their forms keep while they type. */
export function meRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.post(paths.language(), async (context) => {
    const typed = typedFrom(await context.req.formData());
    onceOfForm(context, typed);
    const page = context.get('page');
    const lang = page.lang === 'zh' ? 'en' : 'zh';
    rememberLang(context, lang);
    await savePreferences(home.store, page.personId, { ...likedBy(page), lang });
    return context.redirect(ownPath(typed.get('back')), 303);
  });
  routes.post(paths.chooseSite(), async (context) => {
    const typed = typedFrom(await context.req.formData());
    onceOfForm(context, typed);
    const site = typed.get('site');
    if (context.get('page').sites.includes(site)) rememberSite(context, site);
    // What was open may belong to the other site only, so one begins at the start.
    return context.redirect(paths.home(), 303);
  });
  formRoute(routes, home, '/me', {
    show: (context, form) => mePage(home, context, { liked: form }),
    defaults: (context) => likedValues(context.get('page')),
    submit: async (context, typed) => {
      const { personId } = context.get('page');
      const liked = likedOf(typed);
      rememberLang(context, liked.lang);
      await savePreferences(home.store, personId, liked);
      return { to: paths.me(), flash: meWords(liked.lang)('saved') };
    },
  });
  passwordRoutes(routes, home);
  routes.post('/me/sessions/close', async (context) => {
    const typed = typedFrom(await context.req.formData());
    onceOfForm(context, typed);
    const { personId, lang } = context.get('page');
    const count = await closeOtherSessions(home.store, personId, context.get('token') ?? '');
    leaveFlash(context, meWords(lang)('closed', { count }));
    return context.redirect(paths.me(), 303);
  });
  routes.post(paths.drafts(), async (context) => {
    const typed = typedFrom(await context.req.formData());
    const form = typed.get('_form').slice(0, 200);
    const { personId } = context.get('page');
    if (form !== '') await saveDraft(home, { personId, form }, keptFields(typed));
    return context.body(null, 204);
  });
  return routes;
}

function likedBy({ lang, density, shortcuts }: Page): Preferences {
  return { lang, density, shortcuts };
}

function passwordRoutes(routes: Hono<WebEnv>, home: Home): void {
  routes.get('/me/password', (context) => context.redirect(`${paths.me()}#password`, 303));
  routes.post('/me/password', (context) =>
    answerForm(context, {
      submit: async (typed) => {
        onceOfForm(context, typed);
        const { who, lang } = context.get('page');
        const say = meWords(lang);
        const [old, password] = [typed.text('old'), typed.text('password')];
        if (password !== typed.text('passwordAgain')) {
          throw new AppError('invalid', '密码没有改。', {
            problems: [{ field: 'passwordAgain', rule: 'same', message: say('unequal') }],
          });
        }
        const wish = { old, password, token: context.get('token') ?? '' };
        const { closed: count } = await changeOwnPassword(home, who, wish);
        return { to: paths.me(), flash: say('changed', { count }) };
      },
      show: (form) => mePage(home, context, { password: form }),
    }),
  );
}

/** The page with both its forms: the one that is at work, the other as it is at first. */
async function mePage(
  home: Home,
  context: Context<WebEnv>,
  forms: { liked?: FormState; password?: FormState },
) {
  const page = context.get('page');
  const token = context.get('token') ?? '';
  const atFirst = { page, problems: [], error: null, isDraft: false };
  const liked = { ...atFirst, key: page.newKey(), values: typedDefaults(likedValues(page)) };
  const password = { ...atFirst, key: page.newKey(), values: typedDefaults({}) };
  const sessions = await listOwnSessions(home, page.personId, token);
  return <MePage {...{ liked, password, ...forms, sessions }} />;
}

function likedValues({ lang, density, shortcuts }: Page): Record<string, string> {
  return { lang, density, ...(shortcuts ? { shortcuts: 'yes' } : {}) };
}

/** The preferences that were typed. Errors: `invalid`. */
function likedOf(typed: Typed): Preferences {
  const parsed = Preferences.safeParse({
    lang: typed.get('lang'),
    density: typed.get('density'),
    shortcuts: typed.get('shortcuts') === 'yes',
  });
  if (parsed.success) return parsed.data;
  const problems = problemsOf(parsed.error.issues);
  throw new AppError('invalid', '设置没有保存。', { problems });
}
