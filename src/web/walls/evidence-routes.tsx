import { Hono } from 'hono';
import { demand } from '../../access/rules.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import { fileEvidence } from '../../walls/commands/file-evidence.ts';
import { getCheck } from '../../walls/queries/checks.ts';
import { getPosting } from '../../walls/queries/postings.ts';
import { findPrint, type PosterPrint } from '../../walls/queries/prints.ts';
import type { WebEnv } from '../kit/env.ts';
import { formRoute } from '../kit/page/form.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { respond } from '../kit/page/respond.ts';
import { verdicts } from './evidence-form.tsx';
import { type Evidence, EvidenceFormPage, EvidencePage } from './evidence-page.tsx';
import { evidenceWords } from './evidence-words.ts';
import { limitPhoto, photoIn } from './read-photo.ts';

/** What somebody who stands before a sheet says of it, with a photo, and what was kept. */
export function evidenceRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.use('/walls/sheets/:id', limitPhoto);
  formRoute(routes, home, '/walls/sheets/:id', {
    show: async (context, form) => {
      const print = await sheetFor(home, form.page, context.req.param('id'));
      return <EvidenceFormPage form={form} print={print} />;
    },
    async submit(context, typed, once) {
      const page = context.get('page');
      const print = await sheetFor(home, page, context.req.param('id'));
      const found = verdicts.find((verdict) => verdict === typed.get('found'));
      if (found === undefined) {
        const message = evidenceWords(page.lang)('choose');
        throw new AppError('invalid', message, {
          problems: [{ field: 'found', rule: 'required', message }],
        });
      }
      const place = typed.get('place') || print.place;
      const photo = await photoIn(home, context, page.lang);
      const evidence = { print: print.id, place, found };
      const id = await fileEvidence(home, page.who, evidence, once, photo);
      return { to: paths.evidence(id) };
    },
  });
  routes.get('/walls/evidence/:id', async (context) => {
    const page = context.get('page');
    const evidence = await evidenceOf(home, page, context.req.param('id'));
    return respond(context, <EvidencePage page={page} evidence={evidence} />);
  });
  return routes;
}

/** The sheet of which something is said. Errors: `not-found`, `forbidden`. */
async function sheetFor(home: Home, { who }: Page, id: string | undefined): Promise<PosterPrint> {
  const print = await findPrint(home.store.read, id ?? '');
  if (print === undefined) throw new AppError('not-found', '没有这张张贴稿，请重新扫码。');
  demand(who, 'posting.post', { site: print.site });
  return print;
}

async function evidenceOf(home: Home, { who }: Page, id: string): Promise<Evidence> {
  if (id.startsWith('post_')) return { kind: 'posting', ...(await getPosting(home, who, id)) };
  return { kind: 'check', ...(await getCheck(home, who, id)) };
}
