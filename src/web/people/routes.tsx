import { type Context, Hono } from 'hono';
import { changePassword } from '../../access/change-password.ts';
import { changePerson, setActive } from '../../access/change-person.ts';
import { addPerson } from '../../access/commands.ts';
import { lastSignIns, listPersonEvents } from '../../access/person-history.ts';
import { findPersonByUsername, listPeople, type PersonView } from '../../access/queries.ts';
import { demandSomewhere } from '../../access/rules.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import type { WebEnv } from '../kit/env.ts';
import { formRoute } from '../kit/page/form.ts';
import { paths } from '../kit/page/paths.ts';
import { respond } from '../kit/page/respond.ts';
import { PeoplePage } from './list-page.tsx';
import { ActivePage, AddPersonPage, PasswordPage, PersonPage } from './person-page.tsx';
import { madeUpPassword, personValues, typedPosts, typedRoles } from './read-form.ts';
import { peopleWords } from './words.ts';

/** People: who there is, what they may do, how they sign in. */
export function peopleRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/people', async (context) => {
    const page = context.get('page');
    const sites = demandSomewhere(page.who, 'person.read', page.document);
    const people = (await listPeople(home.store.read)).filter(({ roles: held }) =>
      held.some(({ site }) => site === '*' || sites.includes(site)),
    );
    const seen = await lastSignIns(
      home.store.read,
      people.map(({ id }) => id),
    );
    return respond(context, <PeoplePage {...{ page, people, seen }} />);
  });
  addRoute(routes, home);
  personRoute(routes, home);
  passwordRoute(routes, home);
  activeRoute(routes, home);
  return routes;
}

function addRoute(routes: Hono<WebEnv>, home: Home): void {
  formRoute(routes, home, '/people/new', {
    show: (context, form) => {
      demandKeeper(context);
      return <AddPersonPage form={form} />;
    },
    defaults: () => ({ password: madeUpPassword(home.entropy) }),
    submit: async (context, typed, once) => {
      const { who, lang, document } = context.get('page');
      demandSomewhere(who, 'person.add', document);
      const roles = typedRoles(context.get('page'), typed);
      const [username, name] = [typed.get('username'), typed.get('name')];
      const person = {
        username,
        name,
        roles,
        posts: typedPosts(context.get('page'), typed),
        email: typed.get('email'),
        password: typed.text('password'),
      };
      await addPerson(home.ledger, who, person, once);
      return { to: paths.people(), flash: peopleWords(lang)('added', { name, username }) };
    },
  });
}

function personRoute(routes: Hono<WebEnv>, home: Home): void {
  formRoute(routes, home, '/people/:username', {
    show: async (context, form) => {
      const person = await personOf(home, context);
      const events = await listPersonEvents(home.store.read, person.id);
      return <PersonPage {...{ form, person, events }} />;
    },
    defaults: async (context) => personValues(context.get('page'), await personOf(home, context)),
    submit: async (context, typed, once) => {
      const page = context.get('page');
      const person = await personOf(home, context);
      const { username, name } = person;
      const change = {
        username,
        roles: typedRoles(page, typed),
        posts: typedPosts(page, typed, person),
        email: typed.get('email'),
      };
      await changePerson(home.ledger, page.who, change, once);
      return { to: paths.person(username), flash: peopleWords(page.lang)('saved', { name }) };
    },
  });
}

function passwordRoute(routes: Hono<WebEnv>, home: Home): void {
  formRoute(routes, home, '/people/:username/password', {
    show: async (context, form) => (
      <PasswordPage form={form} person={await personOf(home, context)} />
    ),
    defaults: () => ({ password: madeUpPassword(home.entropy) }),
    submit: async (context, typed) => {
      const { who, lang } = context.get('page');
      const { username, name } = await personOf(home, context);
      const wish = { username, password: typed.text('password') };
      const { closed: count } = await changePassword(home.ledger, who, wish);
      return {
        to: paths.person(username),
        flash: peopleWords(lang)('passwordSet', { name, count }),
      };
    },
  });
}

function activeRoute(routes: Hono<WebEnv>, home: Home): void {
  formRoute(routes, home, '/people/:username/active', {
    show: async (context, form) => (
      <ActivePage form={form} person={await personOf(home, context)} />
    ),
    submit: async (context, typed, once) => {
      const { who, lang } = context.get('page');
      const { username, name } = await personOf(home, context);
      const active = typed.get('active') === 'yes';
      const count = await setActive(home.ledger, who, { username, active }, once);
      const say = peopleWords(lang);
      const flash = active ? say('reactivated', { name }) : say('deactivated', { name, count });
      return { to: paths.person(username), flash };
    },
  });
}

function demandKeeper(context: Context<WebEnv>): string[] {
  const { who, document } = context.get('page');
  return demandSomewhere(who, 'person.add', document);
}

/** The person of an address. Errors: `forbidden`, `not-found` (also for people of other sites). */
async function personOf(home: Home, context: Context<WebEnv>): Promise<PersonView> {
  const sites = demandKeeper(context);
  const username = context.req.param('username') ?? '';
  const person = await findPersonByUsername(home.store.read, username);
  const isOurs = person?.roles.some(({ site }) => site === '*' || sites.includes(site));
  if (person === undefined || isOurs !== true) {
    throw new AppError('not-found', `没有用户“${username}”。`);
  }
  return person;
}
