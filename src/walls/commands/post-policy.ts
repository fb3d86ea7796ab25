import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { actorText } from '../../core/actor.ts';
import { AppError } from '../../core/app-error.ts';
import { newId } from '../../core/ids.ts';
import { type LocalDate, localDateOf } from '../../core/month.ts';
import type { Once } from '../../ledger/transact.ts';
import { getPolicyRow, type StoredVersion, versionsOf } from '../../policies/queries/versions.ts';
import { policyKey } from '../../policies/rows.ts';
import { isInForce, statusOn } from '../../policies/rules.ts';
import type { PostPolicy } from '../model.ts';
import { insertPhoto, type PostingPhoto } from '../rows.ts';
import type { WallsHome } from '../walls-home.ts';

/**
 * Keeps that a version hangs at a place from now on. Resolves to the posting's id.
 *
 * A version that is not in force yet may be hung ahead of its day; one that is over may not.
 * Errors: `forbidden`, `not-found` (site, policy, version), `invalid` (no such place), `conflict`.
 * Source: POL-06.
 */
export async function postPolicy(
  home: WallsHome,
  who: Requester,
  input: PostPolicy,
  once?: Once,
  photo?: PostingPhoto,
): Promise<string> {
  const { ledger, catalogue } = home;
  const { document } = catalogue;
  const site = getSite(document, input.site).code;
  demand(who, 'posting.post', { site });
  if (!document.places.some(({ code }) => code === input.place)) {
    const known = document.places.map(({ code, title }) => `${code} ${title}`).join('、');
    throw new AppError('invalid', `没有张贴处“${input.place}”。`, {
      problems: [{ field: 'place', rule: 'known', message: `请填 ${known}` }],
    });
  }
  const id = newId('post', ledger.clock, ledger.entropy);
  return ledger.transact(
    who.actor,
    async ({ db, now, seq }) => {
      const { code } = await getPolicyRow(db, input.code);
      const on = localDateOf(now, document.timeZone);
      const { version, sha256 } = toHang(await versionsOf(db, code), { ...input, code, on });
      await db
        .insertInto('posting')
        .values({
          id,
          site,
          place: input.place,
          policy: code,
          version,
          posted_at: now,
          posted_by: actorText(who.actor),
          entry_seq: seq,
        })
        .execute();
      const facts = { posting: id, place: input.place, version, sha256 };
      const entry = { kind: 'posting.posted', subject: code, site, facts } as const;
      if (photo === undefined) return { result: id, entries: [entry] };
      await insertPhoto(db, id, { photo, blind: ledger.keyring.blind(photo.file.sha256) });
      // Sealed: a bare digest would let anyone ask whether a known file is here.
      const content = { id, keyName: policyKey, value: { photo: photo.file.sha256 } };
      return { result: id, entries: [{ ...entry, content }] };
    },
    once,
  );
}

/** The version to hang: the one named, or the one in force. */
function toHang(
  all: readonly StoredVersion[],
  wish: { code: string; version?: number | undefined; on: LocalDate },
): StoredVersion {
  const { code, on } = wish;
  const found =
    wish.version === undefined
      ? all.find((version) => isInForce(version, on))
      : all.find(({ version }) => version === wish.version);
  if (found === undefined) {
    const what =
      wish.version === undefined ? '没有生效的版本，不能张贴' : `没有第 ${wish.version} 版`;
    throw new AppError(wish.version === undefined ? 'conflict' : 'not-found', `${code} ${what}。`);
  }
  if (statusOn(found, on) === 'published') return found;
  throw new AppError('conflict', `${code} 第 ${found.version} 版没有生效，不能张贴。`);
}
