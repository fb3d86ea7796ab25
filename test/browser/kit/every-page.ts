import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '../../../src/web/kit/page/paths.ts';
import { look } from './checks.ts';
import type { Desk } from './desk.ts';
import { type OfficeDesks, openOfficeDesks } from './office-desks.ts';
import { checkPage, walk } from './walk.ts';

const people = ['manager', 'clerk', 'supervisor', 'admin', 'auditor'] as const;

/** What walking through every page leaves to those who ask more of it. */
export interface EveryPage {
  /** The office that is walked through, once the tests run. */
  server(): OfficeDesks;
  /** Every path that somebody came to, or that a page names for a form or a script. */
  readonly reached: ReadonlySet<string>;
}

/** Pages that have the most to show: the first walker begins at them. */
function richest(server: OfficeDesks): string[] {
  const { corrected, voided, orders, requests, month, draftMonth, ...more } = server.furniture();
  const records = [corrected, voided].map(paths.record);
  const papers = [orders.issued, orders.voided].map(paths.order);
  const asked = [requests.waiting, requests.refused, requests.looked].map(paths.accessRequest);
  const policies = [more.policy, more.drafted, more.approved].map(paths.policy);
  const months = [month, draftMonth].map(paths.month);
  return [...records, ...papers, ...asked, ...policies, ...months, paths.archive('3-2-0501')];
}

/** Where it is a clerk's turn to look. */
function ownTurn(server: OfficeDesks): string[] {
  return [paths.accessRequest(server.furniture().requests.approved)];
}

/** Whether a path leads to a page, and not to a file. */
async function isPage(desk: Desk, path: string): Promise<boolean> {
  const { origin } = new URL(desk.page.url());
  const answer = await desk.page.request.get(new URL(path, origin).href);
  return answer.headers()['content-type']?.startsWith('text/html') ?? false;
}

/** Defines the tests that walk through every page in a language; its file has an office of its own. */
export function testEveryPage(lang: 'zh' | 'en'): EveryPage {
  let server: OfficeDesks;
  /** The kinds of pages looked at closely so far: the next walker glances. */
  const known = new Set<string>();
  const reached = new Set<string>();

  beforeAll(async () => {
    server = await openOfficeDesks({ furnished: true });
  });

  afterAll(() => server?.close());

  describe(`every page (${lang})`, () => {
    it.each(people)(
      'that %s can reach is right by itself',
      async (username) => {
        const desk = await server.desk({ lang });
        await desk.signIn(username);
        const samples = lang === 'zh' && username === 'manager' ? 2 : 1;
        // What one cannot do to oneself is met on another's page.
        const admin = [paths.person('clerk')];
        const more = { manager: richest(server), clerk: ownTurn(server), admin };
        const starts = ['/', ...((more as Record<string, string[]>)[username] ?? [])];
        const met = await walk(desk, starts, { lang, samples, known });
        for (const kind of met.kinds.keys()) known.add(kind);
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
      600_000,
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

  return { server: () => server, reached };
}
