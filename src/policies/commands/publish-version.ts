import type { Requester } from '../../access/model.ts';
import { actorText } from '../../core/actor.ts';
import { AppError } from '../../core/app-error.ts';
import { newId } from '../../core/ids.ts';
import { instantOf, localDateOf } from '../../core/month.ts';
import type { LedgerTx, Once } from '../../ledger/transact.ts';
import type { PublishVersion, RetirePolicy } from '../model.ts';
import { getPolicyRow, getVersions, type StoredVersion, versionsOf } from '../queries/versions.ts';
import { insertRetirement, policyKey, setInForce } from '../rows.ts';
import { demandInHouse, type Publication, publish, refuseFarDay, retire } from '../rules.ts';
import { indexedPolicy, type PolicyHome } from './policy-home.ts';

/**
 * Puts an approved version in force from a day on; the one before it ends on that day. Resolves to
 * its number.
 *
 * A first day in the past is taken, and the entry says so (`backdated`).
 * Errors: `forbidden`, `not-found`, `conflict`, `invalid` (before the last version's first day, or
 * years ahead).
 * Source: POL-03.
 */
export async function publishVersion(
  home: PolicyHome,
  who: Requester,
  input: PublishVersion,
  once?: Once,
): Promise<number> {
  const { ledger, catalogue, index } = home;
  demandInHouse(who, 'policy.publish', catalogue.document);
  const { timeZone } = catalogue.document;
  const { inForceFrom: from } = input;
  return ledger.transact(
    who.actor,
    async (tx) => {
      const { version, all } = await getVersions(tx.db, input);
      const today = localDateOf(tx.now, timeZone);
      const change =
        refuseFarDay(from, { today, field: 'inForceFrom' }) ?? publish(version, all, from);
      if (change instanceof AppError) throw change;
      await close(tx, all, change);
      const published = { by: actorText(who.actor), at: tx.now, from, adopted: false };
      await setInForce(tx.db, version.id, published);
      await index.put(tx.db, indexedPolicy(version, instantOf(from, timeZone)));
      const isBackdated = from < today;
      const facts = {
        version: version.version,
        sha256: version.sha256,
        inForceFrom: from,
        ...(isBackdated ? { backdated: true } : {}),
      };
      return {
        result: version.version,
        entries: [{ kind: 'policy.published', subject: version.code, facts }],
      };
    },
    once,
  );
}

/**
 * Ends a policy: `on` is the first day without it, and the reason stands in its history. Resolves to
 * the number of its last version.
 *
 * A day in the past is taken, and the entry says so (`backdated`).
 * Errors: `forbidden`, `not-found`, `conflict` (none in force), `invalid` (no reason, too early a day, or
 * years ahead).
 */
export async function retirePolicy(
  home: PolicyHome,
  who: Requester,
  input: RetirePolicy,
  once?: Once,
): Promise<number> {
  const { ledger, catalogue } = home;
  demandInHouse(who, 'policy.publish', catalogue.document);
  const id = newId('end', ledger.clock, ledger.entropy);
  const { reason } = input;
  return ledger.transact(
    who.actor,
    async (tx) => {
      const { code } = await getPolicyRow(tx.db, input.code);
      const all = await versionsOf(tx.db, code);
      const today = localDateOf(tx.now, catalogue.document.timeZone);
      const change = refuseFarDay(input.on, { today, field: 'on' }) ?? retire(all, input.on);
      if (change instanceof AppError) throw change;
      await close(tx, all, change, 'retired');
      const { version } = change.closes;
      const ended = all.find((one) => one.version === version);
      if (ended === undefined) throw new Error('invariant broken: what ends is a version');
      const by = actorText(who.actor);
      const retirement = { id, versionId: ended.id, on: input.on, reason, by };
      await insertRetirement(tx.db, retirement, { at: tx.now, seq: tx.seq });
      const isBackdated = input.on < today;
      const facts = {
        version,
        inForceUntil: input.on,
        ...(isBackdated ? { backdated: true } : {}),
      };
      const content = { id, keyName: policyKey, value: { reason } };
      return {
        result: version,
        entries: [{ kind: 'policy.retired', subject: code, content, facts }],
      };
    },
    once,
  );
}

async function close(
  { db }: LedgerTx,
  all: readonly StoredVersion[],
  change: Publication,
  status: 'published' | 'retired' = 'published',
): Promise<void> {
  const last = all.find(({ version }) => version === change.closes?.version);
  if (last === undefined || change.closes === undefined) return;
  await db
    .updateTable('policy_version_state')
    .set({ in_force_until: change.closes.until, status })
    .where('version_id', '=', last.id)
    .execute();
}
