import { getCategory } from '../../catalogue/catalogue.ts';
import type { SiteDocument } from '../../catalogue/model.ts';
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
  return rows.map((row) => {
    const document = documents.get(row.catalogue_version) ?? home.catalogue.document;
    const category = getCategory(document, row.category);
    const fields = opened.get(row.id)?.fields ?? {};
    const heading = headingOf(category, fields);
    const shown = category.fields.filter(({ list }) => options.all === true || list === true);
    const listed = Object.fromEntries(
      shown.flatMap(({ name }) => {
        const value = fields[name];
        return value === undefined ? [] : [[name, value] as const];
      }),
    );
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
