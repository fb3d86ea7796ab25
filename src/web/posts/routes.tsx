import { type Context, Hono } from 'hono';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import { tiePost } from '../../policies/commands/tie-post.ts';
import { TiePost } from '../../policies/model.ts';
import { getPolicy, listPolicies } from '../../policies/queries/policies.ts';
import { listPosts } from '../../policies/queries/posts.ts';
import { listStatements } from '../../policies/queries/statements.ts';
import { demandInHouse } from '../../policies/rules.ts';
import type { WebEnv } from '../kit/env.ts';
import { type FormState, formRoute } from '../kit/page/form.ts';
import { paths } from '../kit/page/paths.ts';
import { respond } from '../kit/page/respond.ts';
import { readInput } from '../policies/read-input.ts';
import { postTitle } from './post-title.ts';
import { PostsPage } from './posts-page.tsx';
import { PolicyPostPage, TiePage } from './tie-pages.tsx';
import { postWords } from './words.ts';

/** Posts and their duty statements. */
export function postPageRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/posts', async (context) => {
    const page = context.get('page');
    const duties = await listPosts(home, page.who);
    return respond(context, <PostsPage page={page} duties={duties} />);
  });
  formRoute(routes, home, '/posts/:post/tie', {
    show: (context, form) => showTie(home, context, form),
    async submit(context, typed, once) {
      const page = context.get('page');
      const post = context.req.param('post') ?? '';
      const input = readInput(TiePost, { code: typed.get('code'), post });
      await tiePost(home, page.who, input, once);
      const words = { code: input.code, title: postTitle(page, post) };
      return { to: paths.posts(), flash: postWords(page.lang)('tied', words) };
    },
  });
  formRoute(routes, home, '/policies/:code/post', {
    defaults: async (context) => {
      const code = codeIn(context);
      const own = (await listStatements(home.store.read)).find((one) => one.code === code);
      return { post: own?.post ?? '' };
    },
    show: (context, form) => showChange(home, codeIn(context), form),
    async submit(context, typed, once) {
      const page = context.get('page');
      const code = codeIn(context);
      const post = typed.get('post') || null;
      await tiePost(home, page.who, readInput(TiePost, { code, post }), once);
      const say = postWords(page.lang);
      const flash =
        post === null
          ? say('untied', { code })
          : say('tied', { code, title: postTitle(page, post) });
      return { to: paths.posts(), flash };
    },
  });
  return routes;
}

function codeIn(context: Context<WebEnv>): string {
  return context.req.param('code') ?? '';
}

async function showTie(home: Home, context: Context<WebEnv>, form: FormState) {
  const { who, document } = form.page;
  demandInHouse(who, 'policy.write', document);
  const asked = context.req.param('post') ?? '';
  const line = (await listPosts(home, who)).posts.find(({ post }) => post === asked);
  if (line === undefined) throw new AppError('not-found', `没有“${asked}”这个岗位。`);
  const tied = new Set((await listStatements(home.store.read)).map(({ code }) => code));
  const free = (await listPolicies(home, who)).filter(
    ({ code, inForce, latest }) =>
      !tied.has(code) && (inForce !== null || latest?.status !== 'retired'),
  );
  return <TiePage {...{ form, line, free }} />;
}

async function showChange(home: Home, code: string, form: FormState) {
  const { who, document } = form.page;
  demandInHouse(who, 'policy.write', document);
  const policy = await getPolicy(home, who, code);
  const { posts } = await listPosts(home, who);
  const open = posts.filter(({ statement }) => statement === null || statement.code === code);
  return <PolicyPostPage {...{ form, policy, open }} />;
}
