import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { paths } from '../../src/web/kit/page/paths.ts';
import { look } from './kit/checks.ts';
import type { Desk } from './kit/desk.ts';
import { type OfficeDesks, openOfficeDesks } from './kit/office-desks.ts';
import { checkPage, walk } from './kit/walk.ts';

let server: OfficeDesks;

beforeAll(async () => {
  server = await openOfficeDesks({ furnished: true });
});

afterAll(() => server?.close());

const people = ['manager', 'clerk', 'supervisor', 'admin', 'auditor'] as const;
const languages = ['zh', 'en'] as const;

/** The kinds of pages looked at closely so far, in each language: the next walker glances. */
const known = { zh: new Set<string>(), en: new Set<string>() };

/** Every path that somebody came to, or that a page names for a form or a script. */
const reached = new Set<string>();

/** What no page names: it is come to from a printed code, or a script builds its address. */
const unnamedByPages = new Set(['/sign-in', '/favicon.ico', '/p/:token', '/rooms/card']);

/**
 * What stands in the middle of an act: it is made by sending a form, which walkers do not. The
 * journeys of their rooms come there.
 */
const inTheMiddle = new Set([
  '/orders/:number/slip.pdf',
  '/policies/:code/poster.pdf',
  '/walls/photos/:id',
  '/access/:id/relay',
  '/access/:id/hear',
  '/months/:month/now',
  // Only its writer hands a version in.
  '/policies/:code/versions/:version/submit',
  '/log/now',
  '/search/export',
  '/imports/batches/:id',
  '/imports/batches/:id/rejected/:file',
]);

/** Whether a path leads to a page, and not to a file. */
async function isPage(desk: Desk, path: string): Promise<boolean> {
  const { origin } = new URL(desk.page.url());
  const answer = await desk.page.request.get(new URL(path, origin).href);
  return answer.headers()['content-type']?.startsWith('text/html') ?? false;
}

/** Pages that have the most to show: the first walker begins at them. */
function richest(): string[] {
  const { corrected, voided, orders, requests, month, draftMonth, ...more } = server.furniture();
  const records = [corrected, voided].map(paths.record);
  const papers = [orders.issued, orders.voided].map(paths.order);
  const asked = [requests.waiting, requests.refused, requests.looked].map(paths.accessRequest);
  const policies = [more.policy, more.drafted, more.approved].map(paths.policy);
  const months = [month, draftMonth].map(paths.month);
  return [...records, ...papers, ...asked, ...policies, ...months, paths.archive('3-2-0501')];
}

/** Where it is a clerk's turn to look. */
function ownTurn(): string[] {
  return [paths.accessRequest(server.furniture().requests.approved)];
}

describe.each(languages)('every page (%s)', (lang) => {
  it.each(people)(
    'that %s can reach is right by itself',
    async (username) => {
      const desk = await server.desk({ lang });
      await desk.signIn(username);
      const samples = lang === 'zh' && username === 'manager' ? 2 : 1;
      const more = { manager: richest(), clerk: ownTurn() };
      const starts = ['/', ...((more as Record<string, string[]>)[username] ?? [])];
      const met = await walk(desk, starts, { lang, samples, known: known[lang] });
      for (const kind of met.kinds.keys()) known[lang].add(kind);
      for (const path of [...met.paths, ...met.named]) reached.add(path);
      if (process.env.ANJUAN_LOOK !== undefined) {
        for (const [kind, path] of met.kinds) {
          if (!(await isPage(desk, path))) continue;
          await desk.visit(path);
          await look(
            desk.page,
            `${lang}-${username}-${kind.match(/[a-z]+/g)?.join('-') ?? 'start'}`,
          );
        }
      }
      expect(met.findings).toEqual([]);
      expect(met.paths.length).toBeGreaterThan(5);
    },
    300_000,
  );

  it.each(['/sign-in', '/sign-in?out=1', '/sign-in?ended=1&next=%2Frecords'])(
    'that a stranger meets at %s is right by itself',
    async (path) => {
      const desk = await server.desk({ lang });
      for (const width of [1280, 360]) {
        expect((await checkPage(desk, path, { lang, width })).findings).toEqual([]);
      }
    },
  );

  it('that is not there, or not for its reader, says so on a page that is right', async () => {
    const desk = await server.desk({ lang });
    await desk.signIn('clerk');
    for (const path of ['/no-such-page', '/records/BX-202610-9999', '/people']) {
      const { findings } = await checkPage(desk, path, { lang, width: 360 });
      expect(findings, path).toEqual([expect.stringMatching(/^status 40[34]$/)]);
    }
  });
});

it('every page that the server has is named by a page that somebody reaches', () => {
  const routes = buildApp(server.office.home)
    .routes.filter(({ method }) => method === 'GET')
    .map(({ path }) => path)
    .filter((path) => !/^\/(api|assets|health|ready|metrics)\b|\*/.test(path));
  const met = [...reached].map((path) => new URL(path, 'http://here').pathname);
  const unnamed = [...new Set(routes)].filter((route) => {
    const shape = route.replace(/:[^/{.]+(\{[^}]*\})?\??/g, '[^/]+').replaceAll('.', '\\.');
    const isKnown = unnamedByPages.has(route) || inTheMiddle.has(route);
    return !isKnown && !met.some((path) => new RegExp(`^${shape}$`).test(path));
  });
  expect(unnamed).toEqual([]);
});
