import { onTestFinished } from 'vitest';
import type { Requester, Role } from '../../src/access/model.ts';
import { openHome } from '../../src/home/open.ts';
import { countedEntropy } from './entropy.ts';
import { freshHome } from './home.ts';
import { testDatabase } from './postgres.ts';
import { testClock } from './time.ts';

export const engines = ['sqlite', 'postgres'] as const;
export type TestEngine = (typeof engines)[number];

/** An empty home on one engine, with a clock that the test moves. */
export async function openTestHome(engine: TestEngine) {
  const clock = testClock();
  const database = engine === 'postgres' ? await testDatabase() : undefined;
  const home = await openHome({
    path: freshHome(),
    clock,
    entropy: countedEntropy(),
    ...(database === undefined ? {} : { databaseUrl: database.url }),
  });
  onTestFinished(async () => {
    await home.close();
    await database?.drop();
  });
  return { home, clock };
}

/** Somebody who holds these roles at site A. */
export function person(username: string, ...roles: Role[]): Requester {
  return {
    actor: { kind: 'person', id: `person_${username}`, username },
    name: username,
    roles: roles.map((role) => ({ site: 'A', role })),
  };
}

export const operator: Requester = {
  actor: { kind: 'operator', osUser: 'root' },
  name: '本机操作员',
  roles: [],
};
