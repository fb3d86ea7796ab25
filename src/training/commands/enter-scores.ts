import type { Requester } from '../../access/model.ts';
import { actorText } from '../../core/actor.ts';
import { AppError, type FieldProblem } from '../../core/app-error.ts';
import { newId } from '../../core/ids.ts';
import type { EntryDraft } from '../../ledger/entry.ts';
import type { Once } from '../../ledger/transact.ts';
import type { EnterScores } from '../model/inputs.ts';
import type { StoredPaper, StoredSession } from '../queries/load.ts';
import { loadPeople, type TrainingPerson } from '../queries/people.ts';
import { demandOpen, getRun, personOf } from '../queries/rights.ts';
import { insertScore, trainingKey } from '../rows.ts';
import { markAnswers } from '../rules/paper.ts';
import { resultOf } from '../rules/results.ts';
import type { TrainingHome } from './training-home.ts';

/**
 * Enters scores, of an exam on paper or with words to mark; each once, later ones are corrections.
 * Resolves to how many were entered.
 *
 * Errors: `not-found`, `forbidden`, `invalid` (person, points), `conflict` (no questions, over).
 */
export async function enterScores(
  home: TrainingHome,
  who: Requester,
  input: EnterScores,
  once?: Once,
): Promise<number> {
  const { ledger } = home;
  await getRun(ledger.store.read, who, input.session);
  return ledger.transact(
    who.actor,
    async ({ db, now, seq }) => {
      const { session } = await getRun(db, who, input.session);
      demandOpen(session);
      const { paper } = session;
      if (paper === undefined) {
        throw new AppError('conflict', '还没有试题，不能登记成绩；请先写试题。');
      }
      if (now < session.startsAt) throw new AppError('conflict', '还没开课，不能登记成绩。');
      const people = new Map((await loadPeople(db)).map((one) => [one.username, one]));
      const problems = input.scores.flatMap(({ username, points }, index) =>
        problemsOf({ session, paper, who }, people.get(username), { index, username, points }),
      );
      if (new Set(input.scores.map(({ username }) => username)).size < input.scores.length) {
        problems.push({ field: 'scores', rule: 'same', message: '同一个人填了两次' });
      }
      if (problems.length > 0) throw new AppError('invalid', '成绩没有登记。', { problems });
      const entries: EntryDraft[] = [];
      for (const { username, points } of input.scores) {
        const person = people.get(username)?.id ?? '';
        const written = { by: actorText(who.actor), at: now, seq: seq + entries.length };
        await insertScore(db, { session: session.id, person, paper: paper.id, points }, written);
        const id = newId('tc', ledger.clock, ledger.entropy);
        entries.push({
          kind: 'training.scored',
          subject: session.id,
          site: session.site,
          content: { id, keyName: trainingKey, value: { person, points } },
        });
      }
      const [first, ...others] = entries;
      if (first === undefined) throw new Error('at least one score was asked for');
      return { result: entries.length, entries: [first, ...others] };
    },
    once,
  );
}

function problemsOf(
  known: { session: StoredSession; paper: StoredPaper; who: Requester },
  person: TrainingPerson | undefined,
  asked: { index: number; username: string; points: number | null },
): FieldProblem[] {
  const { session, paper, who } = known;
  const { index, username, points } = asked;
  const field = `scores.${index}.points`;
  const result = person && resultOf(session.kept, person.id);
  if (person === undefined || result === undefined || !result.present) {
    return [{ field, rule: 'known', message: `${username} 没有签到，不能登记成绩` }];
  }
  if (person.id === personOf(who)) {
    return [{ field, rule: 'own', message: '不能给自己评分，请别的人登记' }];
  }
  if (result.score !== undefined) {
    const message = `${person.name} 已有成绩，要改请作更正并写明原因`;
    return [{ field, rule: 'known', message }];
  }
  if (points !== null && points > paper.points) {
    const message = `满分是 ${paper.points}，请填 0 至 ${paper.points}`;
    return [{ field, rule: 'range', message }];
  }
  return chosenProblem(session, paper, { person, points, field });
}

/** What somebody answered by choice is marked already; words can only add to it. */
function chosenProblem(
  session: StoredSession,
  paper: StoredPaper,
  asked: { person: TrainingPerson; points: number | null; field: string },
): FieldProblem[] {
  const { person, points, field } = asked;
  const answer = session.answers.find(({ person_id }) => person_id === person.id);
  if (answer === undefined) return [];
  const { points: chosen } = markAnswers(paper.questions, JSON.parse(answer.answers));
  const words = paper.questions
    .filter(({ options }) => options.length === 0)
    .reduce((sum, one) => sum + one.points, 0);
  if (points !== null && points >= chosen && points <= chosen + words) return [];
  const message = `选择题已得 ${chosen} 分，简答题最多 ${words} 分，请填 ${chosen} 至 ${chosen + words}`;
  return [{ field, rule: 'range', message }];
}
