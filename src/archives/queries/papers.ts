import type { Action, Requester } from '../../access/model.ts';
import { demand, isOutsider } from '../../access/rules.ts';
import { AppError } from '../../core/app-error.ts';
import type { Reader } from '../../store/tables.ts';
import type { DocumentView } from '../model.ts';

/** Ids in one query: far below every engine's parameter limit. */
const idsAtOnce = 500;

/** The papers of some archives, by archive, in their fixed order. */
export async function papersOf(
  db: Reader,
  households: readonly string[],
): Promise<Map<string, DocumentView[]>> {
  const byHousehold = new Map<string, DocumentView[]>(households.map((id) => [id, []]));
  for (let at = 0; at < households.length; at += idsAtOnce) {
    const rows = await papers(db)
      .select('state.household_id as householdId')
      .where('state.household_id', 'in', households.slice(at, at + idsAtOnce))
      .orderBy('state.type_order')
      .orderBy('state.ordinal')
      .execute();
    for (const { householdId, ...paper } of rows) byHousehold.get(householdId)?.push(paper);
  }
  return byHousehold;
}

/** A paper by id, with the archive it is in, or undefined. */
export async function findPaper(
  db: Reader,
  id: string,
): Promise<(DocumentView & { householdId: string; rowDigest: string }) | undefined> {
  return papers(db)
    .select(['state.household_id as householdId', 'state.row_digest as rowDigest'])
    .where('paper.id', '=', id)
    .executeTakeFirst();
}

/**
 * The paper of an id, for someone who may do `action` at its site.
 *
 * Errors: `not-found`, also where its site is none of the asker's; `forbidden`.
 */
export async function getPaper(
  db: Reader,
  who: Requester,
  id: string,
  action: Action,
): Promise<NonNullable<Awaited<ReturnType<typeof findPaper>>>> {
  const paper = await findPaper(db, id);
  if (paper === undefined || isOutsider(who, paper.site)) {
    throw new AppError('not-found', '没有这份档案资料。');
  }
  demand(who, action, { site: paper.site });
  return paper;
}

/** The last place taken in each type of an archive, by `household/type`. */
export async function lastOrdinals(
  db: Reader,
  households: readonly string[],
): Promise<Map<string, number>> {
  const last = new Map<string, number>();
  for (let at = 0; at < households.length; at += idsAtOnce) {
    const rows = await db
      .selectFrom('archive_document_state')
      .select(['household_id', 'type_order'])
      .select(({ fn }) => fn.max('ordinal').as('last'))
      .where('household_id', 'in', households.slice(at, at + idsAtOnce))
      .groupBy(['household_id', 'type_order'])
      .execute();
    for (const row of rows) last.set(`${row.household_id}/${row.type_order}`, row.last);
  }
  return last;
}

/** The digests of the rows already filed in some archives, as `household/digest`. */
export async function filedRows(db: Reader, households: readonly string[]): Promise<Set<string>> {
  const filed = new Set<string>();
  for (let at = 0; at < households.length; at += idsAtOnce) {
    const rows = await db
      .selectFrom('archive_document_state')
      .select(['household_id', 'row_digest'])
      .where('household_id', 'in', households.slice(at, at + idsAtOnce))
      .execute();
    for (const row of rows) filed.add(`${row.household_id}/${row.row_digest}`);
  }
  return filed;
}

function papers(db: Reader) {
  return db
    .selectFrom('archive_document_state as state')
    .innerJoin('archive_document as paper', 'paper.id', 'state.document_id')
    .select([
      'paper.id as id',
      'paper.title as title',
      'paper.dated_on as datedOn',
      'paper.pages as pages',
      'state.site as site',
      'state.room as room',
      'state.type_order as type',
      'state.ordinal as ordinal',
      'state.custody as custody',
      'state.shelf as shelf',
    ]);
}
