import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Requester } from '../../access/model.ts';
import { demand, sitesWhere } from '../../access/rules.ts';
import { getCategory, getSite } from '../../catalogue/catalogue.ts';
import { newId } from '../../core/ids.ts';
import { monthOf } from '../../core/month.ts';
import type { Home } from '../../home/open.ts';
import { monthKeyName } from '../../ledger/entry.ts';
import { linesOf } from '../../records/queries/record-line.ts';
import { type ExportRow, findRows, rowsByIds } from './find-rows.ts';
import { csvFormat, type ExportFormat, type ExportLine, jsonLinesFormat } from './format.ts';
import { readExportWish } from './wish.ts';

type ExportingHome = Pick<Home, 'ledger' | 'store' | 'keyring' | 'catalogue' | 'index'>;

/** What is exported, how, and to which file. */
export interface ExportOrder {
  readonly query: string;
  readonly site?: string | undefined;
  readonly format: 'csv' | 'jsonl';
  /** What it is for, sealed with the query. */
  readonly reason?: string | undefined;
  /** A file that is made or emptied; its rows are nobody's before the log says so. */
  readonly path: string;
}

/** What an export left behind. */
export interface ExportReport {
  readonly id: string;
  readonly rows: number;
  /** Of the file, in hexadecimal, as the log states it. */
  readonly sha256: string;
}

/** Records opened at once. */
const pageRows = 200;

/**
 * Writes the records that a query finds, of the sites where the requester may read, personal fields
 * masked; then says so in the log, with the file's digest and, sealed, the query.
 *
 * Errors: `forbidden`, `not-found` (site), `invalid` (a filter), `usage` (no query).
 */
export async function exportRecords(
  home: ExportingHome,
  who: Requester,
  order: ExportOrder,
): Promise<ExportReport> {
  const { document } = home.catalogue;
  const wish = readExportWish(order.query, document);
  const asked = order.site === undefined ? undefined : getSite(document, order.site).code;
  const sites = sitesWhere(
    who,
    'record.read',
    asked === undefined ? document.sites.map(({ code }) => code) : [asked],
  );
  const [first = asked ?? getSite(document).code] = sites;
  demand(who, 'record.read', { site: first });

  const ids: string[] = [];
  const fields = new Set<string>();
  const seen = new Set<string>();
  for await (const rows of findRows(home, wish, sites)) {
    for (const row of rows) {
      ids.push(row.id);
      await noteFields(home, row, seen, fields);
    }
  }
  const format = order.format === 'csv' ? csvFormat(document, [...fields]) : jsonLinesFormat;
  const { rows, sha256 } = await writeRows(home, order.path, format, ids);
  const id = await fileExport(home, who, { order, sites, rows, sha256, site: first });
  return { id, rows, sha256 };
}

/** The columns of the category version under which a row was filed. */
async function noteFields(
  home: ExportingHome,
  row: ExportRow,
  seen: Set<string>,
  fields: Set<string>,
): Promise<void> {
  const kind = `${row.category}@${row.catalogue_version}`;
  if (seen.has(kind)) return;
  seen.add(kind);
  const category = getCategory(await home.catalogue.at(row.catalogue_version), row.category);
  for (const { name } of category.fields) fields.add(name);
}

async function writeRows(
  home: ExportingHome,
  path: string,
  format: ExportFormat,
  ids: readonly string[],
): Promise<{ rows: number; sha256: string }> {
  const hash = createHash('sha256');
  const file = await open(path, 'w', 0o600);
  let rows = 0;
  const write = async (text: string) => {
    hash.update(text);
    await file.writeFile(text);
  };
  try {
    await write(format.head());
    for (let at = 0; at < ids.length; at += pageRows) {
      const lines = await linesByIds(home, ids.slice(at, at + pageRows));
      rows += lines.length;
      await write(format.body(lines));
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { rows, sha256: hash.digest('hex') };
}

async function linesByIds(home: ExportingHome, ids: readonly string[]): Promise<ExportLine[]> {
  const { read } = home.store;
  const byId = new Map((await rowsByIds(read, ids)).map((row) => [row.id, row]));
  const rows = ids.map((id) => byId.get(id)).filter((row) => row !== undefined);
  const lines = await linesOf(home, read, rows, { plain: false, all: true });
  return lines.flatMap(({ line }, index) => {
    const row = rows[index];
    return row === undefined ? [] : [{ row, line }];
  });
}

/** The query may name somebody, so that it lies sealed; its salted digest stands in the entry. */
function fileExport(
  home: ExportingHome,
  who: Requester,
  made: { order: ExportOrder; sites: string[]; rows: number; sha256: string; site: string },
): Promise<string> {
  const { clock, entropy } = home.ledger;
  const id = newId('exp', clock, entropy);
  const { order, sites, rows, sha256, site } = made;
  const { query, reason } = order;
  return home.ledger.transact(who.actor, async ({ now }) => {
    const month = monthOf(now, home.catalogue.document.timeZone);
    const keyName = monthKeyName({ site, month, class: 'y10' });
    return {
      result: id,
      entries: [
        {
          kind: 'export.made',
          subject: id,
          ...(sites.length === 1 ? { site } : {}),
          content: { id, keyName, value: { query, ...(reason === undefined ? {} : { reason }) } },
          facts: { rows, format: order.format, sites, sha256: `sha256:${sha256}` },
        },
      ],
    };
  });
}
