import type { Reader } from '../../store/tables.ts';
import type { OwedText } from '../model.ts';
import { isOwing, standingOf } from '../rules.ts';
import {
  isAt,
  type LearnerFacts,
  type LearningReads,
  learningTime,
  readLearned,
  readLearners,
  readTaught,
  versionsOf,
} from './facts.ts';

/** Somebody who is behind, with the texts that they owe for too long. */
export interface BehindLearner extends Pick<LearnerFacts, 'id' | 'username' | 'name' | 'email'> {
  readonly texts: readonly Pick<OwedText, 'code' | 'title' | 'version' | 'dueOn'>[];
}

/** Everybody at some sites who has owed a text for longer than the house allows. */
export async function listBehind(
  home: Pick<LearningReads, 'catalogue' | 'clock'>,
  db: Reader,
  sites: readonly string[],
): Promise<BehindLearner[]> {
  const zone = home.catalogue.document.timeZone;
  const time = learningTime(home);
  const taught = await readTaught(db, zone, { on: time.today });
  const learned = await readLearned(db);
  const learners = await readLearners(db, zone);
  return learners
    .filter((learner) => learner.active && isAt(learner, sites))
    .flatMap((learner) => {
      const { id, username, name, email } = learner;
      const texts = taught.flatMap(({ code, title, ...text }) => {
        const standing = standingOf(learner, text, versionsOf(learned, id, code), time);
        if (!isOwing(standing) || !standing.isBehind) return [];
        return [{ code, title, version: text.version, dueOn: standing.dueOn }];
      });
      return texts.length === 0 ? [] : [{ id, username, name, email, texts }];
    });
}

/** Those who are behind, by what can be done about it. */
export interface ToRemind {
  /** Who can be written to today. */
  readonly due: readonly BehindLearner[];
  readonly withoutEmail: readonly BehindLearner[];
  /** Who was written to today. */
  readonly before: readonly BehindLearner[];
}

/** Everybody at some sites who is behind, by whether they can be reminded today. */
export async function listToRemind(
  home: LearningReads,
  sites: readonly string[],
): Promise<ToRemind> {
  const behind = await listBehind(home, home.store.read, sites);
  return sortToRemind(behind, await remindedOn(home.store.read, learningTime(home).today));
}

/** Those who are behind, sorted by what can be done about it. */
export function sortToRemind(
  behind: readonly BehindLearner[],
  reminded: ReadonlySet<string>,
): ToRemind {
  return {
    due: behind.filter(({ id, email }) => email !== null && !reminded.has(id)),
    withoutEmail: behind.filter(({ email }) => email === null),
    before: behind.filter(({ id, email }) => email !== null && reminded.has(id)),
  };
}

/** The ids of those who were reminded on a day. */
export async function remindedOn(db: Reader, day: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('learning_reminder')
    .select('person_id')
    .where('day', '=', day)
    .execute();
  return new Set(rows.map((row) => row.person_id));
}
