import type { Instant } from '../../core/clock.ts';
import { type LocalDate, localDateOf } from '../../core/month.ts';
import type { Home } from '../../home/open.ts';
import type { Reader } from '../../store/tables.ts';
import type { WayOfLearning } from '../model.ts';
import { type Learner, type Taught, usualLearnWithinDays } from '../rules.ts';

/** What the queries of this room read from. */
export type LearningReads = Pick<Home, 'store' | 'catalogue' | 'clock'>;

/** A person with what decides what they owe. */
export interface LearnerFacts extends Learner {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly email: string | null;
  readonly posts: readonly {
    readonly site: string;
    readonly post: string;
    readonly since: LocalDate;
  }[];
  /** The sites at which they hold a role; `*` for all. */
  readonly sites: readonly string[];
}

/** A published version of a policy, in force or still ahead of its day. */
export interface TaughtFacts extends Taught {
  readonly code: string;
  readonly title: string;
}

/** A version that somebody learned. */
export interface LearnedFact {
  readonly version: number;
  readonly at: Instant;
  readonly how: WayOfLearning;
  readonly source: string;
  readonly seq: number;
}

/** What somebody learned of a policy, by `learnedKey`. */
export type LearnedFacts = ReadonlyMap<string, readonly LearnedFact[]>;

/** The day it is at the installation, and how long a text may be owed there. */
export function learningTime({ catalogue, clock }: Pick<LearningReads, 'catalogue' | 'clock'>) {
  const { timeZone, learnWithinDays = usualLearnWithinDays } = catalogue.document;
  const at = clock.now();
  return { at, today: localDateOf(at, timeZone), withinDays: learnWithinDays };
}

/** Everybody by user name, or one person; leavers too. */
export async function readLearners(
  db: Reader,
  zone: string,
  id?: string | undefined,
): Promise<LearnerFacts[]> {
  let people = db
    .selectFrom('person')
    .select(['id', 'username', 'name', 'active', 'email', 'added_at', 'rehired_at']);
  let posts = db.selectFrom('person_post').select(['person_id', 'site', 'post', 'since']);
  let roles = db.selectFrom('person_role').select(['person_id', 'site']).distinct();
  if (id !== undefined) {
    people = people.where('id', '=', id);
    posts = posts.where('person_id', '=', id);
    roles = roles.where('person_id', '=', id);
  }
  const heldPosts = Map.groupBy(await posts.orderBy('post').execute(), (row) => row.person_id);
  const heldRoles = Map.groupBy(await roles.execute(), (row) => row.person_id);
  return (await people.orderBy('username').execute()).map((person) => ({
    id: person.id,
    username: person.username,
    name: person.name,
    active: person.active === 1,
    email: person.email,
    hiredOn: localDateOf(person.rehired_at ?? person.added_at, zone),
    posts: (heldPosts.get(person.id) ?? []).map(({ site, post, since }) => {
      return { site, post, since: localDateOf(since, zone) };
    }),
    sites: (heldRoles.get(person.id) ?? []).map(({ site }) => site),
  }));
}

/** The versions that are in force on a day, by code; with `ahead`, those that are still to be. */
export async function readTaught(
  db: Reader,
  zone: string,
  wish: {
    readonly on: LocalDate;
    readonly code?: string | undefined;
    readonly ahead?: boolean;
    /** Leaves out what this person has learned. */
    readonly unlearnedBy?: string;
  },
): Promise<TaughtFacts[]> {
  const { on, code, ahead = false, unlearnedBy } = wish;
  let query = db
    .selectFrom('policy_version_state as state')
    .innerJoin('policy_version as version', 'version.id', 'state.version_id')
    .innerJoin('policy', 'policy.code', 'version.policy')
    .leftJoin('policy_post as tie', 'tie.policy', 'policy.code')
    .select(['policy.code', 'policy.title', 'version.version', 'tie.post'])
    .select(['state.in_force_from', 'state.published_at'])
    .where('state.in_force_from', ahead ? '>' : '<=', on)
    // A version that was ended before its first day never comes.
    .where(({ eb, or, ref }) =>
      or([
        eb('state.in_force_until', 'is', null),
        ahead
          ? eb('state.in_force_until', '>', ref('state.in_force_from'))
          : eb('state.in_force_until', '>', on),
      ]),
    )
    .orderBy('policy.code')
    .orderBy('version.version');
  if (code !== undefined) query = query.where('policy.code', '=', code);
  if (unlearnedBy !== undefined) {
    query = query.where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('policy_known as learned')
            .select('learned.version')
            .where('learned.person_id', '=', unlearnedBy)
            .whereRef('learned.policy', '=', 'version.policy')
            .whereRef('learned.version', '=', 'version.version'),
        ),
      ),
    );
  }
  return (await query.execute()).flatMap((row) => {
    const { in_force_from: inForceFrom, published_at: publishedAt, ...known } = row;
    if (inForceFrom === null) return [];
    const publishedOn = publishedAt === null ? inForceFrom : localDateOf(publishedAt, zone);
    return [{ ...known, inForceFrom, publishedOn }];
  });
}

/** What was learned, of everybody or one person, of every policy or one; the latest last. */
export async function readLearned(
  db: Reader,
  wish: { readonly person?: string | undefined; readonly code?: string | undefined } = {},
): Promise<LearnedFacts> {
  let query = db.selectFrom('policy_known').selectAll().orderBy('entry_seq');
  if (wish.person !== undefined) query = query.where('person_id', '=', wish.person);
  if (wish.code !== undefined) query = query.where('policy', '=', wish.code);
  const facts = new Map<string, LearnedFact[]>();
  for (const row of await query.execute()) {
    const { person_id: person, policy: code, version, at, how, source, entry_seq: seq } = row;
    const key = learnedKey(person, code);
    const known = facts.get(key) ?? [];
    facts.set(key, known);
    known.push({ version, at, how, source, seq });
  }
  return facts;
}

/** The key under which `readLearned` answers. */
export function learnedKey(person: string, code: string): string {
  return `${person} ${code}`;
}

/** The versions of a policy that a person learned. */
export function versionsOf(learned: LearnedFacts, person: string, code: string): number[] {
  return (learned.get(learnedKey(person, code)) ?? []).map(({ version }) => version);
}

/** Whether a person works at one of some sites. */
export function isAt(
  { sites, posts }: Pick<LearnerFacts, 'sites' | 'posts'>,
  wanted: readonly string[],
): boolean {
  return (
    sites.some((site) => site === '*' || wanted.includes(site)) ||
    posts.some(({ site }) => wanted.includes(site))
  );
}
