import type { Requester } from '../../access/model.ts';
import { actorText } from '../../core/actor.ts';
import { AppError } from '../../core/app-error.ts';
import { newId } from '../../core/ids.ts';
import type { Once } from '../../ledger/transact.ts';
import type { ReturnVersion } from '../model.ts';
import { getVersions } from '../queries/versions.ts';
import { policyKey } from '../rows.ts';
import { demandInHouse } from '../rules.ts';
import type { PolicyHome } from './policy-home.ts';

/**
 * Sends a version that waits for approval back to its writer, with the reason; it is a draft again.
 * Resolves to its number.
 *
 * Errors: `forbidden`, `not-found`, `conflict` (not under review). Source: POL-03.
 */
export async function returnVersion(
  home: PolicyHome,
  who: Requester,
  input: ReturnVersion,
  once?: Once,
): Promise<number> {
  const { ledger, catalogue } = home;
  demandInHouse(who, 'policy.approve', catalogue.document);
  const id = newId('ret', ledger.clock, ledger.entropy);
  const { reason } = input;
  return ledger.transact(
    who.actor,
    async ({ db, now, seq }) => {
      const { version } = await getVersions(db, input);
      if (version.status !== 'in-review') {
        throw new AppError('conflict', `第 ${version.version} 版不在审批中，不能退回。`);
      }
      await db
        .updateTable('policy_version_state')
        .set({ status: 'draft', submitted_by: null, submitted_at: null })
        .where('version_id', '=', version.id)
        .execute();
      await db
        .insertInto('policy_return')
        .values({
          id,
          version_id: version.id,
          reason,
          returned_by: actorText(who.actor),
          returned_at: now,
          entry_seq: seq,
        })
        .execute();
      const content = { id, keyName: policyKey, value: { reason } };
      const facts = { version: version.version, sha256: version.sha256 };
      return {
        result: version.version,
        entries: [{ kind: 'policy.returned', subject: version.code, content, facts }],
      };
    },
    once,
  );
}
