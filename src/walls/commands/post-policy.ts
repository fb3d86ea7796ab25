import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { actorText } from '../../core/actor.ts';
import { AppError } from '../../core/app-error.ts';
import type { Instant } from '../../core/clock.ts';
import { newId } from '../../core/ids.ts';
import { type LocalDate, localDateOf } from '../../core/month.ts';
import type { EntryDraft } from '../../ledger/entry.ts';
import type { Once } from '../../ledger/transact.ts';
import { getPolicyRow, type StoredVersion, versionsOf } from '../../policies/queries/versions.ts';
import { policyKey } from '../../policies/rows.ts';
import { isInForce, statusOn } from '../../policies/rules.ts';
import type { Reader, Tx } from '../../store/tables.ts';
import type { PostPolicy } from '../model.ts';
import { typedPrintId } from '../poster-code.ts';
import { findPrint, type PosterPrint } from '../queries/prints.ts';
import { keepPhoto, type WallPhoto } from '../rows.ts';
import { demandPlace, isCameraApart } from '../rules.ts';
import type { WallsHome } from '../walls-home.ts';

/**
 * Keeps that a version hangs at a place from now on, of the very sheet where it is named. Resolves to
 * the posting's id.
 *
 * A version that is not in force yet may be hung ahead of its day; one that is over may not.
 * Errors: `forbidden`, `not-found` (site, policy, version, sheet), `invalid` (no such place),
 * `conflict` (nothing to hang, or a sheet of another place or policy). Source: POL-06.
 */
export async function postPolicy(
  home: WallsHome,
  who: Requester,
  input: PostPolicy,
  once?: Once,
  photo?: WallPhoto,
): Promise<string> {
  const { ledger, catalogue } = home;
  const { document } = catalogue;
  const site = getSite(document, input.site).code;
  demand(who, 'posting.post', { site });
  demandPlace(document, input.place, site);
  const id = newId('post', ledger.clock, ledger.entropy);
  return ledger.transact(
    who.actor,
    async ({ db, now, seq }) => {
      const { code } = await getPolicyRow(db, input.code);
      const print = await sheetToHang(db, { ...input, site });
      const on = localDateOf(now, document.timeZone);
      const wish = { version: print?.version ?? input.version, code, on };
      const { version, sha256 } = toHang(await versionsOf(db, code), wish);
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
          print_id: print?.id ?? null,
        })
        .execute();
      const sheet = print === undefined ? {} : { print: print.id };
      const facts = { posting: id, place: input.place, version, sha256, ...sheet };
      const entry: EntryDraft = { kind: 'posting.posted', subject: code, site, facts };
      if (photo === undefined) return { result: id, entries: [entry] };
      const blind = ledger.keyring.blind(photo.file.sha256);
      const flags = await insertPostingPhoto(db, id, { photo, blind, now });
      // Sealed: a bare digest would let anyone ask whether a known file is here.
      const content = { id, keyName: policyKey, value: { photo: photo.file.sha256 } };
      return { result: id, entries: [{ ...entry, facts: { ...facts, ...flags }, content }] };
    },
    once,
  );
}

/** The sheet that is named, if it may be hung there. */
async function sheetToHang(
  db: Reader,
  wish: PostPolicy & { readonly site: string },
): Promise<PosterPrint | undefined> {
  if (wish.print === undefined) return undefined;
  const id = typedPrintId(wish.print);
  const print = id === undefined ? undefined : await findPrint(db, id);
  if (print === undefined) {
    throw new AppError('not-found', `没有编码为 ${wish.print} 的张贴稿。`);
  }
  if (print.site !== wish.site || print.place !== wish.place) {
    throw new AppError('conflict', '这张张贴稿属于另一处，不能贴在这里；请为这一处另印一张。');
  }
  if (print.code !== wish.code || (wish.version ?? print.version) !== print.version) {
    throw new AppError('conflict', `张贴稿上是 ${print.code} 第 ${print.version} 版，与登记不符。`);
  }
  return print;
}

async function insertPostingPhoto(
  db: Tx,
  posting: string,
  { photo, blind, now }: { photo: WallPhoto; blind: string; now: Instant },
): Promise<Record<string, boolean>> {
  const { address, isUsed } = await keepPhoto(db, photo, blind);
  await db
    .insertInto('posting_photo')
    .values({
      posting_id: posting,
      blob: address,
      media_type: photo.mediaType,
      used_before: isUsed ? 1 : 0,
      taken_at: photo.takenAt,
    })
    .execute();
  return photoFlags(photo, { isUsed, now });
}

/** What an entry says of a photo: only what is out of the way. */
export function photoFlags(
  photo: WallPhoto,
  { isUsed, now }: { isUsed: boolean; now: Instant },
): Record<string, boolean> {
  return {
    ...(isUsed ? { photoUsedBefore: true } : {}),
    ...(isCameraApart(photo.takenAt, now) ? { cameraApart: true } : {}),
  };
}

/** The version to hang: the one named, or the one in force. */
function toHang(
  all: readonly StoredVersion[],
  wish: { code: string; version: number | undefined; on: LocalDate },
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
