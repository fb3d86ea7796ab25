import { getCategory } from '../../catalogue/catalogue.ts';
import type { Category, SiteDocument } from '../../catalogue/model.ts';
import type { Home } from '../../home/open.ts';
import type { Reader, Tx } from '../../store/tables.ts';
import type { RecordLine, RecordStatus } from '../model.ts';
import type { Fields } from '../rules/fields.ts';
import { maskFields } from '../rules/masking.ts';
import { headingOf } from '../rules/title.ts';
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
  const columnsOf = columnsByCategory(options.all === true);
  return rows.map((row) => {
    const document = documents.get(row.catalogue_version) ?? home.catalogue.document;
    const { category, names } = columnsOf(document, row.category);
    const fields = opened.get(row.id)?.fields ?? {};
    const heading = headingOf(category, fields);
    const listed: Fields = {};
    for (const name of names) {
      const value = fields[name];
      if (value !== undefined) listed[name] = value;
    }
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
      retainedThrough: row.retained_through,
      fields: options.plain ? listed : maskFields(category, listed),
    };
    return { line, fields, kind: heading.kind };
  });
}

interface Columns {
  readonly category: Category;
  readonly names: readonly string[];
}

/** Looks up categories and their list columns, each once: a page holds few. */
function columnsByCategory(all: boolean): (document: SiteDocument, code: string) => Columns {
  const known = new Map<SiteDocument, Map<string, Columns>>();
  return (document, code) => {
    const inDocument = known.get(document) ?? new Map<string, Columns>();
    known.set(document, inDocument);
    const found = inDocument.get(code);
    if (found !== undefined) return found;
    const category = getCategory(document, code);
    const shown = category.fields.filter(({ list }) => all || list === true);
    const columns = { category, names: shown.map(({ name }) => name) };
    inDocument.set(code, columns);
    return columns;
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
