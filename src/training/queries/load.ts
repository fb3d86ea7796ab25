import type { Instant } from '../../core/clock.ts';
import type { TrainingTables } from '../../store/tables/training.ts';
import type { Reader } from '../../store/tables.ts';
import type { Question } from '../model/inputs.ts';
import type { KeptResults } from '../rules/results.ts';

/** Rows of a table as they are read. */
type Row<Name extends keyof TrainingTables> = Readonly<TrainingTables[Name]>;

/** A plan or lesson notes as stored. */
export type StoredMaterial = Row<'training_material'>;

/** A paper as stored, its questions read. */
export interface StoredPaper extends Omit<Row<'training_paper'>, 'questions'> {
  readonly questions: readonly Question[];
}

/** A session with everything that was kept of it. */
export interface StoredSession {
  readonly id: string;
  readonly site: string;
  readonly series: Row<'training_series'>;
  readonly startsAt: Instant;
  readonly minutes: number;
  readonly trainer: string;
  readonly place: string;
  readonly topic: Row<'training_session'>['topic'];
  readonly repeats: string | null;
  readonly plannedBy: string;
  readonly plannedAt: Instant;
  readonly policies: readonly string[];
  readonly kept: KeptResults;
  readonly answers: readonly Row<'training_answer'>[];
  readonly plan: StoredMaterial | undefined;
  readonly notes: StoredMaterial | undefined;
  readonly paper: StoredPaper | undefined;
  readonly closing: Row<'training_closing'> | undefined;
  readonly cancelling: Row<'training_cancelling'> | undefined;
}

/** Sessions by their ids, with every session of the same hours: those repeated, those repeating. */
export async function loadSessions(
  db: Reader,
  ids: readonly string[],
): Promise<Map<string, StoredSession>> {
  const rows = await hoursOf(db, ids);
  if (rows.length === 0) return new Map();
  const all = rows.map(({ id }) => id);
  const series = await seriesOf(db, [...new Set(rows.map(({ series_id }) => series_id))]);
  const kept = await keptOf(db, all);
  const written = await writtenFor(db, [...series.keys()]);
  return new Map(
    rows.flatMap((row): [string, StoredSession][] => {
      const own = series.get(row.series_id);
      return own === undefined ? [] : [[row.id, assemble(row, { series: own, kept, written })]];
    }),
  );
}

type Kept = Awaited<ReturnType<typeof keptOf>>;
type WrittenParts = Awaited<ReturnType<typeof writtenFor>>;

function assemble(
  row: Row<'training_session'>,
  from: { series: Row<'training_series'>; kept: Kept; written: WrittenParts },
): StoredSession {
  const { kept, written, series } = from;
  const of = <One>(groups: ReadonlyMap<string, One[]>) => groups.get(row.id) ?? [];
  const closing = of(kept.closings)[0];
  const answers = of(kept.answers);
  const scores = of(kept.scores);
  const used = closing?.paper_id ?? answers[0]?.paper_id ?? scores[0]?.paper_id;
  const material = (kind: 'plan' | 'notes', id: string | undefined) =>
    written.materials.find((one) => one.id === id) ??
    newest(
      written.materials.filter((one) => one.kind === kind),
      row,
    );
  return {
    id: row.id,
    site: row.site,
    series,
    startsAt: row.starts_at,
    minutes: row.minutes,
    trainer: row.trainer,
    place: row.place,
    topic: row.topic,
    repeats: row.repeats,
    plannedBy: row.planned_by,
    plannedAt: row.planned_at,
    policies: of(kept.policies).map(({ policy }) => policy),
    kept: {
      expected: of(kept.expected).map(({ person_id }) => person_id),
      signIns: of(kept.attendances).map(({ person_id, how, at, by_actor }) => {
        return { person: person_id, how, at, by: by_actor };
      }),
      scores: scores.map(({ person_id, points, marked_by, at }) => {
        return { person: person_id, points, by: marked_by, at };
      }),
      corrections: of(kept.corrections).map((one) => ({
        id: one.id,
        person: one.person_id,
        what: one.what,
        was: one.was,
        becomes: one.becomes,
        reason: one.reason,
        by: one.corrected_by,
        at: one.corrected_at,
      })),
    },
    answers,
    plan: material('plan', closing?.plan_id),
    notes: material('notes', closing?.notes_id),
    paper: written.papers.find(({ id }) => id === used) ?? newest(written.papers, row),
    closing,
    cancelling: of(kept.cancellings)[0],
  };
}

/** What counts for a session: its own, else that of the hour it repeats, else the series'. */
function newest<One extends { readonly series_id: string; readonly session_id: string | null }>(
  written: readonly One[],
  row: Row<'training_session'>,
): One | undefined {
  const own = written.filter(({ series_id }) => series_id === row.series_id);
  const of = (session: string | null) => own.findLast(({ session_id }) => session_id === session);
  return of(row.id) ?? (row.repeats === null ? undefined : of(row.repeats)) ?? of(null);
}

async function hoursOf(db: Reader, ids: readonly string[]): Promise<Row<'training_session'>[]> {
  if (ids.length === 0) return [];
  const asked = await db
    .selectFrom('training_session')
    .select(['id', 'repeats'])
    .where('id', 'in', [...ids])
    .execute();
  if (asked.length === 0) return [];
  const roots = [...new Set(asked.map(({ id, repeats }) => repeats ?? id))];
  return db
    .selectFrom('training_session')
    .selectAll()
    .where((where) => where.or([where('id', 'in', roots), where('repeats', 'in', roots)]))
    .orderBy('starts_at')
    .orderBy('id')
    .execute();
}

async function seriesOf(db: Reader, ids: readonly string[]) {
  const rows = await db
    .selectFrom('training_series')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

async function keptOf(db: Reader, ids: readonly string[]) {
  const all = [...ids];
  const of = 'session_id';
  const policies = db.selectFrom('training_session_policy').selectAll().orderBy('policy');
  const expected = db.selectFrom('training_expected').selectAll().orderBy('person_id');
  const attendances = db.selectFrom('training_attendance').selectAll().orderBy('entry_seq');
  const answers = db.selectFrom('training_answer').selectAll().orderBy('entry_seq');
  const scores = db.selectFrom('training_score').selectAll().orderBy('entry_seq');
  const corrections = db.selectFrom('training_correction').selectAll().orderBy('entry_seq');
  const closings = db.selectFrom('training_closing').selectAll();
  const cancellings = db.selectFrom('training_cancelling').selectAll();
  return {
    policies: bySession(await policies.where(of, 'in', all).execute()),
    expected: bySession(await expected.where(of, 'in', all).execute()),
    attendances: bySession(await attendances.where(of, 'in', all).execute()),
    answers: bySession(await answers.where(of, 'in', all).execute()),
    scores: bySession(await scores.where(of, 'in', all).execute()),
    corrections: bySession(await corrections.where(of, 'in', all).execute()),
    closings: bySession(await closings.where(of, 'in', all).execute()),
    cancellings: bySession(await cancellings.where(of, 'in', all).execute()),
  };
}

function bySession<One extends { readonly session_id: string }>(rows: readonly One[]) {
  return Map.groupBy(rows, ({ session_id }) => session_id);
}

/** Plans, lesson notes and papers of some series, oldest first. */
export async function writtenFor(
  db: Reader,
  series: readonly string[],
): Promise<{ materials: StoredMaterial[]; papers: StoredPaper[] }> {
  const all = [...series];
  const materials = await db
    .selectFrom('training_material')
    .selectAll()
    .where('series_id', 'in', all)
    .orderBy('entry_seq')
    .execute();
  const papers = await db
    .selectFrom('training_paper')
    .selectAll()
    .where('series_id', 'in', all)
    .orderBy('entry_seq')
    .execute();
  return {
    materials,
    papers: papers.map((row) => ({ ...row, questions: JSON.parse(row.questions) as Question[] })),
  };
}
