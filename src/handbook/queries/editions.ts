import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { Requester } from '../../access/model.ts';
import { namesOfActors } from '../../access/queries.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import { policyKey } from '../../policies/rows.ts';
import { demandInHouse } from '../../policies/rules.ts';
import type { Reader } from '../../store/tables.ts';
import {
  type ChapterChange,
  type Edition,
  EditionLine,
  type EditionSummary,
  type HandbookState,
  LeftOut,
} from '../model.ts';
import { changesBetween } from '../rules.ts';
import { type PlanHome, readPlan } from './plan.ts';

type EditionRow = Awaited<ReturnType<typeof newestRow>> & object;

const Contents = z.array(EditionLine);
const Missing = z.array(LeftOut);

/** The edition built last, as its row; undefined before the first. */
export function newestRow(db: Reader) {
  return rows(db).limit(1).executeTakeFirst();
}

/** Every edition, the newest first. Errors: `forbidden`. */
export async function listEditions(home: PlanHome, who: Requester): Promise<EditionSummary[]> {
  demandInHouse(who, 'policy.read', home.catalogue.document);
  const db = home.store.read;
  const nameOf = await namesOfActors(db);
  const all = await rows(db).execute();
  return all.map((row) => summaryOf(row, nameOf));
}

/** One edition with all that it holds. Errors: `forbidden`, `not-found`. */
export async function getEdition(home: PlanHome, who: Requester, number: number): Promise<Edition> {
  demandInHouse(who, 'policy.read', home.catalogue.document);
  const row = await rowOf(home.store.read, number);
  return viewOf(row, await namesOfActors(home.store.read));
}

/** The handbook as it stands: the newest edition, and what has changed since. */
export interface HandbookView {
  readonly state: HandbookState;
  readonly newest: Edition | null;
  /** What a new edition would change against the newest. */
  readonly pending: readonly ChapterChange[];
}

/** The newest edition, and whether it still holds what is in force. Errors: `forbidden`. */
export async function readHandbook(home: PlanHome, who: Requester): Promise<HandbookView> {
  demandInHouse(who, 'policy.read', home.catalogue.document);
  const db = home.store.read;
  const plan = await readPlan(home);
  const row = await newestRow(db);
  const newest = row === undefined ? null : viewOf(row, await namesOfActors(db));
  const isSame = row?.material === plan.material;
  const nothing = plan.policies.size === 0;
  return {
    state: isSame ? 'current' : nothing ? 'empty' : newest === null ? 'none' : 'outdated',
    newest,
    pending: newest === null || isSame ? [] : changesBetween(newest.contents, plan.lines),
  };
}

/** What has changed since an edition that somebody holds in hand. Errors: as `getEdition`. */
export async function changesSince(
  home: PlanHome,
  who: Requester,
  number: number,
): Promise<ChapterChange[]> {
  const { contents } = await getEdition(home, who, number);
  const { lines } = await readPlan(home);
  return changesBetween(contents, lines);
}

/** The PDF of an edition, as a stream. Errors: `forbidden`, `not-found`. */
export async function readEditionPdf(
  home: PlanHome & Pick<Home, 'files'>,
  who: Requester,
  number: number,
): Promise<{ readonly stream: Readable; readonly sizeBytes: number }> {
  demandInHouse(who, 'policy.read', home.catalogue.document);
  const row = await rowOf(home.store.read, number);
  return { sizeBytes: row.size_bytes, stream: await home.files.read(policyKey, row.blob) };
}

async function rowOf(db: Reader, number: number) {
  const row = await rows(db).where('number', '=', number).executeTakeFirst();
  if (row === undefined) throw new AppError('not-found', `没有第 ${number} 版工作手册。`);
  return row;
}

function rows(db: Reader) {
  return db.selectFrom('handbook_edition').selectAll().orderBy('number', 'desc');
}

function summaryOf(row: EditionRow, nameOf: (actor: string) => string): EditionSummary {
  return {
    number: row.number,
    builtAt: row.built_at,
    builtBy: nameOf(row.built_by),
    asOf: row.as_of,
    catalogueVersion: row.catalogue_version,
    chapters: Contents.parse(JSON.parse(row.contents)).length,
    pages: row.pages,
    sizeBytes: row.size_bytes,
    sha256: row.sha256,
    material: row.material,
  };
}

function viewOf(row: EditionRow, nameOf: (actor: string) => string): Edition {
  return {
    ...summaryOf(row, nameOf),
    contents: Contents.parse(JSON.parse(row.contents)),
    missing: Missing.parse(JSON.parse(row.missing)),
  };
}
