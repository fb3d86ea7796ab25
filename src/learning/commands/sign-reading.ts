import type { Requester } from '../../access/model.ts';
import { AppError, assert } from '../../core/app-error.ts';
import { localDateOf } from '../../core/month.ts';
import type { Home } from '../../home/open.ts';
import type { EntryDraft } from '../../ledger/entry.ts';
import type { Once } from '../../ledger/transact.ts';
import { getVersions } from '../../policies/queries/versions.ts';
import { demandInHouse } from '../../policies/rules.ts';
import type { Reader } from '../../store/tables.ts';
import type { SignReadings } from '../model.ts';
import { insertLearned } from '../rows.ts';
import { maySign } from '../rules.ts';

type SigningHome = Pick<Home, 'ledger' | 'catalogue' | 'sessions'>;
type Reading = SignReadings['readings'][number];

/**
 * Signs that the one who asks has read some texts and understood them, by their own password once
 * more. Each is the version in force, or one that is published ahead of its day, and the text that
 * was read is the text that is signed. Resolves to what was signed; what they had learned before
 * stands as it was. Nobody signs for another.
 *
 * Errors: `forbidden` (not a person), `invalid` (wrong password), `limit`, `not-found`,
 * `stale-version` (superseded), `conflict` (draft, retired, another text, all learned before).
 * Source: POL-10.
 */
export async function signReading(
  home: SigningHome,
  who: Requester,
  input: SignReadings,
  { password }: { readonly password: string },
  once?: Once,
): Promise<{ code: string; version: number }[]> {
  const { actor } = who;
  const { document } = home.catalogue;
  if (actor.kind !== 'person') {
    throw new AppError('forbidden', '学习须由本人登录签字，本机操作员不能代签。');
  }
  demandInHouse(who, 'policy.read', document);
  await confirmOwn(home, actor.username, password);
  const readings = [...new Map(input.readings.map((one) => [keyOf(one), one])).values()];
  return home.ledger.transact(
    actor,
    async ({ db, now, seq }) => {
      const today = localDateOf(now, document.timeZone);
      const entries: EntryDraft[] = [];
      const signed: { code: string; version: number }[] = [];
      for (const reading of readings) {
        await refuseUnread(db, { reading, today, at: input.readings.indexOf(reading) });
        const { code, version, sha256 } = reading;
        const fact = { person: actor.id, code, version, how: 'reading', source: '' } as const;
        if (!(await insertLearned(db, fact, { at: now, seq: seq + entries.length }))) continue;
        signed.push({ code, version });
        const facts = { code, version, sha256, person: actor.id };
        entries.push({ kind: 'policy.learned', subject: code, facts });
      }
      const [first, ...others] = entries;
      if (first === undefined) {
        throw new AppError('conflict', '您已学过并签过字，不用再签。');
      }
      assert(signed.length === entries.length, 'each reading has its entry');
      return { result: signed, entries: [first, ...others] };
    },
    once,
  );
}

/** A text by what was read of it: two digests of one version are two texts, of which one is wrong. */
function keyOf({ code, version, sha256 }: Reading): string {
  return `${code} ${version} ${sha256}`;
}

/** Throws what stands against signing one text, saying which of those handed in it is. */
async function refuseUnread(
  db: Reader,
  { reading, today, at }: { reading: Reading; today: string; at: number },
): Promise<void> {
  const { version, all } = await getVersions(db, reading);
  const { code, sha256 } = reading;
  const refusal = maySign(version, all, { code, sha256, today });
  if (refusal === undefined) return;
  throw new AppError(refusal.code, refusal.message, {
    problems: [{ field: `readings.${at}`, rule: 'signature', message: refusal.message }],
  });
}

/** The signer's own password once more. Errors: `invalid` at field `password`; `limit`. */
async function confirmOwn(
  { sessions }: Pick<SigningHome, 'sessions'>,
  username: string,
  password: string,
): Promise<void> {
  try {
    await sessions.confirm(username, password);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'unauthenticated') throw error;
    throw new AppError('invalid', '密码不对，没有签字。', {
      problems: [{ field: 'password', rule: 'signature', message: '请重新输入您自己的密码' }],
      cause: error,
    });
  }
}
