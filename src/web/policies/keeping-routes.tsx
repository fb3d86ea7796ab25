import { type Context, Hono } from 'hono';
import { AppError } from '../../core/app-error.ts';
import { isLocalDate } from '../../core/month.ts';
import type { Home } from '../../home/open.ts';
import { addPolicy, setPlaces } from '../../policies/commands/add-policy.ts';
import { adoptTogether } from '../../policies/commands/adopt-together.ts';
import { retirePolicy } from '../../policies/commands/publish-version.ts';
import { AddPolicy, AdoptTogether, RetirePolicy, SetPlaces } from '../../policies/model.ts';
import { getPolicy, getVersion, listPolicies } from '../../policies/queries/policies.ts';
import { canInHouse, demandInHouse } from '../../policies/rules.ts';
import type { WebEnv } from '../kit/env.ts';
import { formRoute } from '../kit/page/form.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { respond } from '../kit/page/respond.ts';
import { confirmSecond, refuseSecond } from '../kit/second-signature.ts';
import { ComparePage } from './compare-page.tsx';
import { AdoptPage, NewPolicyPage, PlacesPage, RetirePage } from './keeping-pages.tsx';
import { keepingWords } from './keeping-words.ts';
import { groupOf } from './library-groups.ts';
import { readInput } from './read-input.ts';
import { versionWords } from './version-words.ts';

type Asked = Context<WebEnv>;

/** Adding policies, adopting the starter library: what stands before any one policy. */
export function libraryRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  formRoute(routes, home, '/policies/new', {
    draft: () => 'policy-new',
    defaults: (context) => ({ posted: 'no', ...postAsked(context) }),
    show: (_context, form) => {
      demandInHouse(form.page.who, 'policy.write', form.page.document);
      return <NewPolicyPage form={form} />;
    },
    async submit(context, typed, once) {
      const { who, lang } = context.get('page');
      const posted = typed.get('posted') === 'yes';
      const [code, source, post] = [typed.get('code'), typed.get('source'), typed.get('post')];
      const input = readInput(AddPolicy, {
        ...(post === '' ? {} : { post }),
        ...(code === '' ? {} : { code }),
        ...(source === '' ? {} : { source }),
        title: typed.get('title'),
        department: typed.get('department'),
        posted,
        ...(posted ? { places: typed.all('places') } : {}),
      });
      const added = await addPolicy(home, who, input, once);
      return {
        to: paths.writePolicy(added),
        flash: keepingWords(lang)('added', { code: added }),
      };
    },
  });
  formRoute(routes, home, '/policies/adopt', {
    defaults: async (context) => {
      const page = context.get('page');
      const drafts = await adoptable(home, page);
      return { codes: drafts.map(({ code }) => code), from: page.today };
    },
    show: async (_context, form) => {
      demandInHouse(form.page.who, 'policy.publish', form.page.document);
      return <AdoptPage form={form} drafts={await adoptable(home, form.page)} />;
    },
    async submit(context, typed, once) {
      const { who, lang, document } = context.get('page');
      const asked = { from: typed.get('from'), codes: typed.all('codes') };
      const input = readInput(AdoptTogether, asked);
      const second = await confirmSecond(home.sessions, {
        username: typed.get('approver.username'),
        password: typed.text('approver.password'),
      });
      refuseSecond(second, canInHouse(second, 'policy.approve', document));
      const done = await adoptTogether(home, { who, second }, input, once);
      const flash = keepingWords(lang)('adopted', { count: done.length, from: input.from });
      return { to: paths.policies(), flash };
    },
  });
  return routes;
}

/** The first values of a policy that is to state the duties of a post. */
function postAsked(context: Asked): Record<string, string> {
  const asked = context.req.query('post');
  const { posts } = context.get('page').document;
  const post = posts.find(({ code }) => code === asked);
  if (post === undefined) return {};
  return { post: post.code, title: `${post.title}岗位职责`, department: post.department };
}

/** Policies with a text of which no version was ever published. */
async function adoptable(home: Home, { who }: Page) {
  const all = await listPolicies(home, who);
  const never = ['draft', 'in-review', 'approved'];
  const candidates = all.filter(({ latest }) => latest !== null && never.includes(latest.status));
  const views = await Promise.all(candidates.map(({ code }) => getPolicy(home, who, code)));
  return views
    .filter(({ versions }) => versions.every((one) => one.inForceFrom === null))
    .toSorted((one, other) => groupOf(one.code) - groupOf(other.code));
}

/** What is kept about one policy beside its versions. */
export function keepingRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/policies/:code/compare', async (context) => {
    const page = context.get('page');
    const policy = await getPolicy(home, page.who, codeIn(context));
    const last = policy.versions.at(-1)?.version ?? 0;
    const { code } = policy;
    const number = (name: string, other: number) => {
      const typed = context.req.query(name) ?? '';
      return /^\d{1,6}$/.test(typed) ? Number(typed) : other;
    };
    const to = await getVersion(home, page.who, { code, version: number('to', last) });
    const before = Math.max(1, to.version - 1);
    const from = await getVersion(home, page.who, { code, version: number('from', before) });
    const isBeside = context.req.query('view') === 'side';
    return respond(context, <ComparePage {...{ page, policy, from, to, isBeside }} />);
  });
  formRoute(routes, home, '/policies/:code/retire', {
    defaults: (context) => ({ on: context.get('page').today }),
    show: async (context, form) => {
      demandInHouse(form.page.who, 'policy.publish', form.page.document);
      const policy = await getPolicy(home, form.page.who, codeIn(context));
      return <RetirePage {...{ form, policy }} />;
    },
    async submit(context, typed, once) {
      const { who, lang, today } = context.get('page');
      const [on, reason] = [typed.get('on'), typed.get('reason')];
      const input = readInput(RetirePolicy, { code: codeIn(context), on, reason });
      refuseToRetire({ on, today });
      await retirePolicy(home, who, input, once);
      const { code } = input;
      return { to: paths.policy(code), flash: versionWords(lang)('retired', { code, day: on }) };
    },
  });
  formRoute(routes, home, '/policies/:code/places', {
    defaults: async (context) => {
      const policy = await getPolicy(home, context.get('page').who, codeIn(context));
      return { places: policy.places };
    },
    show: async (context, form) => {
      demandInHouse(form.page.who, 'policy.publish', form.page.document);
      const policy = await getPolicy(home, form.page.who, codeIn(context));
      return <PlacesPage {...{ form, policy }} />;
    },
    async submit(context, typed, once) {
      const { who, lang } = context.get('page');
      const code = codeIn(context);
      const input = readInput(SetPlaces, { code, places: typed.all('places') });
      await setPlaces(home, who, input, once);
      return { to: paths.policy(code), flash: versionWords(lang)('placesSaved') };
    },
  });
  return routes;
}

function codeIn(context: Asked): string {
  return context.req.param('code') ?? '';
}

/** Pages end a policy from today on. */
function refuseToRetire({ on, today }: { on: string; today: string }): void {
  if (!isLocalDate(on) || on >= today) return;
  const problem = { field: 'on', rule: 'range', message: `请填今天（${today}）或以后的日期` };
  throw new AppError('invalid', '还不能废止。', { problems: [problem] });
}
