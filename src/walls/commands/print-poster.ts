import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { actorText } from '../../core/actor.ts';
import { AppError } from '../../core/app-error.ts';
import { type LocalDate, localDateOf } from '../../core/month.ts';
import { priceListOf } from '../../core/price-list.ts';
import type { EntryDraft } from '../../ledger/entry.ts';
import type { LedgerTx, Once } from '../../ledger/transact.ts';
import { getPolicyRow, type StoredVersion, versionsOf } from '../../policies/queries/versions.ts';
import type { Reader } from '../../store/tables.ts';
import type { PrintPoster, PrintPosters } from '../model.ts';
import { newPrintId, whyNoPoster } from '../poster-code.ts';
import { belonging, demandPlace } from '../rules.ts';
import type { WallsHome } from '../walls-home.ts';

type Sheet = PrintPosters['sheets'][number];

/** Makes one sheet for one place. Resolves to the print's id. Errors: as `printPosters`. */
export async function printPoster(
  home: WallsHome,
  who: Requester,
  input: PrintPoster,
  once?: Once,
): Promise<string> {
  const { site, ...sheet } = input;
  const [id = ''] = await printPosters(home, who, { site, sheets: [sheet] }, once);
  return id;
}

/**
 * Makes sheets for places, each of the version published last or of the one named, and each with an
 * entry of its own. Resolves to the prints' ids in their order, from which the sheets are typeset.
 *
 * Errors: `forbidden`, `not-found`, `invalid` (no such place, a price list where there is none),
 * `conflict` (no such version published), `unavailable` (nobody could open the sheets' address).
 * Source: POL-07.
 */
export async function printPosters(
  home: WallsHome,
  who: Requester,
  input: PrintPosters,
  once?: Once,
): Promise<readonly string[]> {
  const { ledger, catalogue } = home;
  const { document } = catalogue;
  const site = getSite(document, input.site).code;
  demand(who, 'posting.post', { site });
  const refusal = whyNoPoster(document.publicUrl);
  if (refusal !== undefined) throw new AppError('unavailable', refusal);
  for (const { place } of input.sheets) demandPlace(document, place, site);
  const named = input.sheets.map((sheet) => ({ ...sheet, id: newPrintId(ledger.entropy) }));
  return ledger.transact(
    who.actor,
    async (tx) => {
      const on = localDateOf(tx.now, document.timeZone);
      const entries: EntryDraft[] = [];
      for (const sheet of named) {
        const seq = tx.seq + entries.length;
        const by = actorText(who.actor);
        entries.push(await insertPrint(tx, sheet, { site, on, seq, by }));
      }
      const [first, ...others] = entries;
      if (first === undefined) throw new Error('invariant broken: a printing has a sheet');
      return { result: named.map(({ id }) => id), entries: [first, ...others] };
    },
    once,
  );
}

async function insertPrint(
  { db, now }: LedgerTx,
  sheet: Sheet & { readonly id: string },
  made: { site: string; on: LocalDate; seq: number; by: string },
): Promise<EntryDraft> {
  const { id, place, size, part = 'whole' } = sheet;
  const { site, on, seq, by } = made;
  const { code } = await getPolicyRow(db, sheet.code);
  const { version, sha256 } = await toPrint(db, { code, version: sheet.version, part, on });
  await db
    .insertInto('poster_print')
    .values({
      id,
      site,
      place,
      policy: code,
      version,
      size,
      part,
      printed_by: by,
      printed_at: now,
      entry_seq: seq,
    })
    .execute();
  const facts = { print: id, place, version, sha256, size, ...(part === 'whole' ? {} : { part }) };
  return { kind: 'poster.printed', subject: code, site, facts };
}

/** The version to print: the one named, or the one published last. */
async function toPrint(
  db: Reader,
  wish: { code: string; version: number | undefined; part: string; on: LocalDate },
): Promise<StoredVersion> {
  const { code, version, part, on } = wish;
  const all = await versionsOf(db, code);
  const found =
    version === undefined
      ? belonging(all, code, on)
      : all.find((one) => one.version === version && one.inForceFrom);
  if (found === undefined) {
    throw new AppError('conflict', `${code} 没有已发布的版本可印，请先批准并发布。`);
  }
  if (part === 'prices' && priceListOf(found.text) === undefined) {
    throw new AppError('invalid', `${code} 第 ${found.version} 版里没有价目，只能印全文。`, {
      problems: [{ field: 'part', rule: 'known', message: '这一版没有价目，请选全文' }],
    });
  }
  return found;
}
