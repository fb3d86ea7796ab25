import type { Requester } from '../../access/model.ts';
import type { Reader } from '../../store/tables.ts';
import { type Answer, markAnswers } from '../rules/paper.ts';
import { resultsOf } from '../rules/results.ts';
import type { StoredSession } from './load.ts';
import { getRun } from './rights.ts';
import { peopleById, type TrainingReads } from './sessions.ts';

/** Somebody who came and is not marked yet. */
export interface UnmarkedPerson {
  readonly username: string;
  readonly name: string;
  /** Points by choices, where they answered on their own page. */
  readonly chosen: number | undefined;
  /** What they wrote in words, question by question. */
  readonly words: readonly { readonly question: string; readonly answer: string }[];
}

/** Who came to a session and is not marked, by name. Errors: `not-found`, `forbidden`. */
export async function listUnmarked(
  home: TrainingReads,
  who: Requester,
  id: string,
): Promise<UnmarkedPerson[]> {
  const db: Reader = home.store.read;
  const { session } = await getRun(db, who, id);
  const people = await peopleById(db);
  return resultsOf(session.kept)
    .filter(({ present, score }) => present && score === undefined)
    .map(({ person }) => {
      const { username = '', name = '' } = people.get(person) ?? {};
      return { username, name, ...answersOf(session, person) };
    })
    .toSorted((a, b) => (a.username < b.username ? -1 : 1));
}

function answersOf({ answers, paper }: StoredSession, person: string) {
  const kept = answers.find(({ person_id }) => person_id === person);
  if (kept === undefined || paper === undefined) return { chosen: undefined, words: [] };
  const given = JSON.parse(kept.answers) as Answer[];
  const words = paper.questions.flatMap(({ text, options }, index) => {
    const answer = given[index];
    return options.length === 0 && typeof answer === 'string' ? [{ question: text, answer }] : [];
  });
  return { chosen: markAnswers(paper.questions, given).points, words };
}
