import type { Requester } from '../../src/access/model.ts';
import { digestOf } from '../../src/core/digest.ts';
import type { Home } from '../../src/home/open.ts';
import { signReading } from '../../src/learning/commands/sign-reading.ts';
import { ownLearning } from '../../src/learning/queries/person-learning.ts';
import { addPolicy } from '../../src/policies/commands/add-policy.ts';
import { publishVersion } from '../../src/policies/commands/publish-version.ts';
import { tiePost } from '../../src/policies/commands/tie-post.ts';
import { allVersions } from '../../src/policies/queries/versions.ts';
import { approvedVersion, publisher, writer } from '../policies/house.ts';

/** A text in force, as its reader has it. */
export interface TaughtText {
  readonly code: string;
  readonly version: number;
  readonly sha256: string;
}

/** Adds a policy of the handbook and puts its first version in force. */
export async function taughtPolicy(
  home: Home,
  policy: { readonly title: string; readonly from: string; readonly post?: string },
): Promise<TaughtText> {
  const { title, from, post } = policy;
  const added = { title, posted: false, department: '客服部' };
  const code = await addPolicy(home, writer, added);
  if (post !== undefined) await tiePost(home, writer, { code, post });
  return taughtVersion(home, code, { from, text: `# ${title}\n\n照此办理。\n` });
}

/** Publishes the next version of a policy. */
export async function taughtVersion(
  home: Home,
  code: string,
  next: { readonly from: string; readonly text: string },
): Promise<TaughtText> {
  const version = await approvedVersion(home, code, next.text);
  await publishVersion(home, publisher, { code, version, inForceFrom: next.from });
  return { code, version, sha256: digestOf(next.text) };
}

/** The letters that wait, by their address. */
export async function lettersOf(home: Pick<Home, 'store'>) {
  const rows = await home.store.read.selectFrom('outbox').select('payload').execute();
  return rows.map(({ payload }) => {
    return JSON.parse(payload) as { to: string[]; subject: string; text: string };
  });
}

/** Reads and signs all that somebody owes. */
export async function learnEverything(
  home: Home,
  who: Requester,
  password: string,
): Promise<TaughtText[]> {
  const { owed } = await ownLearning(home, who);
  const versions = await allVersions(home.store.read);
  const readings = owed.flatMap(({ code, version }) => {
    const text = versions.find((one) => one.code === code && one.version === version);
    return text === undefined ? [] : [{ code, version, sha256: text.sha256 }];
  });
  await signReading(home, who, { readings }, { password });
  return readings;
}
