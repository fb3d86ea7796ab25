import type { IncomingMessage } from 'node:http';
import type { MiddlewareHandler } from 'hono';
import type { WebEnv } from './env.ts';

/** What is still read of a body that nobody wanted. Units: bytes, milliseconds. */
const mostReadAway = { bytes: 8 * 1024 * 1024, wait: 2_000 };

/**
 * Reads away what a refused request still sends, before it is answered: otherwise the server would
 * cut the connection under whatever the client sends next on it.
 */
export const readAwayBody: MiddlewareHandler<WebEnv> = async function readAwayDoor(context, next) {
  await next();
  // No socket, no connection to keep: the application can be asked without one.
  const { incoming } = (context.env ?? {}) as { readonly incoming?: IncomingMessage };
  if (incoming === undefined || incoming.readableEnded || incoming.destroyed) return;
  if (Number(incoming.headers['content-length'] ?? 0) > mostReadAway.bytes) return;
  await readAway(incoming);
};

function readAway(incoming: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let size = 0;
    const timer = setTimeout(done, mostReadAway.wait);
    const goOn = () => incoming.resume();
    function count(chunk: Buffer): void {
      size += chunk.length;
      if (size > mostReadAway.bytes) done();
    }
    function done(): void {
      clearTimeout(timer);
      incoming.off('pause', goOn).off('data', count);
      incoming.off('end', done).off('close', done).off('error', done);
      resolve();
    }
    // Whoever began to read may have stopped it where their own buffer was full.
    incoming.on('pause', goOn).on('data', count);
    incoming.on('end', done).on('close', done).on('error', done);
    incoming.resume();
  });
}
