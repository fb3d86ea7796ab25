import type { Page } from 'playwright-core';
import { axeFindings, focusFaults, outlineOf, overflowAt, widths } from './checks.ts';
import type { Desk } from './desk.ts';

/** How far a walk goes. */
export interface WalkOptions {
  readonly lang: 'zh' | 'en';
  /** How many pages of one kind are opened. */
  readonly samples?: number;
  /** The most pages that one walk opens. */
  readonly most?: number;
  /** Kinds that an earlier walk has already looked at with axe and at both widths. */
  readonly known?: ReadonlySet<string>;
}

/** What a walk met. */
export interface Walk {
  /** The kinds of pages that were opened, with the first path of each. */
  readonly kinds: ReadonlyMap<string, string>;
  /** Every path that was opened. */
  readonly paths: readonly string[];
  /** Every path that the pages name, for links, for forms, or for scripts to fetch. */
  readonly named: ReadonlySet<string>;
  /** What is wrong: each thing once, with the page where it was met first and how many more. */
  readonly findings: readonly string[];
}

const htmlLang = { zh: 'zh-CN', en: 'en' } as const;

/** Pages of one kind that differ only in what their query says. */
const mostQueries = 4;

/** Follows every link of its own site from where it starts, and checks each page it comes to. */
export async function walk(
  desk: Desk,
  starts: readonly string[],
  options: WalkOptions,
): Promise<Walk> {
  const { samples = 2, most = 200, known = new Set() } = options;
  const [waiting, queued] = [[...starts], new Set(starts)];
  const [opened, queries] = [new Map<string, number>(), new Map<string, Set<string>>()];
  const [kinds, from] = [new Map<string, string>(), new Map<string, string>()];
  const met = new Map<string, string[]>();
  const [paths, namedPaths] = [[] as string[], new Set<string>()];
  for (
    let path = waiting.shift();
    path !== undefined && paths.length < most;
    path = waiting.shift()
  ) {
    const kind = kindOf(path);
    const times = opened.get(kind) ?? 0;
    if (times >= samples || !isNewEnough(queries, kind)) continue;
    opened.set(kind, times + 1);
    if (!kinds.has(kind)) kinds.set(kind, path);
    paths.push(path);
    const isThorough = !known.has(kind);
    const { links, named, findings } = await checkPage(desk, path, {
      lang: options.lang,
      width: isThorough ? (times === 0 ? widths.desk : widths.phone) : undefined,
    });
    for (const finding of findings) {
      // A page that is not there is a fault of each page that leads to it.
      const own = finding.startsWith('status')
        ? `${finding}, linked from ${from.get(path) ?? 'nowhere'}`
        : finding;
      met.set(own, [...(met.get(own) ?? []), path]);
    }
    for (const one of named) namedPaths.add(one);
    for (const link of links) {
      if (queued.has(link)) continue;
      queued.add(link);
      from.set(link, path);
      waiting.push(link);
    }
  }
  return {
    kinds,
    paths,
    named: namedPaths,
    findings: [...met].map(([finding, at]) => sentence(finding, at)),
  };
}

function sentence(finding: string, at: readonly string[]): string {
  const more = at.length > 5 ? `, and ${at.length - 5} more` : '';
  return `${at.slice(0, 5).join(', ')}${more}: ${finding}`;
}

/** Places and people are named by words, and their pages are the same for each of them. */
function withoutNames(pathname: string): string {
  return pathname
    .replace(/^\/walls\/(?!(post|print)$)[a-z-]+(?=$|\/(check|picture)$)/, '/walls/1')
    .replace(/(^|\/)people\/(?!new$)\w+(?=$|\/)/, '$1people/1');
}

/** The kind of page at a path: what names one thing, or a day, or a search, is left out. */
export function kindOf(path: string): string {
  const { pathname, searchParams } = new URL(path, 'http://here');
  const loose = (text: string) => (/^[a-z][a-z-]*(\.[a-z]+)?$/i.test(text) ? text : ':one');
  const segments = withoutNames(pathname)
    .split('/')
    .map((part) => (part === '' ? part : loose(part)));
  const query = [...searchParams]
    .map(([name, value]) => `${name}=${name === 'place' ? ':one' : loose(value)}`)
    .sort();
  return segments.join('/') + (query.length === 0 ? '' : `?${query.join('&')}`);
}

function isNewEnough(queries: Map<string, Set<string>>, kind: string): boolean {
  const [pathname = '', query = ''] = kind.split('?');
  const seen = queries.get(pathname) ?? new Set();
  queries.set(pathname, seen);
  if (seen.has(query)) return true;
  if (seen.size >= mostQueries) return false;
  seen.add(query);
  return true;
}

interface Look {
  readonly lang: 'zh' | 'en';
  /** The width at which axe looks; without one, only what is quick is checked. */
  readonly width: number | undefined;
}

interface Seen {
  readonly links: readonly string[];
  readonly named: readonly string[];
  readonly findings: readonly string[];
}

const noLinks = { links: [], named: [] } as const;

/** Opens a page and checks all that every page owes; what is no page must only be there. */
export async function checkPage(desk: Desk, path: string, wish: Look): Promise<Seen> {
  const { page } = desk;
  if (/\.(pdf|zip|csv|xlsx|json|txt|png|jpg)$/.test(new URL(path, 'http://here').pathname)) {
    const answer = await page.request.get(path);
    return { ...noLinks, findings: answer.ok() ? [] : [`status ${answer.status()}`] };
  }
  const answer = await desk.visit(path).catch((error: Error) => {
    if (/Download is starting|ERR_ABORTED/.test(error.message)) return undefined;
    throw error;
  });
  if (answer === undefined) return { ...noLinks, findings: desk.faults.take() };
  const findings: string[] = [];
  if (answer.status() !== 200) findings.push(`status ${answer.status()}`);
  if (!/html/.test(answer.headers()['content-type'] ?? '')) {
    return { ...noLinks, findings: [...findings, ...desk.faults.take()] };
  }
  const { links, named } = await checkOutline(page, wish.lang, findings);
  if (wish.width !== undefined) await lookClosely(page, wish.width, findings);
  return { links, named, findings: [...findings, ...desk.faults.take()] };
}

async function checkOutline(page: Page, lang: Look['lang'], findings: string[]) {
  const outline = await outlineOf(page);
  if (outline.lang !== htmlLang[lang]) findings.push(`its language is said to be ${outline.lang}`);
  const headings = outline.headings.filter((heading) => heading !== '');
  if (headings.length !== 1) findings.push(`${headings.length} headings of the first rank`);
  if (outline.title.trim() === '') findings.push('it has no title');
  if (!/\S/.test(outline.title.split(' – ')[0] ?? '')) findings.push('its title names no page');
  findings.push(...outline.faults);
  if (lang === 'en') findings.push(...outline.untranslated.map((text) => `in Chinese: ${text}`));
  return outline;
}

async function lookClosely(page: Page, width: number, findings: string[]): Promise<void> {
  const other = width === widths.desk ? widths.phone : widths.desk;
  for (const one of [other, width]) {
    for (const leaning of await overflowAt(page, one)) findings.push(`at ${one} px ${leaning}`);
  }
  findings.push(...(await axeFindings(page)));
  if (width === widths.desk) findings.push(...(await focusFaults(page)));
}
