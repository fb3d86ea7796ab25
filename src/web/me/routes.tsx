import { Hono } from 'hono';
import { saveDraft } from '../../access/drafts.ts';
import { type Preferences, savePreferences } from '../../access/preferences.ts';
import type { Home } from '../../home/open.ts';
import type { WebEnv } from '../kit/env.ts';
import { onceOfForm } from '../kit/page/form.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { rememberLang } from '../kit/page/session-cookie.ts';
import { keptFields, typedFrom } from '../kit/page/typed.ts';

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
    const back = typed.get('back');
    return context.redirect(/^\/(?![/\\])/.test(back) ? back : paths.home(), 303);
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
