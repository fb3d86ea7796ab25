import { type Context, Hono } from 'hono';
import { demand } from '../../access/rules.ts';
import { draftOf } from '../../bundles/queries.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import type { Once } from '../../ledger/transact.ts';
import { beginSealing } from '../kit/begin-binding.ts';
import { getMonth } from '../kit/bindings.ts';
import type { WebEnv } from '../kit/env.ts';
import { confirmOwn } from '../kit/own-signature.ts';
import { type Done, formRoute } from '../kit/page/form.ts';
import { paths } from '../kit/page/paths.ts';
import type { Typed } from '../kit/page/typed.ts';
import { confirmSecond, demandOfSecond } from '../kit/second-signature.ts';
import { isStopped } from './marks.tsx';
import { findFirstSignature, refuseWithoutReasons } from './reasons.ts';
import { SealPage } from './seal-page.tsx';
import { monthWords } from './words.ts';

/** The page on which a month is signed for, by one person after another or by two at one desk. */
export function sealRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  formRoute(routes, home, '/months/:month/seal', {
    defaults: async (context) => {
      const asked = askedMonth(context);
      const first = await findFirstSignature(home, asked);
      return Object.fromEntries(
        Object.entries(first?.reasons ?? {}).map(([code, reason]) => [`reasons.${code}`, reason]),
      );
    },
    show: async (context, form) => {
      const asked = askedMonth(context);
      demand(form.page.who, 'bundle.seal', { site: asked.site });
      const draft = await draftOf(home, asked);
      if (draft === undefined) {
        throw new AppError('sealed', `${asked.month} 已经封卷，之后也没有补录的记录。`);
      }
      const first = await findFirstSignature(home, asked);
      return <SealPage form={form} draft={draft} first={first} />;
    },
    submit: (context, typed, once) => sign(home, context, typed, once),
  });
  return routes;
}

/** The month that an address names, at the site that is shown. */
export function askedMonth(context: Context<WebEnv>): { site: string; month: string } {
  return { site: context.get('page').site, month: context.req.param('month') ?? '' };
}

async function sign(home: Home, context: Context<WebEnv>, typed: Typed, once: Once): Promise<Done> {
  const page = context.get('page');
  const asked = askedMonth(context);
  demand(page.who, 'bundle.seal', { site: asked.site });
  const line = await getMonth(home, asked.site, asked.month);
  // Sent twice, the second time only leads to what the first one began.
  if (line.state === 'running' && !isStopped(page, line)) return { to: paths.month(asked.month) };
  const reasons = reasonsIn(typed);
  await confirmOwn(home.sessions, page.who, typed.text('password'));
  const username = typed.get('approver.username');
  const second =
    username === ''
      ? undefined
      : await confirmSecond(home.sessions, { username, password: typed.text('approver.password') });
  if (second !== undefined) demandOfSecond(second, 'bundle.seal', asked);
  const input = { ...asked, reasons, second };
  await refuseWithoutReasons(home, input);
  const state = await beginSealing(home, page.who, input, once);
  const say = monthWords(page.lang);
  const flash = { proposed: 'signedFirst', running: 'started', done: 'doneFlash' } as const;
  return { to: paths.month(asked.month), flash: say(flash[state]) };
}

function reasonsIn(typed: Typed): Record<string, string> {
  return Object.fromEntries(
    typed.fields.flatMap(([name, text]) =>
      name.startsWith('reasons.') ? [[name.slice('reasons.'.length), text.trim()]] : [],
    ),
  );
}
