import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { pino } from 'pino';
import { AppError } from '../../core/app-error.ts';
import type { Entropy } from '../../core/ids.ts';
import { openApiRoutes } from './context.ts';
import type { WebEnv } from './env.ts';
import { faultOutline } from './fault-outline.ts';
import { takesFiles } from './file-paths.ts';
import { faultPage, isForMachines } from './page/faults.tsx';
import { faultOf, problemOf } from './problem.ts';
import { readAwayBody } from './unread-body.ts';
import { wholeAddress, wholeText } from './whole-text.ts';

/** The largest JSON body. Units: bytes. */
const maximumBodyBytes = 2 * 1024 * 1024;

const logger = pino({ level: 'error', serializers: { err: faultOutline } }, pino.destination(2));

/** An application with what every answer needs: an id, safe headers, limits, and errors in one form. */
export function newWebApp(entropy: Entropy) {
  const app = openApiRoutes();
  app.use(async (context, next) => {
    context.set('requestId', entropy.bytes(8).toString('hex'));
    await next();
  });
  // Without a referrer of its own site, a browser would not say either where a form comes from.
  app.use(secureHeaders({ referrerPolicy: 'same-origin' }));
  app.use((context, next) => (context.req.method === 'GET' ? next() : readAwayBody(context, next)));
  app.use(async (context, next) => {
    await next();
    // The answer to a HEAD has no body: a file opened for it is closed again.
    if (context.req.method === 'HEAD') await context.res.body?.cancel();
  });
  const limitBody = bodyLimit({
    maxSize: maximumBodyBytes,
    onError: (context) => {
      const error = new AppError('limit', '请求正文超过 2 MB，请分批提交。');
      return isForMachines(context.req.path)
        ? problemOf(context, error, 413)
        : faultPage(context, error, 413);
    },
  });
  app.use(wholeAddress);
  app.use(unlessFile(limitBody));
  app.use(unlessFile(wholeText));
  app.onError((error, context) => {
    if (!(error instanceof AppError || error instanceof HTTPException || isGone(error))) {
      const { path, method } = context.req;
      const requestId = context.get('requestId');
      logger.error({ err: error, requestId, method, path }, 'fault');
    }
    return isForMachines(context.req.path) ? faultOf(context, error) : faultPage(context, error);
  });
  app.notFound((context) => {
    const error = new AppError('not-found', `没有这个地址：${context.req.path}`);
    return isForMachines(context.req.path) ? problemOf(context, error) : faultPage(context, error);
  });
  return app;
}

/** A door for what comes as text; a GET has no body, and looking for one costs as much as an answer. */
function unlessFile(door: MiddlewareHandler<WebEnv>): MiddlewareHandler<WebEnv> {
  return (context, next) => {
    const { method, path } = context.req;
    const isFile = takesFiles(path) && !isTyped(context);
    return method === 'GET' || isFile ? next() : door(context, next);
  };
}

/** Whether a page's form comes without files: then it is text, wherever it is sent. */
function isTyped(context: Context<WebEnv>): boolean {
  const type = context.req.header('content-type') ?? '';
  return /^application\/x-www-form-urlencoded\b/i.test(type) && !isForMachines(context.req.path);
}

/** Whether it was the client who went away in the middle of a request: no fault of ours. */
function isGone(error: Error): boolean {
  return error.message === 'aborted' && 'code' in error && error.code === 'ECONNRESET';
}
