import { type Context, Hono } from 'hono';
import { demandSomewhere } from '../../access/rules.ts';
import { checkWholeLog, findLogCheck } from '../../audit/checks/check-whole-log.ts';
import { listEntries, logState, proveEntry } from '../../audit/entries.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import { dispositionOf } from '../kit/download.ts';
import type { WebEnv } from '../kit/env.ts';
import { onceOfForm } from '../kit/page/form.ts';
import { paths } from '../kit/page/paths.ts';
import { leadOn, respond } from '../kit/page/respond.ts';
import { leaveFlash } from '../kit/page/session-cookie.ts';
import { typedFrom } from '../kit/page/typed.ts';
import { CheckBar } from './check-part.tsx';
import { EntryPage } from './entry-page.tsx';
import { LogPage } from './log-page.tsx';
import { logWords } from './words.ts';

/** The log: how it stands, its check, its entries and their proofs. */
export function logPageRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get(paths.log(), (context) => showLog(home, context));
  routes.get(paths.logNow(), async (context) => {
    const page = context.get('page');
    demandSomewhere(page.who, 'log.read', page.document);
    const check = await findLogCheck(home);
    return check?.state === 'running'
      ? context.html(<CheckBar page={page} check={check} />)
      : context.html('', 200, { 'HX-Refresh': 'true' });
  });
  routes.post(paths.checkLog(), async (context) => {
    onceOfForm(context, typedFrom(await context.req.formData()));
    const page = context.get('page');
    await checkWholeLog(home, page.who);
    leaveFlash(context, logWords(page.lang)('checkStarted'));
    return leadOn(context, `${paths.log()}#check`);
  });
  routes.get('/log/entries/:seq/proof.json', async (context) => {
    const seq = seqOf(context.req.param('seq'));
    const {
      by: _by,
      about: _about,
      purpose: _purpose,
      ...proof
    } = await proveEntry(home, context.get('page').who, seq);
    const whole = { ...proof, key: home.log.verifierKey };
    return context.body(`${JSON.stringify(whole, null, 2)}\n`, 200, {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': dispositionOf(`log-${seq}-proof.json`),
    });
  });
  routes.get('/log/entries/:seq', async (context) => {
    const page = context.get('page');
    const proof = await proveEntry(home, page.who, seqOf(context.req.param('seq')));
    return respond(context, <EntryPage page={page} proof={proof} />);
  });
  return routes;
}

async function showLog(home: Home, context: Context<WebEnv>): Promise<Response> {
  const page = context.get('page');
  const { seq, kind, before } = context.req.query();
  const state = await logState(home, page.who);
  const typed = (seq ?? '').normalize('NFKC').trim();
  const isThere = /^\d{1,15}$/.test(typed) && Number(typed) < state.size;
  if (isThere) return context.redirect(paths.entry(Number(typed)), 303);
  const asked = { kind: kind || undefined, before: before ? seqOf(before) : undefined };
  const entries = await listEntries(home, page.who, asked);
  const check = await findLogCheck(home);
  const missed = typed === '' ? undefined : typed;
  const status = missed === undefined ? 200 : 422;
  return respond(context, <LogPage {...{ page, state, check, entries, asked, missed }} />, status);
}

function seqOf(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new AppError('invalid', `“${text}”不是条目序号，请填 0 起的整数。`);
}
