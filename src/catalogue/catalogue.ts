import type { Low } from 'lowdb';
import type { Actor } from '../core/actor.ts';
import { AppError } from '../core/app-error.ts';
import { digestOf } from '../core/digest.ts';
import type { Ledger } from '../ledger/transact.ts';
import type { Reader } from '../store/tables.ts';
import { checkChange } from './check-change.ts';
import type { Category, Site, SiteDocument } from './model.ts';
import { parseSiteText, siteText } from './site-file.ts';

/** The configuration in force, and every version it ever had. */
export interface Catalogue {
  readonly version: number;
  readonly document: SiteDocument;
  /** The document as it was at `version`. Errors: `not-found`. */
  at(version: number): Promise<SiteDocument>;
  /**
   * Files `document` as the next version and rewrites `site.json`. Resolves to its number.
   *
   * Errors: `stale-version` when the newest version is no longer the one that was changed.
   */
  save(actor: Actor, document: SiteDocument, expects?: number): Promise<number>;
}

/**
 * Opens the catalogue: the newest filed version, unless a person has edited `site.json` since, whose
 * text is then filed as a new version by the operator. Errors: `invalid`, naming what is at fault.
 */
export async function openCatalogue(parts: {
  ledger: Ledger;
  file: Low<SiteDocument | null>;
  operator: Actor;
  initial: () => SiteDocument;
}): Promise<Catalogue> {
  const { ledger, file } = parts;
  await file.read();
  const newest = await findNewestVersion(ledger.store.read);
  const known = new Map<number, SiteDocument>();
  let version = newest?.version ?? 0;
  let document = newest ? parseSiteText(newest.text, `第 ${version} 版配置`) : parts.initial();

  const save = async (actor: Actor, next: SiteDocument, expects?: number): Promise<number> => {
    version = await fileVersion(ledger, actor, siteText(next), expects);
    document = next;
    file.data = next;
    await file.write();
    return version;
  };
  if (newest === undefined) await save(parts.operator, file.data ?? document);
  else if (file.data !== null && siteText(file.data) !== newest.text) {
    refuseUnsound(document, file.data);
    await save(parts.operator, file.data);
  } else if (file.data === null) {
    file.data = document;
    await file.write();
  }
  return {
    get version() {
      return version;
    },
    get document() {
      return document;
    },
    async at(wanted) {
      if (wanted === version) return document;
      const cached = known.get(wanted);
      if (cached !== undefined) return cached;
      const old = await getDocument(ledger.store.read, wanted);
      known.set(wanted, old);
      return old;
    },
    save,
  };
}

function refuseUnsound(before: SiteDocument, edited: SiteDocument): void {
  const [first] = checkChange(before, edited);
  if (first === undefined) return;
  const { field, message } = first;
  throw new AppError('invalid', `site.json 的 ${field} 不合要求：${message}。请改正后再启动。`);
}

/** The category named by code, number, prefix or title. Errors: `invalid`, listing what exists. */
export function getCategory(document: SiteDocument, name: string | number): Category {
  const wanted = String(name).trim();
  const category = document.categories.find(
    ({ code, prefix, title }) =>
      code === wanted.padStart(2, '0') || prefix === wanted.toUpperCase() || title === wanted,
  );
  if (category !== undefined) return category;
  throw new AppError('invalid', `没有类别“${wanted}”。`, {
    problems: [
      {
        field: 'category',
        rule: 'known',
        message: `请填 ${document.categories.map(({ code, title }) => `${code} ${title}`).join('、')}`,
      },
    ],
  });
}

/** The site named by code, or the first one. Errors: `not-found`, listing what exists. */
export function getSite(document: SiteDocument, code?: string): Site {
  const site =
    code === undefined ? document.sites[0] : document.sites.find((one) => one.code === code);
  if (site !== undefined) return site;
  const codes = document.sites.map((one) => one.code).join('、');
  throw new AppError('not-found', `没有项目“${code}”，现有：${codes}。`);
}

/** What stands before a number of this site: nothing at the first site, else its code and a dash. */
export function sitePrefix(document: SiteDocument, site: string): string {
  return document.sites[0]?.code === site ? '' : `${site}-`;
}

/** The version filed last, as text; undefined in a store where none was filed yet. */
export function findNewestVersion(
  db: Reader,
): Promise<{ version: number; text: string } | undefined> {
  return db
    .selectFrom('catalogue_version')
    .select(['version', 'text'])
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The document as it was filed under a version. Errors: `not-found`. */
export async function getDocument(db: Reader, version: number): Promise<SiteDocument> {
  const row = await db
    .selectFrom('catalogue_version')
    .select('text')
    .where('version', '=', version)
    .executeTakeFirst();
  if (row === undefined) throw new AppError('not-found', `没有第 ${version} 版配置。`);
  return parseSiteText(row.text, `第 ${version} 版配置`);
}

function fileVersion(
  ledger: Ledger,
  actor: Actor,
  text: string,
  expects: number | undefined,
): Promise<number> {
  return ledger.transact(actor, async ({ db, now, seq }) => {
    const last = await db
      .selectFrom('catalogue_version')
      .select(({ fn }) => fn.max('version').as('version'))
      .executeTakeFirst();
    const newest = last?.version ?? 0;
    if (expects !== undefined && newest !== expects) throw staleVersion(newest, expects);
    const version = newest + 1;
    const digest = digestOf(text);
    await db
      .insertInto('catalogue_version')
      .values({ version, digest, text, at: now, entry_seq: seq })
      .execute();
    const facts = { version, sha256: digest };
    return {
      result: version,
      entries: [{ kind: 'catalogue.saved', subject: 'site.json', facts }],
    };
  });
}

function staleVersion(newest: number, expects: number): AppError {
  return new AppError(
    'stale-version',
    `配置已是第 ${newest} 版，您改的是第 ${expects} 版：请取回现行版，再改一次。`,
    { problems: [{ field: 'expects', rule: 'stale', message: `请以第 ${newest} 版为底` }] },
  );
}
