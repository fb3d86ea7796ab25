import type { Requester } from '../../access/model.ts';
import { actorText } from '../../core/actor.ts';
import { AppError } from '../../core/app-error.ts';
import { digestOf } from '../../core/digest.ts';
import { instantOf, localDateOf } from '../../core/month.ts';
import type { EntryDraft } from '../../ledger/entry.ts';
import type { Once } from '../../ledger/transact.ts';
import type { AdoptTogether } from '../model.ts';
import { type StoredVersion, versionsOf } from '../queries/versions.ts';
import { setInForce } from '../rows.ts';
import { demandInHouse } from '../rules.ts';
import { indexedPolicy, type PolicyHome } from './policy-home.ts';

/**
 * Brings the named policies, none of which was ever published, into force in one go: `who` publishes
 * and `second`, who has signed beside them, approves. The day may be past; each is marked as adopted.
 * Resolves to their codes.
 *
 * Errors: `forbidden` (a right is missing, or the second signer is the first or a writer), `invalid`
 * (a day ahead), `not-found`, `conflict` (one has been published meanwhile), `tampered`.
 * Source: POL-03.
 */
export async function adoptTogether(
  home: PolicyHome,
  signers: { readonly who: Requester; readonly second: Requester },
  input: AdoptTogether,
  once?: Once,
): Promise<readonly string[]> {
  const { who, second } = signers;
  const { document } = home.catalogue;
  demandInHouse(who, 'policy.publish', document);
  demandInHouse(second, 'policy.approve', document);
  if (second.actor.kind !== 'person' || actorText(second.actor) === actorText(who.actor)) {
    throw notAnother('第二位签字人须是另一位主管以上人员。');
  }
  return home.ledger.transact(
    who.actor,
    async ({ db, now }) => {
      if (input.from > localDateOf(now, document.timeZone)) {
        throw new AppError('invalid', '整批启用的生效日不能晚于今天。', {
          problems: [{ field: 'from', rule: 'range', message: '请填今天或以前的日期' }],
        });
      }
      const entries: EntryDraft[] = [];
      for (const code of input.codes) {
        const last = adoptable(await versionsOf(db, code), { code, second });
        if (last.status !== 'approved') {
          await db
            .updateTable('policy_version_state')
            .set({ approved_by: actorText(second.actor), approved_at: now })
            .where('version_id', '=', last.id)
            .execute();
        }
        const by = actorText(who.actor);
        await setInForce(db, last.id, { by, at: now, from: input.from, adopted: true });
        const at = instantOf(input.from, document.timeZone);
        await home.index.put(db, indexedPolicy(last, at));
        const { version, sha256 } = last;
        const approvedBy = last.approvedBy ?? actorText(second.actor);
        const facts = { version, sha256, inForceFrom: input.from, adopted: true, approvedBy };
        entries.push({ kind: 'policy.published', subject: code, facts });
      }
      const [first, ...others] = entries;
      if (first === undefined) throw new Error('invariant broken: an adoption takes a policy');
      return { result: [...input.codes], entries: [first, ...others] };
    },
    once,
  );
}

/** The newest version of a policy that may be adopted by these two. */
function adoptable(
  versions: readonly StoredVersion[],
  { code, second }: { code: string; second: Requester },
): StoredVersion {
  const last = versions.at(-1);
  if (last === undefined) throw new AppError('not-found', `${code} 还没有正文。`);
  if (versions.some(({ inForceFrom }) => inForceFrom !== null)) {
    throw new AppError('conflict', `${code} 已有发布的版本，请从名单里去掉再办。`);
  }
  if (digestOf(last.text) !== last.sha256) {
    throw new AppError('tampered', `${code} 的正文与写成时的摘要不符，不能启用。`);
  }
  if (last.writtenBy === actorText(second.actor) && last.status !== 'approved') {
    throw notAnother(`${code} 是这位签字人自己写的，请另一位主管以上人员签字。`);
  }
  return last;
}

function notAnother(message: string): AppError {
  return new AppError('forbidden', message, {
    problems: [{ field: 'approver', rule: 'second-person', message }],
  });
}
