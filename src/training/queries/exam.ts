import type { Requester } from '../../access/model.ts';
import { AppError } from '../../core/app-error.ts';
import type { ExamView } from '../model/views.ts';
import { hasPassed, resultOf } from '../rules/results.ts';
import { whyNoExam } from '../rules/window.ts';
import { demandOpen, getStored, personOf } from './rights.ts';
import { markOf, type TrainingReads } from './sessions.ts';

/**
 * The exam as who signed in sees it, without the right answers; once it was answered, their score.
 *
 * Errors: `not-found`, `forbidden` (no person), `conflict` (not signed in, no questions, not now).
 */
export async function getExam(home: TrainingReads, who: Requester, id: string): Promise<ExamView> {
  const { session } = await getStored(home.store.read, who, id);
  const person = personOf(who);
  if (person === undefined) throw new AppError('forbidden', '答卷须本人登录办理。');
  const result = resultOf(session.kept, person);
  const { paper } = session;
  const answered = session.answers.some(({ person_id }) => person_id === person);
  if (!result.present) throw new AppError('conflict', '请先签到，再答卷。');
  if (paper === undefined) throw new AppError('conflict', '这一次还没有试题，请告诉讲师。');
  const isOver = answered || result.score !== undefined;
  if (!isOver) {
    demandOpen(session);
    const refusal = whyNoExam(session, home.clock.now(), home.catalogue.document.timeZone);
    if (refusal !== undefined) throw refusal;
  }
  return {
    session: session.id,
    paper: paper.id,
    points: paper.points,
    passMark: paper.pass_mark,
    questions: isOver
      ? []
      : paper.questions.map(({ text, points, options, right }) => ({
          text,
          points,
          options: [...options],
          several: right.length > 1,
        })),
    answered,
    score: result.score ?? null,
    mark: markOf(result.score),
    passed: hasPassed(result, paper.pass_mark),
  };
}
