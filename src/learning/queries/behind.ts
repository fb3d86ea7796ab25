import type { Reader } from '../../store/tables.ts';
import type { OwedText } from '../model.ts';
import { standingOf } from '../rules.ts';
import {
  type LearnerFacts,
  type LearningReads,
  learningTime,
  readLearned,
  readLearners,
  readTaught,
} from './facts.ts';
import { isAt, versionsOf } from './person-learning.ts';

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
        const isOwed = standing.state === 'older' || standing.state === 'none';
        if (!isOwed || !standing.isBehind) return [];
        return [{ code, title, version: text.version, dueOn: standing.dueOn }];
      });
      return texts.length === 0 ? [] : [{ id, username, name, email, texts }];
    });
}
