import type { Requester } from '../../access/model.ts';
import { actorText } from '../../core/actor.ts';
import { AppError } from '../../core/app-error.ts';
import { newId } from '../../core/ids.ts';
import type { Once } from '../../ledger/transact.ts';
import type { WriteVersion } from '../model.ts';
import { refuseBrokenPrices } from '../price-list.ts';
import { getPolicyRow, versionsOf } from '../queries/versions.ts';
import { insertSource, insertVersion, policyKey, type WordSource } from '../rows.ts';
import { demandInHouse } from '../rules.ts';
import { indexedPolicy, type PolicyHome } from './policy-home.ts';

/**
 * Writes the next version of a policy as a draft; a mistake in it is mended by the next one.
 *
 * `source` is the Word file that its text was made from. Resolves to its number.
 * Errors: `forbidden`, `not-found`, `invalid` (no reason from version 2 on, a price list that cannot
 * be read), `stale-version` (somebody wrote another one on the same base).
 * Source: POL-03, POL-04.
 */
export async function writeVersion(
  home: PolicyHome,
  who: Requester,
  input: WriteVersion,
  once?: Once,
  source?: WordSource,
): Promise<number> {
  const { ledger, catalogue, index } = home;
  demandInHouse(who, 'policy.write', catalogue.document);
  const id = newId('ver', ledger.clock, ledger.entropy);
  const { code, text, reason = '' } = input;
  const broken = refuseBrokenPrices(text);
  if (broken !== undefined) throw broken;
  return ledger.transact(
    who.actor,
    async ({ db, now, seq }) => {
      const { title } = await getPolicyRow(db, code);
      const before = await versionsOf(db, code);
      const version = (before.at(-1)?.version ?? 0) + 1;
      if (input.base !== undefined && input.base !== version - 1)
        throw writtenMeanwhile(version - 1);
      if (version > 1 && reason.trim() === '') throw reasonMissing();
      const draft = { id, code, version, text, reason, writtenBy: actorText(who.actor) };
      const sha256 = await insertVersion(db, draft, { at: now, seq });
      // What is found is what is in force; drafts are found only while there is nothing else.
      if (!before.some(({ inForceFrom }) => inForceFrom !== null)) {
        await index.put(db, indexedPolicy({ code, title, text }, now));
      }
      if (source !== undefined) {
        const blind = ledger.keyring.blind(source.file.sha256);
        await insertSource(db, id, { source, blind });
      }
      const origin = source && { name: source.name, sha256: source.file.sha256 };
      const value = origin === undefined ? { reason } : { reason, source: origin };
      const content = { id, keyName: policyKey, value };
      const facts = { version, sha256 };
      return {
        result: version,
        entries: [{ kind: 'policy.version-written', subject: code, content, facts }],
      };
    },
    once,
  );
}

function writtenMeanwhile(version: number): AppError {
  return new AppError(
    'stale-version',
    `您动笔以后，第 ${version} 版已经写成。您的文字还在，请对照新版再定稿。`,
  );
}

function reasonMissing(): AppError {
  return new AppError('invalid', '从第 2 版起须写明修订理由。', {
    problems: [{ field: 'reason', rule: 'required', message: '请写明为什么修订' }],
  });
}
