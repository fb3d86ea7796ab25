import type { Requester } from '../../access/model.ts';
import { namesOfActors } from '../../access/queries.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import type { Instant } from '../../core/clock.ts';
import { instantOf, type LocalDate, localDateOf, nextDay } from '../../core/month.ts';
import type { Home } from '../../home/open.ts';
import { inForceOn } from '../../policies/queries/policies.ts';
import type { Reader } from '../../store/tables.ts';
import type {
  CorrectionView,
  MaterialView,
  PersonResultView,
  SessionLine,
  SessionView,
} from '../model/views.ts';
import { type Correction, hasPassed, type PersonResult, resultsOf } from '../rules/results.ts';
import { isLate, signInWindow } from '../rules/window.ts';
import { loadSessions, type StoredMaterial, type StoredSession } from './load.ts';
import { loadPeople, type TrainingPerson } from './people.ts';
import { getStored, personOf, rightsOn } from './rights.ts';
import { elsewhereOf, hoursOf, lineOf, rootOf, summaryOf } from './session-lines.ts';

/** What the queries of this room read from. */
export type TrainingReads = Pick<Home, 'store' | 'catalogue' | 'clock'>;

/** Which sessions: of a series, between two days (both included), or all. */
export interface SessionsAsked {
  readonly site?: string | undefined;
  readonly series?: string | undefined;
  readonly from?: LocalDate | undefined;
  readonly to?: LocalDate | undefined;
}

/** Sessions of a site, oldest first. Errors: `forbidden`, `not-found` (site). */
export async function listSessions(
  home: TrainingReads,
  who: Requester,
  asked: SessionsAsked,
): Promise<SessionLine[]> {
  const { document } = home.catalogue;
  const site = getSite(document, asked.site).code;
  demand(who, 'policy.read', { site });
  const db = home.store.read;
  let query = db.selectFrom('training_session').select('id').where('site', '=', site);
  if (asked.series !== undefined) query = query.where('series_id', '=', asked.series);
  if (asked.from !== undefined) {
    query = query.where('starts_at', '>=', instantOf(asked.from, document.timeZone));
  }
  if (asked.to !== undefined) {
    query = query.where('starts_at', '<', instantOf(nextDay(asked.to), document.timeZone));
  }
  const ids = (await query.execute()).map(({ id }) => id);
  const loaded = await loadSessions(db, ids);
  return linesOf(db, ids, { loaded, now: home.clock.now() });
}

/** Loaded sessions as lines, in the order of time. */
export async function linesOf(
  db: Reader,
  ids: readonly string[],
  { loaded, now }: { loaded: ReadonlyMap<string, StoredSession>; now: Instant },
): Promise<SessionLine[]> {
  const people = await peopleById(db);
  const hours = hoursOf(loaded.values());
  const asked = new Set(ids);
  return [...loaded.values()]
    .filter(({ id }) => asked.has(id))
    .map((session) => lineOf(session, hours.get(rootOf(session)) ?? [], { people, now }));
}

/** Everybody by id. */
export async function peopleById(db: Reader): Promise<Map<string, TrainingPerson>> {
  return new Map((await loadPeople(db)).map((person) => [person.id, person]));
}

/**
 * A session in full. Everybody's results are for who may see them; others see their own.
 *
 * Errors: `not-found`, also for who is not of its site.
 */
export async function getSession(
  home: TrainingReads,
  who: Requester,
  id: string,
): Promise<SessionView> {
  const db = home.store.read;
  const { session, hour } = await getStored(db, who, id);
  const rights = rightsOn(who, session);
  const people = await peopleById(db);
  const nameOf = await namesOfActors(db);
  const now = home.clock.now();
  const { timeZone } = home.catalogue.document;
  const view = { people, nameOf, hour };
  const own = personOf(who);
  const shown = resultsOf(session.kept)
    .filter(({ person }) => rights.seesAll || person === own)
    .map((result) => resultViewOf(session, result, view))
    .toSorted((a, b) => (a.username < b.username ? -1 : 1));
  const { from, until } = signInWindow(session, timeZone);
  const { closing, cancelling, paper } = session;
  return {
    ...lineOf(session, hour, { people, now }),
    policyVersions: await taughtBy(db, session, timeZone),
    plannedBy: nameOf(session.plannedBy),
    plannedAt: session.plannedAt,
    plan: await materialOf(db, session.plan, nameOf),
    notes: await materialOf(db, session.notes, nameOf),
    paper:
      paper === undefined
        ? null
        : {
            id: paper.id,
            of: paper.session_id === null ? 'series' : 'session',
            count: paper.questions.length,
            points: paper.points,
            passMark: paper.pass_mark,
          },
    signInFrom: from,
    signInUntil: until,
    ...rights,
    people: shown,
    summary: summaryOf(session),
    firstSummary: closing?.summary ?? null,
    closedBy: closing === undefined ? null : nameOf(closing.closed_by),
    closedAt: closing?.closed_at ?? null,
    cancelled:
      cancelling === undefined
        ? null
        : {
            reason: cancelling.reason,
            by: nameOf(cancelling.cancelled_by),
            at: cancelling.cancelled_at,
          },
    corrections: session.kept.corrections
      .filter(({ person }) => rights.seesAll || person === null || person === own)
      .map((one) => correctionOf(one, view)),
    repeatedBy: hour
      .filter((one) => one.repeats === session.id && one.cancelling === undefined)
      .map(({ id: repeat, startsAt }) => ({ id: repeat, startsAt })),
  };
}

interface Names {
  readonly people: ReadonlyMap<string, TrainingPerson>;
  readonly nameOf: (actor: string) => string;
}

/** How one person stands, for people to read. */
export function resultViewOf(
  session: StoredSession,
  result: PersonResult,
  view: Names & { readonly hour: readonly StoredSession[] },
): PersonResultView {
  const { person, expected, present, signIn, score, firstScore, corrections } = result;
  const known = view.people.get(person);
  return {
    username: known?.username ?? '',
    name: known?.name ?? '',
    expected,
    present,
    elsewhere: present ? null : elsewhereOf(session, view.hour, person),
    signIn:
      signIn === undefined
        ? null
        : {
            how: signIn.how,
            at: signIn.at,
            by: view.nameOf(signIn.by),
            late: isLate(session, signIn.at),
          },
    answered: session.answers.some(({ person_id }) => person_id === person),
    score: score ?? null,
    mark: markOf(score),
    firstScore: firstScore ?? null,
    passed: hasPassed(result, session.paper?.pass_mark),
    corrections: corrections.map((one) => correctionOf(one, view)),
  };
}

/** Whether somebody was marked. */
export function markOf(score: number | null | undefined): PersonResultView['mark'] {
  if (score === undefined) return 'none';
  return score === null ? 'absent' : 'scored';
}

function correctionOf(one: Correction, { people, nameOf }: Names): CorrectionView {
  const known = one.person === null ? undefined : people.get(one.person);
  return {
    id: one.id,
    what: one.what,
    person: known === undefined ? null : { username: known.username, name: known.name },
    was: one.was,
    becomes: one.becomes,
    reason: one.reason,
    by: nameOf(one.by),
    at: one.at,
  };
}

async function taughtBy(db: Reader, { policies, startsAt }: StoredSession, zone: string) {
  if (policies.length === 0) return [];
  const titles = await db
    .selectFrom('policy')
    .select(['code', 'title'])
    .where('code', 'in', [...policies])
    .execute();
  const day = localDateOf(startsAt, zone);
  const taught: SessionView['policyVersions'][number][] = [];
  for (const code of policies) {
    const version = (await inForceOn(db, code, day))?.version ?? null;
    taught.push({ code, title: titles.find((one) => one.code === code)?.title ?? '', version });
  }
  return taught;
}

/** A plan or lesson notes, for people to read. */
export async function materialOf(
  db: Reader,
  stored: StoredMaterial | undefined,
  nameOf: (actor: string) => string,
): Promise<MaterialView | null> {
  if (stored === undefined) return null;
  return {
    id: stored.id,
    kind: stored.kind,
    of: stored.session_id === null ? 'series' : 'session',
    text: stored.text,
    file: await fileOf(db, stored),
    writtenBy: nameOf(stored.written_by),
    writtenAt: stored.written_at,
  };
}

async function fileOf(db: Reader, { blob, file_name, media_type }: StoredMaterial) {
  if (blob === null || file_name === null || media_type === null) return null;
  const { size_bytes } = await db
    .selectFrom('blob')
    .select('size_bytes')
    .where('address', '=', blob)
    .executeTakeFirstOrThrow();
  return { name: file_name, mediaType: media_type, sizeBytes: Number(size_bytes) };
}
