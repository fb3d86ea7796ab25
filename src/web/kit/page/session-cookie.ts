import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { WebEnv } from '../env.ts';

const tokenCookie = 'anjuan';
const flashCookie = 'anjuan-flash';
const siteCookie = 'anjuan-site';
const takenCookie = 'anjuan-taken';
const langCookie = 'anjuan-lang';

/** Seven days, the longest that a session lives. Units: seconds. */
const longest = 7 * 24 * 3600;

/** Cookies that no script can read; only over TLS where the page itself came so, or its proxy says. */
function kept(context: Context<WebEnv>, maxAge: number) {
  const secure =
    context.req.url.startsWith('https:') || context.req.header('x-forwarded-proto') === 'https';
  return { httpOnly: true, sameSite: 'Lax', path: '/', maxAge, secure } as const;
}

/** The session's token that a browser carries, if any. */
export function sessionOf(context: Context<WebEnv>): string | undefined {
  return getCookie(context, tokenCookie);
}

/** Lets the browser carry the session. */
export function carrySession(context: Context<WebEnv>, token: string): void {
  setCookie(context, tokenCookie, token, kept(context, longest));
}

/** Takes the session from the browser. */
export function dropSession(context: Context<WebEnv>): void {
  deleteCookie(context, tokenCookie, { path: '/' });
}

/** The longest sentence left: browsers drop a cookie of more than 4 KB. Units: characters. */
const longestFlash = 200;

/** Leaves a sentence for the next page, cut where it is longer than a cookie. */
export function leaveFlash(context: Context<WebEnv>, words: string): void {
  const told = [...words.toWellFormed()].slice(0, longestFlash).join('');
  setCookie(context, flashCookie, encodeURIComponent(told), kept(context, 60));
}

/** The sentence left for this page. */
export function flashOf(context: Context<WebEnv>): string | null {
  const kept = getCookie(context, flashCookie);
  if (kept === undefined || kept === '') return null;
  try {
    return decodeURIComponent(kept);
  } catch {
    return null; // not a sentence of ours
  }
}

/** The sentence was shown. */
export function dropFlash(context: Context<WebEnv>): void {
  deleteCookie(context, flashCookie, { path: '/' });
}

/**
 * Says in a cookie that a form's file is on its way: a download leaves the page as it is, and
 * nothing else tells its script. The value is the end of the form's key, which opens nothing.
 */
export function tellTaken(context: Context<WebEnv>, key: string): void {
  setCookie(context, takenCookie, key.slice(-12), { ...kept(context, 60), httpOnly: false });
}

/** The site a browser last worked at. */
export function siteOf(context: Context<WebEnv>): string | undefined {
  return getCookie(context, siteCookie);
}

/** Remembers the site. */
export function rememberSite(context: Context<WebEnv>, site: string): void {
  setCookie(context, siteCookie, site, kept(context, 365 * 24 * 3600));
}

/** The language chosen on this machine, for who has not signed in. */
export function langOf(context: Context<WebEnv>): 'zh' | 'en' {
  const chosen = getCookie(context, langCookie);
  if (chosen === 'zh' || chosen === 'en') return chosen;
  const accepted = context.req.header('accept-language') ?? '';
  return /^en\b/i.test(accepted) ? 'en' : 'zh';
}

/** Remembers the language on this machine. */
export function rememberLang(context: Context<WebEnv>, lang: string): void {
  setCookie(context, langCookie, lang, kept(context, 365 * 24 * 3600));
}
