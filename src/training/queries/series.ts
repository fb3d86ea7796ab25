import type { Readable } from 'node:stream';
import type { Requester } from '../../access/model.ts';
import { namesOfActors } from '../../access/queries.ts';
import { can, demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import type { Reader } from '../../store/tables.ts';
import type { MaterialView, PaperView, SeriesLine } from '../model/views.ts';
import { trainingKey } from '../rows.ts';
import { type StoredPaper, writtenFor } from './load.ts';
import { getRun, getSeriesRow } from './rights.ts';
import { materialOf, type TrainingReads } from './sessions.ts';

/** A training with its common plan, lesson notes and questions; these only for who keeps trainings. */
export interface SeriesView extends SeriesLine {
  readonly plan: MaterialView | null;
  readonly notes: MaterialView | null;
  readonly paper: PaperView | null;
  readonly mayKeep: boolean;
}

/** The trainings of a site, newest first. Errors: `forbidden`, `not-found` (site). */
export async function listSeries(
  home: TrainingReads,
  who: Requester,
  asked: { site?: string | undefined },
): Promise<SeriesLine[]> {
  const site = getSite(home.catalogue.document, asked.site).code;
  demand(who, 'policy.read', { site });
  const db = home.store.read;
  const rows = await db
    .selectFrom('training_series')
    .selectAll()
    .where('site', '=', site)
    .orderBy('entry_seq', 'desc')
    .execute();
  return seriesLines(db, rows);
}

/** A training. Errors: `not-found`. */
export async function getSeries(
  home: TrainingReads,
  who: Requester,
  id: string,
): Promise<SeriesView> {
  const db = home.store.read;
  const row = await getSeriesRow(db, who, id);
  const [line] = await seriesLines(db, [row]);
  if (line === undefined) throw new Error('a training is a line');
  const nameOf = await namesOfActors(db);
  const { materials, papers } = await writtenFor(db, [id]);
  const common = materials.filter(({ session_id }) => session_id === null);
  const mayKeep = can(who, 'training.keep', { site: row.site }) === undefined;
  const paper = papers.findLast(({ session_id }) => session_id === null);
  const last = (kind: 'plan' | 'notes') =>
    materialOf(
      db,
      common.findLast((one) => one.kind === kind),
      nameOf,
    );
  return {
    ...line,
    plan: await last('plan'),
    notes: await last('notes'),
    paper: mayKeep && paper !== undefined ? paperViewOf(paper, nameOf) : null,
    mayKeep,
  };
}

/** The questions of a session with their answers. Errors: `not-found`, `forbidden`. */
export async function getPaper(
  home: TrainingReads,
  who: Requester,
  id: string,
): Promise<PaperView | null> {
  const db = home.store.read;
  const { session } = await getRun(db, who, id);
  if (session.paper === undefined) return null;
  return paperViewOf(session.paper, await namesOfActors(db));
}

/** The file of a plan or lesson notes. Errors: `not-found`, also for who is not of its site. */
export async function readMaterialFile(
  home: TrainingReads & Pick<Home, 'files'>,
  who: Requester,
  id: string,
): Promise<{ stream: Readable; name: string; mediaType: string; sizeBytes: number }> {
  const db = home.store.read;
  const row = await db
    .selectFrom('training_material')
    .innerJoin('blob', 'blob.address', 'training_material.blob')
    .select(['series_id', 'address', 'size_bytes', 'file_name', 'media_type'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) throw new AppError('not-found', '没有这个文件。');
  await getSeriesRow(db, who, row.series_id);
  return {
    stream: await home.files.read(trainingKey, row.address),
    name: row.file_name ?? '',
    mediaType: row.media_type ?? 'application/octet-stream',
    sizeBytes: Number(row.size_bytes),
  };
}

function paperViewOf(paper: StoredPaper, nameOf: (actor: string) => string): PaperView {
  return {
    id: paper.id,
    of: paper.session_id === null ? 'series' : 'session',
    questions: paper.questions,
    points: paper.points,
    passMark: paper.pass_mark,
    writtenBy: nameOf(paper.written_by),
    writtenAt: paper.written_at,
  };
}

type SeriesRow = Awaited<ReturnType<typeof getSeriesRow>>;

async function seriesLines(db: Reader, rows: readonly SeriesRow[]): Promise<SeriesLine[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const nameOf = await namesOfActors(db);
  const policies = await db
    .selectFrom('training_series_policy')
    .selectAll()
    .where('series_id', 'in', ids)
    .orderBy('policy')
    .execute();
  const counts = await db
    .selectFrom('training_session')
    .leftJoin('training_cancelling as gone', 'gone.session_id', 'training_session.id')
    .select(({ fn }) => ['series_id', fn.count<number>('training_session.id').as('count')])
    .where('series_id', 'in', ids)
    .where('gone.session_id', 'is', null)
    .groupBy('series_id')
    .execute();
  const { materials, papers } = await writtenFor(db, ids);
  return rows.map((row) => {
    const isOwn = (one: { series_id: string; session_id: string | null }) =>
      one.series_id === row.id && one.session_id === null;
    const kinds = new Set(materials.filter(isOwn).map(({ kind }) => kind));
    const missing = [
      ...(kinds.has('plan') ? [] : ['plan' as const]),
      ...(kinds.has('notes') ? [] : ['notes' as const]),
      ...(papers.some(isOwn) ? [] : ['exam' as const]),
    ];
    return {
      id: row.id,
      site: row.site,
      class: row.class,
      title: row.title,
      minutes: row.minutes,
      policies: policies.filter((one) => one.series_id === row.id).map(({ policy }) => policy),
      addedBy: nameOf(row.added_by),
      addedAt: row.added_at,
      sessions: Number(counts.find((one) => one.series_id === row.id)?.count ?? 0),
      missing,
    };
  });
}
