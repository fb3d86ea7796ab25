import type { Low } from 'lowdb';
import type { Actor } from '../core/actor.ts';
import { AppError } from '../core/app-error.ts';
import { digestOf } from '../core/digest.ts';
import type { Ledger } from '../ledger/transact.ts';
import type { Category, Site, SiteDocument } from './model.ts';
import { parseSiteText, siteText } from './site-file.ts';

/** The configuration in force, and every version it ever had. */
export interface Catalogue {
  readonly version: number;
  readonly document: SiteDocument;
  /** The document as it was at `version`. Errors: `not-found`. */
  at(version: number): Promise<SiteDocument>;
  /** Files `document` as the next version and rewrites `site.json`. Resolves to its number. */
  save(actor: Actor, document: SiteDocument): Promise<number>;
}

/**
 * Opens the catalogue: the newest filed version, unless a person has edited `site.json` since, whose
 * text is then filed as a new version by the operator.
 */
export async function openCatalogue(parts: {
  ledger: Ledger;
  file: Low<SiteDocument | null>;
  operator: Actor;
  initial: () => SiteDocument;
}): Promise<Catalogue> {
  const { ledger, file } = parts;
  await file.read();
  const newest = await ledger.store.read
    .selectFrom('catalogue_version')
    .select(['version', 'text'])
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  const known = new Map<number, SiteDocument>();
  let version = newest?.version ?? 0;
  let document = newest ? parseSiteText(newest.text, `第 ${version} 版配置`) : parts.initial();

  const save = async (actor: Actor, next: SiteDocument): Promise<number> => {
    version = await fileVersion(ledger, actor, siteText(next));
    document = next;
    file.data = next;
    await file.write();
    return version;
  };
  if (newest === undefined) await save(parts.operator, file.data ?? document);
  else if (file.data !== null && siteText(file.data) !== newest.text) {
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
      const old = await getVersion(ledger, wanted);
      known.set(wanted, old);
      return old;
    },
    save,
  };
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

function fileVersion(ledger: Ledger, actor: Actor, text: string): Promise<number> {
  return ledger.transact(actor, async ({ db, now, seq }) => {
    const last = await db
      .selectFrom('catalogue_version')
      .select(({ fn }) => fn.max('version').as('version'))
      .executeTakeFirst();
    const version = (last?.version ?? 0) + 1;
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

async function getVersion(ledger: Ledger, version: number): Promise<SiteDocument> {
  const row = await ledger.store.read
    .selectFrom('catalogue_version')
    .select('text')
    .where('version', '=', version)
    .executeTakeFirst();
  if (row === undefined) throw new AppError('not-found', `没有第 ${version} 版配置。`);
  return parseSiteText(row.text, `第 ${version} 版配置`);
}
