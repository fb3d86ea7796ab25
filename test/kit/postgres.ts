import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { inject } from 'vitest';

/** A fresh, empty PostgreSQL database for one test; `drop` ends whoever is still connected. */
export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** How long connections that are being closed may take before `drop` ends them. Units: ms. */
const farewellMs = 2000;

/** Makes a fresh database on the run's PostgreSQL, which starts on the first call. */
export async function testDatabase(): Promise<TestDatabase> {
  const answer = await fetch(inject('postgresDoor'));
  const server = await answer.text();
  if (!answer.ok) throw new Error(server);
  const name = `anjuan_test_${randomBytes(8).toString('hex')}`;
  await withClient(server, (client) => client.query(`CREATE DATABASE ${name}`));
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => withClient(server, (client) => dropDatabase(client, name)) };
}

/** A closed pool's connections linger for a moment; cutting them off there would be an error. */
async function dropDatabase(client: pg.Client, name: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < farewellMs; waitedMs += 20) {
    const { rowCount } = await client.query('SELECT FROM pg_stat_activity WHERE datname = $1', [
      name,
    ]);
    if (rowCount === 0) break;
    await pause(20);
  }
  await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
}

async function withClient(url: string, use: (client: pg.Client) => Promise<unknown>) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}
