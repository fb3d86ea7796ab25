import type { Requester } from '../../access/model.ts';
import { actorText } from '../../core/actor.ts';
import { AppError } from '../../core/app-error.ts';
import { instantOf, localDateOf } from '../../core/month.ts';
import type { EntryDraft } from '../../ledger/entry.ts';
import type { LedgerTx } from '../../ledger/transact.ts';
import type { AdoptionReport, AdoptPolicies } from '../model.ts';
import { allVersions, type StoredVersion } from '../queries/versions.ts';
import { setInForce } from '../rows.ts';
import { demandInHouse, refuseFarDay } from '../rules.ts';
import { indexedPolicy, type PolicyHome } from './policy-home.ts';

/**
 * Brings policies of which no version was ever published into force in one go, from a day that may
 * be past, marked as adopted.
 *
 * Signed in, only versions that another person has approved are taken. The operator at the machine,
 * setting up a trial home, may take drafts too; each is an exception that the report and the entry
 * name. Errors: `forbidden`, `invalid` (a day years ahead).
 */
export async function adoptPolicies(
  home: PolicyHome,
  who: Requester,
  input: AdoptPolicies,
): Promise<AdoptionReport> {
  demandInHouse(who, 'policy.publish', home.catalogue.document);
  const today = localDateOf(home.ledger.clock.now(), home.catalogue.document.timeZone);
  const far = refuseFarDay(input.from, { today, field: 'from' });
  if (far !== undefined) throw far;
  const isTrial = who.actor.kind === 'operator';
  const groups = Map.groupBy(await allVersions(home.ledger.store.read), ({ code }) => code);
  const newest: StoredVersion[] = [];
  const skipped: { code: string; reason: string }[] = [];
  for (const [code, versions] of groups) {
    const reason = whyNot(versions, isTrial);
    const last = versions.at(-1);
    if (reason !== undefined) skipped.push({ code, reason });
    else if (last !== undefined) newest.push(last);
  }
  const adopted = newest.length === 0 ? [] : await adopt(home, who, { versions: newest, ...input });
  const unapproved = newest
    .filter(({ status, code }) => status !== 'approved' && adopted.includes(code))
    .map(({ code }) => code);
  const exceptions =
    unapproved.length === 0
      ? []
      : [`${unapproved.length} 项由本机操作员一人启用，未经第二人批准：${unapproved.join('、')}`];
  return { from: input.from, adopted: [...adopted], skipped, exceptions };
}

function whyNot(versions: readonly StoredVersion[], isTrial: boolean): string | undefined {
  if (versions.some(({ inForceFrom }) => inForceFrom !== null)) return '已有发布的版本';
  const isApproved = versions.at(-1)?.status === 'approved';
  return isApproved || isTrial ? undefined : '尚未经另一人批准';
}

function adopt(
  home: PolicyHome,
  who: Requester,
  wish: { versions: readonly StoredVersion[]; from: string },
): Promise<readonly string[]> {
  return home.ledger.transact(who.actor, async (tx) => {
    const meanwhile = await allVersions(tx.db);
    for (const { id, status } of wish.versions) {
      if (meanwhile.find((one) => one.id === id)?.status === status) continue;
      throw new AppError('conflict', '启用时有制度正被他人处理，请再办一次。');
    }
    const entries: EntryDraft[] = [];
    for (const version of wish.versions) {
      entries.push(await adoptOne(home, tx, who, { version, from: wish.from }));
    }
    const [first, ...others] = entries;
    if (first === undefined) throw new Error('invariant broken: an adoption takes a policy');
    return { result: wish.versions.map(({ code }) => code), entries: [first, ...others] };
  });
}

async function adoptOne(
  home: PolicyHome,
  { db, now }: LedgerTx,
  who: Requester,
  { version, from }: { version: StoredVersion; from: string },
): Promise<EntryDraft> {
  await setInForce(db, version.id, { by: actorText(who.actor), at: now, from, adopted: true });
  const at = instantOf(from, home.catalogue.document.timeZone);
  await home.index.put(db, indexedPolicy(version, at));
  const facts = {
    version: version.version,
    sha256: version.sha256,
    inForceFrom: from,
    adopted: true,
    ...(version.status === 'approved' ? {} : { exception: 'no-second-person' }),
  };
  return { kind: 'policy.published', subject: version.code, facts };
}
