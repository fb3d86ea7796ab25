import { onTestFinished } from 'vitest';
import type { Requester, Role } from '../../src/access/model.ts';
import { openHome } from '../../src/home/open.ts';
import { addPolicy } from '../../src/policies/commands/add-policy.ts';
import { approveVersion, submitVersion } from '../../src/policies/commands/approve-version.ts';
import type { PolicyHome } from '../../src/policies/commands/policy-home.ts';
import { publishVersion } from '../../src/policies/commands/publish-version.ts';
import { writeVersion } from '../../src/policies/commands/write-version.ts';
import { countedEntropy } from '../kit/entropy.ts';
import { freshHome } from '../kit/home.ts';
import { testDatabase } from '../kit/postgres.ts';
import { testClock } from '../kit/time.ts';

export const engines = ['sqlite', 'postgres'] as const;

/** An empty home on one engine, with a clock that the test moves. */
export async function openTestHome(engine: (typeof engines)[number]) {
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

export function person(username: string, ...roles: Role[]): Requester {
  return {
    actor: { kind: 'person', id: `person_${username}`, username },
    name: username,
    roles: roles.map((role) => ({ site: 'A', role })),
  };
}

export const writer = person('xu', 'administration');
export const approver = person('wu', 'manager');
export const publisher = person('admin', 'admin');
export const clerk = person('wang', 'clerk');
export const operator: Requester = {
  actor: { kind: 'operator', osUser: 'root' },
  name: '本机操作员',
  roles: [],
};

/** Adds a ※ policy that must hang at reception and at the gate. */
export function addPosted(home: PolicyHome, code = 'ZD-04') {
  const places = ['front-desk', 'gate'];
  const policy = { code, title: '首问负责制', posted: true, department: '客服部', places };
  return addPolicy(home, writer, policy);
}

/** Writes the next version and brings it as far as approval. Resolves to its number. */
export async function approvedVersion(home: PolicyHome, code: string, text: string) {
  const version = await writeVersion(home, writer, { code, text, reason: '按实际修订' });
  await submitVersion(home, writer, { code, version });
  return approveVersion(home, approver, { code, version });
}

/** Writes the next version and puts it in force from a day on. Resolves to its number. */
export async function publishedVersion(home: PolicyHome, code: string, from: string) {
  const version = await approvedVersion(home, code, `自 ${from} 起照此办理。\n`);
  return publishVersion(home, publisher, { code, version, inForceFrom: from });
}
