import type { Instant } from '../core/clock.ts';
import { keepBlob } from '../store/blobs.ts';
import type { StoredFile } from '../store/files.ts';
import type { TrainingTables } from '../store/tables/training.ts';
import type { Tx } from '../store/tables.ts';
import type { Question } from './model/inputs.ts';
import { pointsIn, usualPassMark } from './rules/paper.ts';

/** The data key of what is sealed about trainings: it feeds people's files, and lasts. */
export const trainingKey = 'training-long';

/** A file that came with a plan or lesson notes, stored under `trainingKey` before it is named. */
export interface MaterialFile {
  readonly file: StoredFile;
  readonly name: string;
  readonly mediaType: string;
}

/** Who wrote something, when, and which entry says so. */
export interface Written {
  readonly by: string;
  readonly at: Instant;
  readonly seq: number;
}

/** What a plan, lesson notes or a paper belongs to. */
export interface Place {
  readonly series: string;
  readonly session: string | null;
}

/** Keeps a plan or lesson notes. */
export async function insertMaterial(
  db: Tx,
  material: {
    id: string;
    place: Place;
    kind: 'plan' | 'notes';
    text: string;
    file?: (MaterialFile & { readonly blind: string }) | undefined;
  },
  written: Written,
): Promise<void> {
  const { id, place, kind, text, file } = material;
  const blob = file === undefined ? null : await keepBlob(db, { keyName: trainingKey, ...file });
  await db
    .insertInto('training_material')
    .values({
      id,
      series_id: place.series,
      session_id: place.session,
      kind,
      text,
      blob,
      file_name: file?.name ?? null,
      media_type: file?.mediaType ?? null,
      written_by: written.by,
      written_at: written.at,
      entry_seq: written.seq,
    })
    .execute();
}

/** Keeps a paper. */
export async function insertPaper(
  db: Tx,
  paper: {
    id: string;
    place: Place;
    questions: readonly Question[];
    passMark?: number | undefined;
  },
  written: Written,
): Promise<void> {
  const points = pointsIn(paper.questions);
  await db
    .insertInto('training_paper')
    .values({
      id: paper.id,
      series_id: paper.place.series,
      session_id: paper.place.session,
      questions: JSON.stringify(paper.questions),
      points,
      pass_mark: paper.passMark ?? usualPassMark(points),
      written_by: written.by,
      written_at: written.at,
      entry_seq: written.seq,
    })
    .execute();
}

/** Keeps that somebody signed in. */
export async function insertAttendance(
  db: Tx,
  signIn: { session: string; person: string; how: TrainingTables['training_attendance']['how'] },
  written: Written,
): Promise<void> {
  await db
    .insertInto('training_attendance')
    .values({
      session_id: signIn.session,
      person_id: signIn.person,
      how: signIn.how,
      at: written.at,
      by_actor: written.by,
      entry_seq: written.seq,
    })
    .execute();
}

/** Keeps a score; `points` null is an exam that somebody did not sit. */
export async function insertScore(
  db: Tx,
  score: { session: string; person: string; paper: string; points: number | null },
  written: Written,
): Promise<void> {
  await db
    .insertInto('training_score')
    .values({
      session_id: score.session,
      person_id: score.person,
      paper_id: score.paper,
      points: score.points,
      marked_by: written.by,
      at: written.at,
      entry_seq: written.seq,
    })
    .execute();
}
