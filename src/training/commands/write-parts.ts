import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { actorText } from '../../core/actor.ts';
import { AppError } from '../../core/app-error.ts';
import { newId } from '../../core/ids.ts';
import type { LedgerTx, Once } from '../../ledger/transact.ts';
import type { Reader } from '../../store/tables.ts';
import type { Paper, Target } from '../model/inputs.ts';
import { demandOpen, getRun, getSeriesRow } from '../queries/rights.ts';
import {
  insertMaterial,
  insertPaper,
  type MaterialFile,
  type Place,
  trainingKey,
} from '../rows.ts';
import { pointsIn } from '../rules/paper.ts';
import type { TrainingHome } from './training-home.ts';

/** A plan or lesson notes: words, a file, or both. */
export interface MaterialInput {
  readonly kind: 'plan' | 'notes';
  readonly text: string;
  readonly file?: MaterialFile | undefined;
}

/**
 * Writes a plan or lesson notes, for a training or one session; what stood before stays. Resolves to
 * its id.
 *
 * Errors: `not-found`, `forbidden`, `invalid` (neither words nor file), `conflict` (session over).
 */
export async function writeMaterial(
  home: TrainingHome,
  who: Requester,
  input: Target & MaterialInput,
  once?: Once,
): Promise<string> {
  const { ledger } = home;
  const { kind, file } = input;
  const text = input.text.trim();
  if (text === '' && file === undefined) {
    throw new AppError('invalid', '还没有内容。', {
      problems: [{ field: 'text', rule: 'required', message: '请写内容，或附文件' }],
    });
  }
  await placeOf(ledger.store.read, who, input);
  const id = newId('tm', ledger.clock, ledger.entropy);
  return ledger.transact(
    who.actor,
    async ({ db, now, seq }) => {
      const { place, site } = await placeOf(db, who, input);
      const kept = file && { ...file, blind: ledger.keyring.blind(file.file.sha256) };
      const written = { by: actorText(who.actor), at: now, seq };
      await insertMaterial(db, { id, place, kind, text, file: kept }, written);
      const value = { kind, text, ...(file && { name: file.name, sha256: file.file.sha256 }) };
      const entry = {
        kind: 'training.material-written',
        subject: place.session ?? place.series,
        site,
        facts: { kind },
        content: { id, keyName: trainingKey, value },
      };
      return { result: id, entries: [entry] };
    },
    once,
  );
}

/**
 * Writes the questions of a training or of one session. Resolves to the paper's id.
 *
 * Errors: `not-found`, `forbidden`, `invalid` (pass mark), `conflict` (session over, or somebody has
 * been examined with the questions there are).
 */
export async function writePaper(
  home: TrainingHome,
  who: Requester,
  input: Target & Paper,
  once?: Once,
): Promise<string> {
  const { ledger } = home;
  const { questions, passMark } = input;
  checkPassMark(questions, passMark);
  await placeOf(ledger.store.read, who, input);
  const id = newId('tp', ledger.clock, ledger.entropy);
  return ledger.transact(
    who.actor,
    async ({ db, now, seq }) => {
      const { place, site, isExamined } = await placeOf(db, who, input);
      if (isExamined) {
        throw new AppError('conflict', '已有人答卷或登记了成绩，这一次的试题不能再换。');
      }
      const written = { by: actorText(who.actor), at: now, seq };
      await insertPaper(db, { id, place, questions, passMark }, written);
      const entry = {
        kind: 'training.paper-written',
        subject: place.session ?? place.series,
        site,
        facts: { questions: questions.length, points: pointsIn(questions) },
        content: { id, keyName: trainingKey, value: { questions: [...questions] } },
      };
      return { result: id, entries: [entry] };
    },
    once,
  );
}

/** Errors: `invalid`, where nobody could reach the pass mark. */
export function checkPassMark(questions: Paper['questions'], passMark: number | undefined): void {
  const points = pointsIn(questions);
  if (passMark === undefined || passMark <= points) return;
  throw new AppError('invalid', '合格分高于满分。', {
    problems: [
      { field: 'passMark', rule: 'range', message: `满分是 ${points}，请填 1 至 ${points}` },
    ],
  });
}

/** Where it is written; whoever keeps trainings may, and a trainer for their own session. */
async function placeOf(
  db: Reader | LedgerTx['db'],
  who: Requester,
  target: Target,
): Promise<{ place: Place; site: string; isExamined: boolean }> {
  if ('series' in target) {
    const { id, site } = await getSeriesRow(db, who, target.series);
    demand(who, 'training.keep', { site });
    return { place: { series: id, session: null }, site, isExamined: false };
  }
  const { session } = await getRun(db, who, target.session);
  demandOpen(session);
  const isExamined = session.answers.length > 0 || session.kept.scores.length > 0;
  const place = { series: session.series.id, session: session.id };
  return { place, site: session.site, isExamined };
}
