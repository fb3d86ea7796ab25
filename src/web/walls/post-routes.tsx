import { Hono } from 'hono';
import { demand } from '../../access/rules.ts';
import type { Home } from '../../home/open.ts';
import { getPolicy, listPolicies } from '../../policies/queries/policies.ts';
import { postPolicy } from '../../walls/commands/post-policy.ts';
import { PostPolicy } from '../../walls/model.ts';
import { getPosting } from '../../walls/queries/postings.ts';
import type { WebEnv } from '../kit/env.ts';
import { formRoute } from '../kit/page/form.ts';
import { paths } from '../kit/page/paths.ts';
import { readInput } from '../policies/read-input.ts';
import { placeTitle } from '../policies/titles.tsx';
import { photoFaults } from './photo-faults.ts';
import { PostPage } from './post-page.tsx';
import { limitPhoto, photoIn } from './read-photo.ts';
import { wallWords } from './words.ts';

/** Registers that a version hangs at a place. */
export function postRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.use('/walls/post', limitPhoto);
  formRoute(routes, home, '/walls/post', {
    defaults: (context) => {
      const { place = '', code = '', version = '' } = context.req.query();
      return { place, code, version };
    },
    show: async (_context, form) => {
      const { who, site } = form.page;
      demand(who, 'posting.post', { site });
      const all = await listPolicies(home, who);
      const policies = all.filter(({ posted }) => posted);
      const chosen = policies.find(({ code }) => code === form.values.get('code'));
      const versions =
        chosen === undefined ? undefined : (await getPolicy(home, who, chosen.code)).versions;
      return <PostPage {...{ form, policies, versions }} />;
    },
    async submit(context, typed, once) {
      const page = context.get('page');
      const { who, site, lang } = page;
      demand(who, 'posting.post', { site });
      const version = typed.get('version');
      const input = readInput(PostPolicy, {
        site,
        place: typed.get('place'),
        code: typed.get('code'),
        ...(version === '' ? {} : { version: Number(version) }),
      });
      const photo = await photoIn(home, context, lang);
      const id = await postPolicy(home, who, input, once, photo);
      const posting = await getPosting(home, who, id);
      const posted = wallWords(lang)('posted', {
        place: placeTitle(page, input.place),
        code: posting.code,
        version: posting.version,
      });
      const flash = [posted, ...photoFaults(page, posting)].join(' ');
      return { to: paths.wall(input.place), flash };
    },
  });
  return routes;
}
