import { type Context, Hono } from 'hono';
import { demand } from '../../access/rules.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import { printPosters } from '../../walls/commands/print-poster.ts';
import { PrintPosters, posterSizes } from '../../walls/model.ts';
import { humanCode, typedPrintId } from '../../walls/poster-code.ts';
import { findPrint, type PosterPrint } from '../../walls/queries/prints.ts';
import { listTasks } from '../../walls/queries/tasks.ts';
import { showPdf } from '../kit/download.ts';
import type { WebEnv } from '../kit/env.ts';
import { type FormState, formRoute } from '../kit/page/form.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { readInput } from '../policies/read-input.ts';
import { pressPosters, type SizedSheet, sizeSheets, smallestPaper } from './press-posters.ts';
import { PrintPage, tickOf } from './print-page.tsx';
import { printWords } from './print-words.ts';
import { readWalls } from './read-walls.ts';

/** Several sheets at once: making them, and their PDF. */
export function printRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  formRoute(routes, home, '/walls/print', {
    defaults: async (context) => {
      const { who, site } = context.get('page');
      const tasks = await listTasks(home, who, { site, place: placeIn(context) });
      const due = tasks.filter(({ why }) => why !== 'unchecked');
      return { sheets: due.map(tickOf), size: smallestPaper };
    },
    show: (context, form) => show(home, context, form),
    async submit(context, typed, once) {
      const page = context.get('page');
      const { who, site, lang } = page;
      demand(who, 'posting.post', { site });
      const say = printWords(lang);
      const ticked = typed.all('sheets');
      if (ticked.length === 0) throw wrong('sheets', say('none'));
      const size = sizeOf(typed.get('size'));
      const wishes = ticked.map((tick) => {
        const [code = '', place = ''] = tick.split('@');
        return { code, place, size };
      });
      const sized = await sizeSheets(home, { site, sheets: wishes });
      const sheets = sized.map(({ sheet }) => sheet);
      const ids = await printPosters(home, who, readInput(PrintPosters, { site, sheets }), once);
      const place = placeIn(context);
      const to = paths.printWalls({ ...(place ? { place } : {}), made: ids.join(',') });
      return {
        to,
        flash: [say('printed', { count: ids.length }), ...tooMuch(page, sized)].join(' '),
      };
    },
  });
  routes.get('/walls/posters.pdf', async (context) => {
    const ids = idsIn(context.req.query('print'));
    const { pdf, prints } = await pressPosters(home, context.get('page').who, ids);
    return showPdf(context, nameOf(prints), new Uint8Array(pdf));
  });
  return routes;
}

/** What a PDF of sheets is called: by its policy, or by how many there are. */
export function nameOf(prints: readonly PosterPrint[]): string {
  const [first] = prints;
  if (first === undefined || prints.length > 1) return `posters-${prints.length}.pdf`;
  return `${first.code}-v${first.version}-${humanCode(first.id)}.pdf`;
}

/** A paper as a form sends it; anything else leaves the choice to the system. */
export function sizeOf(typed: string): (typeof posterSizes)[number] | typeof smallestPaper {
  return posterSizes.find((size) => size === typed) ?? smallestPaper;
}

/** Which texts take more than one sheet of their paper, in words. */
export function tooMuch({ lang }: Pick<Page, 'lang'>, sized: readonly SizedSheet[]): string[] {
  const say = printWords(lang);
  const wide = sized.filter(({ fit }) => !fit.fits);
  const said = wide.map(({ sheet: { code, size } }) =>
    say('tooMuch', { code, size: size.toUpperCase() }),
  );
  return [...new Set(said)];
}

async function show(home: Home, context: Context<WebEnv>, form: FormState) {
  const { page } = form;
  const { who, site } = page;
  demand(who, 'posting.post', { site });
  const place = placeIn(context);
  const tasks = await listTasks(home, who, { site, place });
  const all = await readWalls(home, page, { place, tasks });
  const rows = all.filter(({ wall, task }) => wall !== undefined || task !== undefined);
  const made: PosterPrint[] = [];
  for (const id of idsIn(context.req.query('made'))) {
    const print = await findPrint(home.store.read, id);
    if (print?.site === site) made.push(print);
  }
  return <PrintPage {...{ form, place: place ?? '', rows, made }} />;
}

/** The place that is asked for; undefined for all of them. */
function placeIn(context: Context<WebEnv>): string | undefined {
  return context.req.query('place') || undefined;
}

function idsIn(typed: string | undefined): string[] {
  const ids = (typed ?? '').split(',').flatMap((one) => typedPrintId(one) ?? []);
  return ids.slice(0, 100);
}

function wrong(field: string, message: string): AppError {
  return new AppError('invalid', message, { problems: [{ field, rule: 'required', message }] });
}
