import type { Requester } from '../../access/model.ts';
import { can } from '../../access/rules.ts';
import { AppError } from '../../core/app-error.ts';
import type { LocalDate } from '../../core/month.ts';
import type { Reader } from '../../store/tables.ts';
import type { ComingText, LearnedText, OwedText, PersonLearning } from '../model.ts';
import { daysAfter, isOwing, owedSince, standingOf } from '../rules.ts';
import {
  isAt,
  type LearnedFacts,
  type LearnerFacts,
  type LearningReads,
  learningTime,
  readLearned,
  readLearners,
  readTaught,
  versionsOf,
} from './facts.ts';

/** What the one who asks has learned and has still to learn. Errors: `forbidden` (not a person). */
export async function ownLearning(home: LearningReads, who: Requester): Promise<PersonLearning> {
  if (who.actor.kind !== 'person') {
    throw new AppError('forbidden', '制度由本人登录学习，本机操作员没有学习记录。');
  }
  return learningOf(home, await learnerById(home, who.actor.id));
}

/**
 * What a person has learned and has still to learn: the part of their file that learning fills.
 *
 * Errors: `forbidden` (another's, without the right at a site of theirs), `not-found`.
 */
export async function personLearning(
  home: LearningReads,
  who: Requester,
  username: string,
): Promise<PersonLearning> {
  const { sites } = home.catalogue.document;
  const isOwn = who.actor.kind === 'person' && who.actor.username === username;
  const may = sites.filter(({ code: site }) => can(who, 'learning.read', { site }) === undefined);
  const refusal = can(who, 'learning.read', { site: sites[0]?.code ?? '*' });
  if (!isOwn && may.length === 0 && refusal !== undefined) throw refusal;
  const row = await home.store.read
    .selectFrom('person')
    .select('id')
    .where('username', '=', username)
    .executeTakeFirst();
  const learner = row === undefined ? undefined : await learnerById(home, row.id);
  const isSeen =
    learner !== undefined &&
    (isOwn ||
      isAt(
        learner,
        may.map(({ code }) => code),
      ));
  if (!isSeen) throw new AppError('not-found', `没有用户“${username}”。`);
  return learningOf(home, learner);
}

/** How much of what is in force somebody owes, for where it is only counted. */
export interface OwedCount {
  readonly owed: number;
  readonly behind: number;
  /** The day since which the first of them is owed. */
  readonly since: LocalDate;
}

/** What the one who asks has still to learn, counted; undefined where that is nothing. */
export async function countOwed(
  home: LearningReads,
  who: Requester,
): Promise<OwedCount | undefined> {
  if (who.actor.kind !== 'person') return undefined;
  const { id } = who.actor;
  const time = learningTime(home);
  const zone = home.catalogue.document.timeZone;
  const wish = { on: time.today, unlearnedBy: id };
  const unlearned = await readTaught(home.store.read, zone, wish);
  // Most days there is nothing, and nothing more is asked.
  if (unlearned.length === 0) return undefined;
  const learner = await learnerById(home, id);
  const since = unlearned.flatMap((text) => owedSince(learner, text) ?? []).toSorted();
  const [first] = since;
  if (first === undefined) return undefined;
  const behind = since.filter((day) => time.today > daysAfter(day, time.withinDays)).length;
  return { owed: since.length, behind, since: first };
}

async function learnerById(home: LearningReads, id: string): Promise<LearnerFacts> {
  const [learner] = await readLearners(home.store.read, home.catalogue.document.timeZone, id);
  if (learner === undefined) throw new AppError('not-found', '没有这个人。');
  return learner;
}

async function learningOf(home: LearningReads, learner: LearnerFacts): Promise<PersonLearning> {
  const { read } = home.store;
  const zone = home.catalogue.document.timeZone;
  const time = learningTime(home);
  const taught = await readTaught(read, zone, { on: time.today });
  const learned = await readLearned(read, { person: learner.id });
  const owed: OwedText[] = [];
  let current = 0;
  for (const text of taught) {
    const standing = standingOf(learner, text, versionsOf(learned, learner.id, text.code), time);
    const { code, title } = text;
    if (standing.state === 'learned') current += 1;
    if (!isOwing(standing)) continue;
    const { version, knows, since, dueOn, isBehind } = standing;
    owed.push({ code, title, version, knows, since, dueOn, isBehind });
  }
  const { id, username, name, active } = learner;
  return {
    person: { id, username, name },
    active,
    on: time.today,
    applies: owed.length + current,
    current,
    owed: owed.toSorted((one, other) => compare(one.since, other.since)),
    coming: await comingFor(read, { learner, learned, zone, today: time.today }),
    learned: await learnedTexts(read, learned, taught),
  };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

async function comingFor(
  db: Reader,
  known: { learner: LearnerFacts; learned: LearnedFacts; zone: string; today: LocalDate },
): Promise<ComingText[]> {
  const { learner, learned, zone, today } = known;
  const ahead = await readTaught(db, zone, { on: today, ahead: true });
  return ahead
    .filter((text) => owedSince(learner, text) !== undefined)
    .filter(({ code, version }) => !versionsOf(learned, learner.id, code).includes(version))
    .map(({ code, title, version, inForceFrom }) => ({ code, title, version, inForceFrom }));
}

async function learnedTexts(
  db: Reader,
  learned: LearnedFacts,
  taught: readonly { readonly code: string; readonly version: number }[],
): Promise<LearnedText[]> {
  const rows = await db.selectFrom('policy').select(['code', 'title']).execute();
  const titles = new Map(rows.map(({ code, title }) => [code, title]));
  const inForce = new Map(taught.map(({ code, version }) => [code, version]));
  return [...learned]
    .flatMap(([key, facts]) => {
      const code = key.slice(key.indexOf(' ') + 1);
      return facts.map((fact) => ({
        code,
        title: titles.get(code) ?? code,
        ...fact,
        isCurrent: inForce.get(code) === fact.version,
      }));
    })
    .toSorted((one, other) => other.seq - one.seq);
}
