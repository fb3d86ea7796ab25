import { chartedPosts } from '../../catalogue/charts.ts';
import { checkChange } from '../../catalogue/check-change.ts';
import type { Post, SiteDocument } from '../../catalogue/model.ts';
import { SiteDocument as Document } from '../../catalogue/model.ts';
import { AppError, type FieldProblem } from '../../core/app-error.ts';
import { whyNoPoster } from '../../walls/poster-code.ts';
import { problemsOf } from '../kit/issues.ts';
import type { Typed } from '../kit/page/typed.ts';
import type { setUpWords } from './words.ts';

type SaySetUp = ReturnType<typeof setUpWords>;

/** A part of the settings as a form: what stands in it, and what was typed put into the document. */
export interface Settings {
  values(document: SiteDocument): Record<string, string>;
  apply(document: SiteDocument, typed: Typed, say: SaySetUp): Applied;
}

/** A document as it would become, and what of it must be put right first. */
interface Applied {
  readonly document: SiteDocument;
  readonly problems: readonly FieldProblem[];
}

/** What was typed, put into the document. Errors: `invalid`, each field named as in the form. */
export function appliedTo(
  settings: Settings,
  document: SiteDocument,
  typed: Typed,
  say: SaySetUp,
): SiteDocument {
  const next = settings.apply(document, typed, say);
  const parsed = Document.safeParse(next.document);
  const shape = parsed.success ? [] : problemsOf(parsed.error.issues);
  // Everything at once: who has put three fields right should not be told of a fourth.
  const later = [...shape, ...checkChange(document, next.document)];
  const told = new Set(next.problems.map(({ field }) => field));
  const problems = [...next.problems, ...later.filter(({ field }) => !told.has(field))];
  if (parsed.success && problems.length === 0) return parsed.data;
  throw new AppError('invalid', say('notSaved'), { problems });
}

/** Company, time, address, sealing day and mail. */
export const siteSettings: Settings = {
  values: ({ company, timeZone, publicUrl, sealDay, mail }) => ({
    company,
    timeZone,
    publicUrl,
    sealDay: String(sealDay),
    'mail.host': mail.host,
    'mail.port': String(mail.port),
    'mail.from': mail.from,
    'mail.to': mail.to.join(', '),
  }),
  apply(document, typed, say) {
    const sealDay = Number(typed.get('sealDay').normalize('NFKC'));
    const port = Number(typed.get('mail.port').normalize('NFKC'));
    const publicUrl = typed.get('publicUrl').normalize('NFKC').replace(/\/+$/, '');
    const to = typed
      .get('mail.to')
      .split(/[,，;；\s]+/)
      .filter((one) => one !== '');
    const mail = { host: typed.get('mail.host'), port, from: typed.get('mail.from'), to };
    const problems = [
      ...wrong(typed.get('company') === '', 'company', say('fillCompany')),
      ...wrong(publicUrl !== '' && !isWebAddress(publicUrl), 'publicUrl', say('fillUrl')),
      ...wrong(
        isWebAddress(publicUrl) && whyNoPoster(publicUrl) !== undefined,
        'publicUrl',
        say('fillReach'),
      ),
      ...wrong(!isBetween(sealDay, 1, 28), 'sealDay', say('fillSealDay')),
      ...wrong(!isBetween(port, 1, 65_535), 'mail.port', say('fillPort')),
      ...to.flatMap((text) =>
        wrong(!/^[^@\s]+@[^@\s]+$/.test(text), 'mail.to', say('fillMail', { text })),
      ),
      ...wrong(mail.host !== '' && mail.from === '', 'mail.from', say('fillFrom')),
    ];
    const [company, timeZone] = [typed.get('company'), typed.get('timeZone')];
    return { document: { ...document, company, timeZone, publicUrl, sealDay, mail }, problems };
  },
};

/** The ways in which rooms are usually written, by name. */
export const roomShapes = {
  full: '^(\\d{1,2})-(\\d{1,2})-(\\d{4})$',
  building: '^(\\d{1,2})-(\\d{4})$',
  villa: '^([A-Z])-(\\d{1,3})$',
  flat: '^(\\d{4})$',
} as const;

/** The sites with their names and how rooms are written, and one more where it is filled in. */
export const projectSettings: Settings = {
  values: ({ sites }) => ({
    ...Object.fromEntries(
      sites.flatMap(({ name, roomPattern }, at) => [
        [`sites.${at}.name`, name],
        [`sites.${at}.shape`, shapeOf(roomPattern)],
        [`sites.${at}.roomPattern`, roomPattern],
      ]),
    ),
    'sites.new.shape': 'full',
  }),
  apply(document, typed, say) {
    const site = (code: string, at: string) => ({
      code,
      name: typed.get(`sites.${at}.name`),
      roomPattern: patternOf(typed, at),
    });
    const kept = document.sites.map(({ code }, at) => site(code, String(at)));
    const code = typed.get('sites.new.code').normalize('NFKC').toUpperCase();
    const isAdded = code !== '' || typed.get('sites.new.name') !== '';
    const added = isAdded ? [site(code, 'new')] : [];
    const places = [...kept.keys()].map(String);
    const problems = [
      ...(isAdded ? [...places, 'new'] : places).flatMap((at) =>
        wrong(typed.get(`sites.${at}.name`) === '', `sites.${at}.name`, say('fillTitle')),
      ),
      ...wrong(isAdded && !/^[A-Z0-9]{1,8}$/.test(code), 'sites.new.code', say('fillCode')),
    ];
    return { document: { ...document, sites: [...kept, ...added] }, problems };
  },
};

/** The format that was chosen or written for a site's rooms. */
export function patternOf(typed: Typed, at: string): string {
  const shape = typed.get(`sites.${at}.shape`);
  const known = Object.entries(roomShapes).find(([name]) => name === shape)?.[1];
  return known ?? typed.get(`sites.${at}.roomPattern`);
}

function shapeOf(pattern: string): string {
  return Object.entries(roomShapes).find(([, known]) => known === pattern)?.[0] ?? 'own';
}

/** The posting places, and one more where it is filled in. */
export const placeSettings: Settings = {
  values: ({ places }) => rowValues('places', places, ['title', 'en']),
  apply(document, typed, say) {
    const row = (code: string, at: string) => ({
      // What is not asked for here, such as the sites of a place, stays as it is.
      ...document.places.find((place) => place.code === code),
      code,
      ...titlesAt(typed, `places.${at}`),
    });
    const kept = keptRows(document.places, typed, 'places');
    const isAdded = typed.get('places.new.title') !== '';
    const added = isAdded ? [row(freeCode('place', document.places), 'new')] : [];
    const places = kept.map(({ code, at }) => row(code, at));
    return {
      document: { ...document, places: [...places, ...added] },
      problems: untitled(typed, 'places', kept, say),
    };
  },
};

/** The posts of the organisation, and one more where it is filled in. */
export const postSettings: Settings = {
  values: ({ posts }) => rowValues('posts', posts, ['title', 'en', 'department', 'role']),
  apply(document, typed, say) {
    const known = chartedPosts(document);
    const row = (code: string, at: string) => ({
      // Who is above a post is said with the charts, and stays.
      ...known.find((post) => post.code === code),
      code,
      ...titlesAt(typed, `posts.${at}`),
      department: typed.get(`posts.${at}.department`),
      role: typed.get(`posts.${at}.role`),
    });
    const kept = keptRows(document.posts, typed, 'posts');
    const isAdded = typed.get('posts.new.title') !== '';
    const above = headOf(known, typed.get('posts.new.department'));
    const fresh = () => ({
      ...row(freeCode('post', document.posts), 'new'),
      ...(above === undefined ? {} : { reportsTo: above }),
    });
    const added = isAdded ? [fresh()] : [];
    const posts = kept.map(({ code, at }) => row(code, at));
    const places = kept.map(({ at }) => at);
    const problems = [
      ...untitled(typed, 'posts', kept, say),
      ...(isAdded ? [...places, 'new'] : places).flatMap((at) =>
        wrong(
          typed.get(`posts.${at}.department`) === '',
          `posts.${at}.department`,
          say('fillDepartment'),
        ),
      ),
    ];
    return { document: { ...document, posts: [...posts, ...added] }, problems };
  },
};

/** Who is above all others of a department, else of the office: whom a new post answers to at first. */
function headOf(posts: readonly Post[], department: string): string | undefined {
  const departmentOf = (code: string | undefined) =>
    posts.find((post) => post.code === code)?.department;
  const own = posts.filter((post) => post.department === department);
  const head = own.find(({ reportsTo }) => departmentOf(reportsTo) !== department);
  return head?.code ?? posts.find(({ reportsTo }) => reportsTo === undefined)?.code;
}

function rowValues<Row extends Readonly<Record<string, unknown>>>(
  part: string,
  rows: readonly Row[],
  names: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    rows.flatMap((row, at) => names.map((name) => [`${part}.${at}.${name}`, String(row[name])])),
  );
}

/** A name in both languages; without an English one, the Chinese stands for it. */
function titlesAt(typed: Typed, at: string): { title: string; en: string } {
  const title = typed.get(`${at}.title`);
  return { title, en: typed.get(`${at}.en`) || title };
}

/** A row of a list that stays, and where it stands in the form. */
interface KeptRow {
  readonly code: string;
  readonly at: string;
}

/** The rows that stay: one whose names were both taken out goes. */
function keptRows(
  rows: readonly { readonly code: string }[],
  typed: Typed,
  part: string,
): KeptRow[] {
  return rows
    .map(({ code }, at) => ({ code, at: String(at) }))
    .filter(({ at }) => ['title', 'en'].some((name) => typed.get(`${part}.${at}.${name}`) !== ''));
}

function untitled(
  typed: Typed,
  part: string,
  kept: readonly KeptRow[],
  say: SaySetUp,
): FieldProblem[] {
  return kept
    .map(({ at }) => `${part}.${at}.title`)
    .flatMap((field) => wrong(typed.get(field) === '', field, say('fillTitle')));
}

function freeCode(kind: string, rows: readonly { readonly code: string }[]): string {
  let number = rows.length + 1;
  while (rows.some(({ code }) => code === `${kind}-${number}`)) number += 1;
  return `${kind}-${number}`;
}

function wrong(isWrong: boolean, field: string, message: string): FieldProblem[] {
  return isWrong ? [{ field, rule: 'shape', message }] : [];
}

function isBetween(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
