import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { AppError } from '../../../core/app-error.ts';
import { openAssets } from '../assets.ts';
import type { WebEnv } from '../env.ts';
import { statusOf } from '../problem.ts';
import { titleOfError } from '../ui/form-summary.tsx';
import { faultWords } from './fault-words.ts';
import { Frame } from './frame.tsx';
import { paths } from './paths.ts';
import { PlainPage } from './plain-page.tsx';
import { respond } from './respond.ts';
import { langOf } from './session-cookie.ts';

/** Whether an address belongs to the API and the machines, which are answered with JSON. */
export function isForMachines(path: string): boolean {
  return /^\/(api|assets|health|ready|metrics)(\/|$)/.test(path);
}

/** What went wrong, as a page that says what to do; an unforeseen fault shows a number to quote. */
export async function faultPage(
  context: Context<WebEnv>,
  error: unknown,
  as?: ContentfulStatusCode,
): Promise<Response> {
  const page = context.get('page');
  const lang = page?.lang ?? langOf(context);
  const say = faultWords(lang);
  const known = error instanceof AppError ? error : undefined;
  const isBroken = error instanceof HTTPException && error.status < 500;
  const fault = error instanceof HTTPException ? error.status : 500;
  const status = as ?? (known ? statusOf(known.code) : fault);
  const title =
    known === undefined && !isBroken ? say('fault') : titleOfError(known?.code ?? 'usage', lang);
  const body = (
    <div class="fault">
      {known === undefined ? (
        <p>{say(isBroken ? 'brokenHelp' : 'faultHelp')}</p>
      ) : (
        <p lang="zh-CN">{known.message}</p>
      )}
      {known?.code === 'forbidden' ? <p>{say('forbiddenHelp')}</p> : null}
      <p class="quiet">{say('requestNumber', { number: context.get('requestId') ?? '' })}</p>
      <p>
        <a href={paths.home()}>{say('back')}</a>
      </p>
    </div>
  );
  if (page !== undefined) {
    return respond(
      context,
      <Frame page={page} title={title}>
        {body}
      </Frame>,
      status,
    );
  }
  const assets = await openAssets();
  return respond(
    context,
    <PlainPage assets={assets} lang={lang} title={title}>
      {body}
    </PlainPage>,
    status,
  );
}
