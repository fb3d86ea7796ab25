import { getCategory } from '../../catalogue/catalogue.ts';
import type { Category, SiteDocument } from '../../catalogue/model.ts';
import type { Home } from '../../home/open.ts';
import type { Reader, Tx } from '../../store/tables.ts';
import type { RecordLine, RecordStatus } from '../model.ts';
import type { Fields } from '../rules/fields.ts';
import { maskFields } from '../rules/masking.ts';
import { type Heading, headingOf } from '../rules/title.ts';
import { openFields } from './contents.ts';

/** What a list reads of a record. */
export interface LineRow {
  readonly id: string;
  readonly number: string;
  readonly category: string;
  readonly catalogue_version: number;
  readonly month: string;
  readonly occurred_at: string;
  readonly room: string | null;
  readonly status: RecordStatus;
  readonly corrections: number;
  readonly supplement: number;
  readonly retained_through: string | null;
}

type LineHome = Pick<Home, 'keyring' | 'catalogue'>;

/** Rows as lines of a list, each with its category's list fields as they now read. */
export async function linesOf(
  home: LineHome,
  db: Reader | Tx,
  rows: readonly LineRow[],
  options: { plain: boolean; all?: boolean },
): Promise<{ line: RecordLine; fields: Fields; kind: string }[]> {
  const opened = await openFields(db, home.keyring, rows);
  const documents = await documentsOf(home, rows);
  const categoryOf = categoriesOf(home, documents);
  return rows.map((row) => {
    const category = categoryOf(row);
    const { original, fields = noFields } = opened.get(row.id) ?? {};
    const { heading, listed, masked } = shownOf(category, fields);
    const shown = options.all === true ? allOf(category, fields, options) : undefined;
    const line: RecordLine = {
      number: row.number,
      category: row.category,
      title: heading.title,
      month: row.month,
      occurredAt: row.occurred_at,
      room: row.room,
      status: row.status,
      corrections: row.corrections,
      supplement: row.supplement,
      late: original?.lateReason !== undefined,
      retainedThrough: row.retained_through,
      fields: shown ?? (options.plain ? listed : masked),
    };
    return { line, fields, kind: heading.kind };
  });
}

const noFields: Fields = Object.freeze({});

/** What a list shows of some fields. */
interface Shown {
  readonly category: Category;
  readonly heading: Heading;
  readonly listed: Fields;
  readonly masked: Fields;
}

/** By fields that are kept for the next reader, and so never change: see `showContents`. */
const shownBefore = new WeakMap<Readonly<Fields>, Shown>();

function shownOf(category: Category, fields: Readonly<Fields>): Shown {
  const known = shownBefore.get(fields);
  if (known?.category === category) return known;
  const listed = pick(
    fields,
    category.fields.filter(({ list }) => list === true),
  );
  const masked = Object.freeze(maskFields(category, listed));
  const shown = { category, heading: headingOf(category, fields), listed, masked };
  if (Object.isFrozen(fields)) shownBefore.set(fields, shown);
  return shown;
}

function allOf(
  category: Category,
  fields: Readonly<Fields>,
  { plain }: { plain: boolean },
): Fields {
  const all = pick(fields, category.fields);
  return plain ? all : maskFields(category, all);
}

/** The fields that are filled, in the order of the catalogue. */
function pick(fields: Readonly<Fields>, columns: Category['fields']): Fields {
  const picked: Fields = {};
  for (const { name } of columns) {
    const value = fields[name];
    if (value !== undefined) picked[name] = value;
  }
  return Object.freeze(picked);
}

/** Looks up each category once: a page holds few. */
function categoriesOf(
  home: LineHome,
  documents: ReadonlyMap<number, SiteDocument>,
): (row: LineRow) => Category {
  const known = new Map<string, Category>();
  return ({ catalogue_version, category: code }) => {
    const key = `${catalogue_version}/${code}`;
    const document = documents.get(catalogue_version) ?? home.catalogue.document;
    const category = known.get(key) ?? getCategory(document, code);
    known.set(key, category);
    return category;
  };
}

/** The catalogue versions that rows were filed under. */
async function documentsOf(
  home: Pick<Home, 'catalogue'>,
  rows: readonly { catalogue_version: number }[],
): Promise<Map<number, SiteDocument>> {
  const versions = [...new Set(rows.map((row) => row.catalogue_version))];
  const documents = await Promise.all(versions.map((version) => home.catalogue.at(version)));
  return new Map(
    versions.flatMap((version, index) => {
      const document = documents[index];
      return document === undefined ? [] : [[version, document] as const];
    }),
  );
}
