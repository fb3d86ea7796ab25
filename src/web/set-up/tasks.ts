import type { Role } from '../../access/model.ts';
import { listPeople } from '../../access/queries.ts';
import { countHouseholds } from '../../archives/queries/households.ts';
import type { SiteDocument } from '../../catalogue/model.ts';
import { initialSiteDocument } from '../../catalogue/pack.ts';
import type { Home } from '../../home/open.ts';
import { todayOf } from '../../policies/queries/policies.ts';
import { countPolicies } from '../../policies/queries/versions.ts';
import { countRecords } from '../../records/rows/record-rows.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { setUpWords } from './words.ts';

/** What there is to do before an office can work with it. */
export type TaskName =
  | 'site'
  | 'projects'
  | 'people'
  | 'places'
  | 'posts'
  | 'charts'
  | 'households'
  | 'policies'
  | 'registers';

/** How far a task has come; `looked` is there from the start and may be changed. */
export type TaskState = 'done' | 'started' | 'not-started' | 'looked';

/** One task of setting up. */
export interface Task {
  readonly name: TaskName;
  readonly href: string;
  readonly state: TaskState;
  /** What is missing, or how much there is. */
  readonly note?: string;
  readonly isOptional: boolean;
}

type TaskHome = Pick<Home, 'store' | 'catalogue' | 'clock'>;

/** The tasks of setting up, each with how far it has come. */
export async function readTasks(home: TaskHome, page: Page): Promise<Task[]> {
  const say = setUpWords(page.lang);
  const { document } = home.catalogue;
  const initial = initialSiteDocument();
  const isNamed = document.company !== initial.company;
  const isProjectNamed = document.sites[0]?.name !== initial.sites[0]?.name;
  const { households, records, policies, inForce } = await readCounts(home);
  const missing = await missingRoles(home);
  const between = page.lang === 'zh' ? '、' : ', ';
  const roles = missing.map((role) => say(`role_${role}`)).join(between);
  const isSame = (part: 'places' | 'posts') =>
    JSON.stringify(document[part]) === JSON.stringify(initial[part]);
  const listed = (part: 'places' | 'posts', href: string): Task => ({
    name: part,
    href,
    state: isSame(part) ? 'looked' : 'done',
    ...(isSame(part) ? { note: say(`${part}Note`, { count: document[part].length }) } : {}),
    isOptional: true,
  });
  return [
    {
      name: 'site',
      href: paths.setUpSite(),
      state: !isNamed ? 'not-started' : document.publicUrl === '' ? 'started' : 'done',
      ...(isNamed && document.publicUrl === '' ? { note: say('siteMissing') } : {}),
      isOptional: false,
    },
    {
      name: 'projects',
      href: paths.setUpProjects(),
      state: isProjectNamed ? 'done' : 'not-started',
      ...(isProjectNamed ? {} : { note: say('projectsMissing') }),
      isOptional: false,
    },
    {
      name: 'people',
      href: paths.people(),
      state: missing.length === 0 ? 'done' : missing.length === 2 ? 'not-started' : 'started',
      ...(missing.length === 0 ? {} : { note: say('peopleMissing', { roles }) }),
      isOptional: false,
    },
    listed('places', paths.setUpPlaces()),
    listed('posts', paths.setUpPosts()),
    chartsTask(document, say('chartsNote')),
    {
      name: 'households',
      href: paths.imports(),
      state: households > 0 ? 'done' : 'not-started',
      ...(households > 0 ? { note: say('householdsNote', { count: households }) } : {}),
      isOptional: false,
    },
    {
      name: 'policies',
      href: paths.adoptPolicies(),
      state: inForce === 0 ? 'not-started' : inForce < policies ? 'started' : 'done',
      note: say('policiesNote', { inForce, all: policies }),
      isOptional: false,
    },
    {
      name: 'registers',
      href: paths.imports(),
      state: records > 0 ? 'done' : 'not-started',
      ...(records > 0 ? { note: say('registersNote', { count: records }) } : {}),
      isOptional: true,
    },
  ];
}

/** The charts of the handbook, which are done once they are the office's own. */
function chartsTask(document: SiteDocument, note: string): Task {
  const drawnFrom = ({ patrolRoute, flows, departmentDuties, posts }: SiteDocument) =>
    JSON.stringify([patrolRoute, flows, departmentDuties, posts.map((post) => post.reportsTo)]);
  const hasNone = document.patrolRoute === undefined && document.flows === undefined;
  const isOwn = !hasNone && drawnFrom(document) !== drawnFrom(initialSiteDocument());
  return {
    name: 'charts',
    href: paths.setUpCharts(),
    state: isOwn ? 'done' : 'looked',
    ...(isOwn ? {} : { note }),
    isOptional: true,
  };
}

/** Whether nobody has worked here yet: no household, no record, and the name it came with. */
export async function isNewHome(home: TaskHome): Promise<boolean> {
  if (home.catalogue.document.company !== initialSiteDocument().company) return false;
  const { households, records } = await readCounts(home);
  return households === 0 && records === 0;
}

async function readCounts(home: TaskHome) {
  const { read } = home.store;
  const { all, inForce } = await countPolicies(read, todayOf(home));
  return {
    households: await countHouseholds(read),
    records: await countRecords(read),
    policies: all,
    inForce,
  };
}

/** The two roles without which a day cannot run: somebody files, somebody signs. */
const neededRoles = ['clerk', 'supervisor'] as const satisfies readonly Role[];

async function missingRoles({ store }: TaskHome): Promise<(typeof neededRoles)[number][]> {
  const people = (await listPeople(store.read)).filter(({ active }) => active);
  const held = new Set(people.flatMap(({ roles }) => roles.map(({ role }) => role)));
  const isLed = held.has('supervisor') || held.has('director') || held.has('manager');
  return neededRoles.filter((role) => (role === 'supervisor' ? !isLed : !held.has(role)));
}
