import { addPolicy } from '../../src/policies/commands/add-policy.ts';
import { approveVersion, submitVersion } from '../../src/policies/commands/approve-version.ts';
import type { PolicyHome } from '../../src/policies/commands/policy-home.ts';
import { publishVersion } from '../../src/policies/commands/publish-version.ts';
import { writeVersion } from '../../src/policies/commands/write-version.ts';
import { person } from '../kit/open-home.ts';

export const writer = person('xu', 'administration');
export const approver = person('wu', 'manager');
export const publisher = person('admin', 'admin');
export const clerk = person('wang', 'clerk');
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
