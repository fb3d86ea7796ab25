import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a test asks for PostgreSQL; the answer's text is the URL of the server. */
    postgresDoor: string;
  }
}

/**
 * Offers PostgreSQL to the whole run, and starts it when the first test asks for it, so that a run
 * without such a test pays nothing. `TEST_DATABASE_URL` names a server to use instead.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  let started: ReturnType<typeof startPostgres> | undefined;
  const door = createServer((_request, response) => {
    if (given !== undefined) {
      response.end(given);
      return;
    }
    started ??= startPostgres();
    started.then(
      (server) => response.end(server.url),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((listening) => door.listen(0, '127.0.0.1', listening));
  project.provide('postgresDoor', `http://127.0.0.1:${(door.address() as AddressInfo).port}`);
  return async () => {
    door.close();
    door.closeAllConnections();
    const server = await started?.catch(() => undefined);
    await server?.stop();
  };
}
