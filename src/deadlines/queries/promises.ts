import { getCategory } from '../../catalogue/catalogue.ts';
import type { Category, SiteDocument } from '../../catalogue/model.ts';
import type { Instant } from '../../core/clock.ts';
import type { Home } from '../../home/open.ts';
import { openFields } from '../../records/queries/contents.ts';
import { headingOf } from '../../records/rules/title.ts';
import type { Reader } from '../../store/tables.ts';
import type { Deadline } from '../model.ts';
import { deadlinesFor } from '../rules.ts';
import { dispatchTimes } from './dispatch-times.ts';

export type DeadlineHome = Pick<Home, 'store' | 'keyring' | 'catalogue' | 'clock'>;

/** What reading a record's promises takes of its row. */
export interface PromisedRow {
  readonly id: string;
  readonly number: string;
  readonly category: string;
  readonly catalogue_version: number;
  readonly corrections: number;
  readonly source: string;
}

/** A record with its promised times. */
export interface Promised<Row> {
  readonly row: Row;
  readonly category: Category;
  readonly title: string;
  readonly responsible: string;
  readonly deadlines: readonly Deadline[];
}

/** Records opened at once, so that a month of any size takes little memory. */
const recordsAtOnce = 400;

/**
 * The promised times of records, by the rules of the catalogue they were filed under. Records whose
 * category promises nothing are left out unopened, those disposed of are left out too.
 */
export async function promisesOf<Row extends PromisedRow>(
  home: DeadlineHome,
  rows: readonly Row[],
  now: Instant,
): Promise<Promised<Row>[]> {
  const categories = await categoriesOf(home, rows);
  const promising = rows.flatMap((row) => {
    const category = categories(row);
    return (category.deadlines ?? []).length > 0 ? [{ row, category }] : [];
  });
  const promised: Promised<Row>[] = [];
  for (let at = 0; at < promising.length; at += recordsAtOnce) {
    const some = promising.slice(at, at + recordsAtOnce);
    promised.push(...(await openSome(home, some, now)));
  }
  return promised;
}

async function openSome<Row extends PromisedRow>(
  home: DeadlineHome,
  some: readonly { row: Row; category: Category }[],
  now: Instant,
): Promise<Promised<Row>[]> {
  const db: Reader = home.store.read;
  const opened = await openFields(
    db,
    home.keyring,
    some.map(({ row }) => row),
  );
  const dispatched = await dispatchTimes(
    db,
    some.flatMap(({ row, category }) =>
      category.dispatch === undefined ? [] : [{ row, field: category.dispatch.number }],
    ),
  );
  const zone = home.catalogue.document.timeZone;
  return some.flatMap(({ row, category }) => {
    const fields = opened.get(row.id)?.fields;
    if (fields === undefined) return [];
    const { title, responsible } = headingOf(category, fields);
    const moment = { now, zone, dispatchedAt: dispatched.get(row.id) };
    return [
      { row, category, title, responsible, deadlines: deadlinesFor(category, fields, moment) },
    ];
  });
}

/** Looks up each category once: a month holds few. */
async function categoriesOf(
  home: DeadlineHome,
  rows: readonly PromisedRow[],
): Promise<(row: PromisedRow) => Category> {
  const documents = new Map<number, SiteDocument>();
  for (const { catalogue_version: version } of rows) {
    if (!documents.has(version)) documents.set(version, await home.catalogue.at(version));
  }
  const known = new Map<string, Category>();
  return ({ catalogue_version: version, category: code }) => {
    const key = `${version}/${code}`;
    const document = documents.get(version) ?? home.catalogue.document;
    const category = known.get(key) ?? getCategory(document, code);
    known.set(key, category);
    return category;
  };
}
