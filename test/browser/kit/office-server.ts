import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { buildApp } from '../../../src/app.ts';
import { type engines, type Office, openOffice } from '../../web/office.ts';
import { type Furniture, furnish } from './furnish.ts';

/** A server on a free port of the loopback. */
export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

/** An office with its people (each with `passwordOf`), served to browsers. */
export interface OfficeServer extends Served {
  readonly office: Office;
  /** What it was furnished with. Errors: throws if it was not. */
  furniture(): Furniture;
}

type Fetch = Parameters<typeof serve>[0]['fetch'];

/** Serves anything that answers requests. */
export async function serveFetch(fetch: Fetch): Promise<Served> {
  const server = serve({ fetch, hostname: '127.0.0.1', port: 0 });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', () => resolve());
    server.once('error', reject);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

/** Opens a new office at `testNow` and serves it; `furnished` gives it a month of work. */
export async function openOfficeServer(
  options: { readonly engine?: (typeof engines)[number]; readonly furnished?: boolean } = {},
): Promise<OfficeServer> {
  const office = await openOffice(options.engine);
  const furniture = options.furnished === true ? await furnish(office) : undefined;
  const served = await serveFetch(buildApp(office.home).fetch);
  return {
    office,
    url: served.url,
    furniture() {
      if (furniture === undefined) throw new Error('the office is opened without { furnished }');
      return furniture;
    },
    async close() {
      await served.close();
      await office.close();
    },
  };
}
