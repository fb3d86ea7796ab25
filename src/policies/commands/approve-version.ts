import type { Requester } from '../../access/model.ts';
import { actorText } from '../../core/actor.ts';
import { answered, type Outcome, refusedOutcome } from '../../ledger/outcome.ts';
import type { Once, Recorded } from '../../ledger/transact.ts';
import type { ApproveVersion, SubmitVersion } from '../model.ts';
import { getVersions } from '../queries/versions.ts';
import { approve, demandInHouse, submit } from '../rules.ts';
import type { PolicyHome } from './policy-home.ts';

/**
 * Hands a draft in for approval. Resolves to its number.
 *
 * Errors: `forbidden`, `not-found`, `conflict` (it is no draft any more).
 */
export async function submitVersion(
  home: PolicyHome,
  who: Requester,
  input: SubmitVersion,
  once?: Once,
): Promise<number> {
  demandInHouse(who, 'policy.write', home.catalogue.document);
  return home.ledger.transact(
    who.actor,
    async ({ db, now }) => {
      const { version } = await getVersions(db, input);
      const wrong = submit(version);
      if (wrong !== undefined) throw wrong;
      await db
        .updateTable('policy_version_state')
        .set({ status: 'in-review', submitted_by: actorText(who.actor), submitted_at: now })
        .where('version_id', '=', version.id)
        .execute();
      const facts = { version: version.version, sha256: version.sha256 };
      return {
        result: version.version,
        entries: [{ kind: 'policy.submitted', subject: version.code, facts }],
      };
    },
    once,
  );
}

/**
 * Approves a version that was handed in. Resolves to its number; a refused attempt leaves an entry.
 *
 * Errors: `forbidden` (no such right, the writer, the operator), `not-found`, `conflict` (not handed
 * in), `stale-version` (the text has changed since), `tampered`. Source: POL-03.
 */
export async function approveVersion(
  home: PolicyHome,
  who: Requester,
  input: ApproveVersion,
  once?: Once,
): Promise<number> {
  const { document } = home.catalogue;
  const outcome = await home.ledger.transact(
    who.actor,
    async ({ db, now }): Promise<Recorded<Outcome<number>>> => {
      const { version, all } = await getVersions(db, input);
      const latest = all.at(-1)?.version ?? version.version;
      const wrong = approve(version, who, { latest, read: input.sha256, document });
      const facts = { version: version.version, sha256: version.sha256 };
      const entry = { subject: version.code, facts };
      if (wrong !== undefined) {
        return refusedOutcome(wrong, { ...entry, kind: 'policy.approval-refused' });
      }
      await db
        .updateTable('policy_version_state')
        .set({ status: 'approved', approved_by: actorText(who.actor), approved_at: now })
        .where('version_id', '=', version.id)
        .execute();
      return {
        result: { done: version.version },
        entries: [{ ...entry, kind: 'policy.approved' }],
      };
    },
    once,
  );
  return answered(outcome);
}
