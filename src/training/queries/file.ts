import type { Requester } from '../../access/model.ts';
import { namesOfActors } from '../../access/queries.ts';
import { can, demand } from '../../access/rules.ts';
import { AppError } from '../../core/app-error.ts';
import { localDateOf } from '../../core/month.ts';
import type { Reader } from '../../store/tables.ts';
import type { FileLine, PersonResultView, TrainingFile } from '../model/views.ts';
import { resultOf } from '../rules/results.ts';
import { loadSessions, type StoredSession } from './load.ts';
import { loadPeople, type TrainingPerson } from './people.ts';
import { personOf } from './rights.ts';
import { elsewhereOf, hoursOf, lineOf, rootOf } from './session-lines.ts';
import { resultViewOf, type TrainingReads } from './sessions.ts';

/**
 * A person's training file: what they attended, missed and taught, with scores, the policies learned
 * and hours by year. Only closed sessions count.
 *
 * Errors: `not-found`, `forbidden`. Source: C-5.4, TRN-03.
 */
export async function getTrainingFile(
  home: TrainingReads,
  who: Requester,
  username: string,
): Promise<TrainingFile> {
  const db = home.store.read;
  const all = await loadPeople(db);
  const person = all.find((one) => one.username === username);
  demandFile(home, who, person);
  if (person === undefined) throw new AppError('not-found', `没有用户“${username}”。`);
  const loaded = await loadSessions(db, await sessionsOf(db, person.id));
  const people = new Map(all.map((one) => [one.id, one]));
  const hours = hoursOf(loaded.values());
  const names = { people, nameOf: await namesOfActors(db), now: home.clock.now() };
  const lines = [...loaded.values()]
    .toReversed()
    .flatMap((session) => fileLine(session, hours.get(rootOf(session)) ?? [], { person, names }));
  const sessions = onceAnHour(lines);
  return {
    username: person.username,
    name: person.name,
    active: person.active,
    years: yearsOf(
      sessions,
      { loaded, hours, person: person.id },
      home.catalogue.document.timeZone,
    ),
    sessions,
    learned: await learnedBy(db, person.id),
  };
}

/** One's own, or that of somebody of a site at which the reader answers for trainings or learning. */
function demandFile(
  { catalogue }: TrainingReads,
  who: Requester,
  person: TrainingPerson | undefined,
): void {
  if (person !== undefined && person.id === personOf(who)) return;
  const sites = catalogue.document.sites.map(({ code }) => code);
  const own = person?.sites.includes('*') ? sites : (person?.sites ?? sites);
  // Whoever left holds no role any more: their file is read by who reads any.
  const where = own.length === 0 ? sites : own;
  const may = where.some(
    (site) =>
      can(who, 'training.keep', { site }) === undefined ||
      can(who, 'learning.read', { site }) === undefined,
  );
  if (!may) demand(who, 'learning.read', { site: where[0] ?? '*' });
}

async function sessionsOf(db: Reader, person: string): Promise<string[]> {
  const expected = db
    .selectFrom('training_expected')
    .select('session_id as id')
    .where('person_id', '=', person);
  const attended = db
    .selectFrom('training_attendance')
    .select('session_id as id')
    .where('person_id', '=', person);
  const corrected = db
    .selectFrom('training_correction')
    .select('session_id as id')
    .where('person_id', '=', person);
  const taught = db.selectFrom('training_session').select('id').where('trainer', '=', person);
  const rows = await expected.union(attended).union(corrected).union(taught).execute();
  return rows.map(({ id }) => id);
}

interface Known {
  readonly person: TrainingPerson;
  readonly names: Parameters<typeof lineOf>[2] & { readonly nameOf: (actor: string) => string };
}

function fileLine(
  session: StoredSession,
  hour: readonly StoredSession[],
  { person, names }: Known,
): FileLine[] {
  if (session.cancelling !== undefined) return [];
  const line = lineOf(session, hour, names);
  const isOver = line.status === 'closed';
  if (session.trainer === person.id) {
    return [{ session: line, part: 'taught', result: null, counts: isOver }];
  }
  const result = resultOf(session.kept, person.id);
  const shown = (): PersonResultView => resultViewOf(session, result, { ...names, hour });
  if (result.present) {
    return [{ session: line, part: 'attended', result: shown(), counts: isOver }];
  }
  const wasHere = result.signIn !== undefined || result.corrections.length > 0;
  const isMissed = result.expected && isOver && elsewhereOf(session, hour, person.id) === null;
  if (!isMissed && !wasHere) return [];
  return [{ session: line, part: 'missed', result: shown(), counts: isMissed }];
}

/** An hour that was held again and heard twice counts once: the first time. */
function onceAnHour(lines: readonly FileLine[]): FileLine[] {
  const seen = new Set<string>();
  const counted = new Set<FileLine>();
  for (const line of lines.toReversed()) {
    const key = `${line.part}:${rootOf(line.session)}`;
    if (line.counts && (line.part === 'taught' || !seen.has(key))) counted.add(line);
    if (line.counts) seen.add(key);
  }
  return lines.map((line) => ({ ...line, counts: counted.has(line) }));
}

function yearsOf(
  lines: readonly FileLine[],
  known: {
    readonly loaded: ReadonlyMap<string, StoredSession>;
    readonly hours: ReadonlyMap<string, readonly StoredSession[]>;
    readonly person: string;
  },
  zone: string,
): TrainingFile['years'] {
  const { loaded, hours, person } = known;
  // Whoever was expected at any holding of an hour was expected at the hour.
  const isExpected = ({ session }: FileLine) =>
    hours.get(rootOf(session))?.some(({ kept }) => kept.expected.includes(person)) === true;
  const counted = lines.filter(({ counts, part }) => counts && part !== 'taught');
  const years = Map.groupBy(counted, ({ session }) =>
    localDateOf(session.startsAt, zone).slice(0, 4),
  );
  return [...years].map(([year, own]) => {
    const attended = own.filter(({ part }) => part === 'attended');
    const expected = own.filter(isExpected);
    const shares = attended.flatMap(({ session, result }) => {
      const points = loaded.get(session.id)?.paper?.points;
      return points === undefined || result?.score == null ? [] : [(result.score / points) * 100];
    });
    const sum = shares.reduce((total, one) => total + one, 0);
    return {
      year,
      minutes: attended.reduce((total, { session }) => total + session.minutes, 0),
      attended: attended.length,
      expected: expected.length,
      expectedPresent: expected.filter(({ part }) => part === 'attended').length,
      average: shares.length === 0 ? null : Math.round((sum / shares.length) * 10) / 10,
      failed: attended.filter(({ result }) => result?.passed === false).length,
    };
  });
}

async function learnedBy(db: Reader, person: string): Promise<TrainingFile['learned']> {
  const rows = await db
    .selectFrom('policy_known as learned')
    .innerJoin('policy', 'policy.code', 'learned.policy')
    .select([
      'learned.policy as code',
      'policy.title as title',
      'learned.version as version',
      'learned.how as how',
      'learned.source as source',
      'learned.at as at',
    ])
    .where('learned.person_id', '=', person)
    .orderBy('learned.policy')
    .orderBy('learned.version')
    .execute();
  return rows.map((row) => ({ ...row, version: Number(row.version) }));
}
