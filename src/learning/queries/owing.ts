import type { LocalDate } from '../../core/month.ts';
import { daysAfter, owedSince } from '../rules.ts';
import {
  type LearningReads,
  learningTime,
  readLearned,
  readLearners,
  versionsOf,
} from './facts.ts';

/**
 * Who will owe a version from its first day on: everybody there now to whom the policy applies and
 * who has not learned that version.
 */
export async function countOwing(
  home: LearningReads,
  asked: { readonly code: string; readonly version: number; readonly from: LocalDate },
): Promise<{ people: number; dueOn: LocalDate }> {
  const { code, version, from } = asked;
  const { read } = home.store;
  const { timeZone } = home.catalogue.document;
  const { withinDays } = learningTime(home);
  const tie = await read
    .selectFrom('policy_post')
    .select('post')
    .where('policy', '=', code)
    .executeTakeFirst();
  const taught = { version, inForceFrom: from, publishedOn: from, post: tie?.post ?? null };
  const learned = await readLearned(read, { code });
  const owing = (await readLearners(read, timeZone)).filter(
    (learner) =>
      owedSince(learner, taught) !== undefined &&
      !versionsOf(learned, learner.id, code).includes(version),
  );
  return { people: owing.length, dueOn: daysAfter(from, withinDays) };
}
