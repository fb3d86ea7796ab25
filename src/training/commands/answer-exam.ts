import type { Requester } from '../../access/model.ts';
import { actorText } from '../../core/actor.ts';
import { AppError } from '../../core/app-error.ts';
import { newId } from '../../core/ids.ts';
import type { Once } from '../../ledger/transact.ts';
import type { AnswerExam } from '../model/inputs.ts';
import type { StoredPaper, StoredSession } from '../queries/load.ts';
import { demandOpen, getStored, personOf } from '../queries/rights.ts';
import { insertScore, trainingKey } from '../rows.ts';
import { markAnswers } from '../rules/paper.ts';
import { resultOf } from '../rules/results.ts';
import { whyNoExam } from '../rules/window.ts';
import type { TrainingHome } from './training-home.ts';

/** What answering leads to: the score, or null where words are left to be marked. */
export interface AnsweredExam {
  readonly score: number | null;
}

/**
 * Hands in one's own answers. Choices are scored at once; a paper with words waits for its trainer.
 *
 * Errors: `not-found`, `forbidden` (no person), `conflict` (not signed in, no questions, too early,
 * too late, answered before, over), `stale-version` (the questions changed meanwhile), `invalid`.
 */
export async function answerExam(
  home: TrainingHome,
  who: Requester,
  input: AnswerExam,
  once?: Once,
): Promise<AnsweredExam> {
  const { ledger } = home;
  const person = personOf(who);
  if (person === undefined) throw new AppError('forbidden', '答卷须本人登录办理。');
  await getStored(ledger.store.read, who, input.session);
  const id = newId('ta', ledger.clock, ledger.entropy);
  const { score } = await ledger.transact(
    who.actor,
    async ({ db, now, seq }) => {
      const { session } = await getStored(db, who, input.session);
      demandOpen(session);
      const refusal = whyNoExam(session, now, home.catalogue.document.timeZone);
      if (refusal !== undefined) throw refusal;
      const paper = paperToAnswer(session, person, input.paper);
      checkAnswers(paper, input.answers);
      const row = { session_id: session.id, person_id: person, paper_id: paper.id };
      const answers = JSON.stringify(input.answers);
      await db
        .insertInto('training_answer')
        .values({ ...row, answers, at: now, entry_seq: seq })
        .execute();
      const { points, open } = markAnswers(paper.questions, input.answers);
      if (!open) {
        const marked = { session: session.id, person, paper: paper.id, points };
        await insertScore(db, marked, { by: actorText(who.actor), at: now, seq });
      }
      const value = { person, answers: input.answers, points: open ? null : points };
      const entry = {
        kind: 'training.answered',
        subject: session.id,
        site: session.site,
        content: { id, keyName: trainingKey, value },
      };
      return { result: { score: open ? null : points }, entries: [entry] };
    },
    once,
  );
  return { score };
}

/** The paper that somebody may answer now. Errors: `conflict`, `stale-version`. */
function paperToAnswer(session: StoredSession, person: string, seen: string): StoredPaper {
  const { paper } = session;
  if (!resultOf(session.kept, person).present) {
    throw new AppError('conflict', '请先签到，再答卷。');
  }
  if (paper === undefined) throw new AppError('conflict', '这一次还没有试题，请告诉讲师。');
  if (session.answers.some(({ person_id }) => person_id === person)) {
    throw new AppError('conflict', '您已经交卷，不能再答。');
  }
  if (resultOf(session.kept, person).score !== undefined) {
    throw new AppError('conflict', '讲师已登记您的成绩，不能再答卷。');
  }
  if (paper.id === seen) return paper;
  throw new AppError('stale-version', '试题刚刚换过，请重新打开答卷页再答。');
}

/** That every question is answered in its own way. Errors: `invalid`. */
function checkAnswers({ questions }: StoredPaper, answers: AnswerExam['answers']): void {
  if (answers.length !== questions.length) {
    throw new AppError('invalid', `共 ${questions.length} 题，收到 ${answers.length} 题的答案。`);
  }
  const problems = questions.flatMap(({ options }, index) => {
    const answer = answers[index];
    const isFit =
      options.length === 0
        ? typeof answer === 'string'
        : Array.isArray(answer) && answer.every((one) => one < options.length);
    const message = options.length === 0 ? '这一题请写文字' : '这一题请从选项里选';
    return isFit ? [] : [{ field: `answers.${index}`, rule: 'type', message }];
  });
  if (problems.length > 0) throw new AppError('invalid', '答案与试题对不上。', { problems });
}
