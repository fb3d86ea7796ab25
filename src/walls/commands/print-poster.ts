import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { actorText } from '../../core/actor.ts';
import { AppError } from '../../core/app-error.ts';
import { localDateOf } from '../../core/month.ts';
import type { Once } from '../../ledger/transact.ts';
import { getPolicyRow, versionsOf } from '../../policies/queries/versions.ts';
import type { PrintPoster } from '../model.ts';
import { newPrintId, whyNoPoster } from '../poster-code.ts';
import { belonging } from '../rules.ts';
import type { WallsHome } from '../walls-home.ts';

/**
 * Makes one sheet for one place, of the version published last or the one named. Resolves to the
 * print's id, from which the sheet is typeset.
 *
 * Errors: `forbidden`, `not-found`, `invalid` (no such place), `conflict` (no such version published),
 * `unavailable` (nobody could open the sheet's address). Source: POL-07.
 */
export async function printPoster(
  home: WallsHome,
  who: Requester,
  input: PrintPoster,
  once?: Once,
): Promise<string> {
  const { ledger, catalogue } = home;
  const { document } = catalogue;
  const site = getSite(document, input.site).code;
  demand(who, 'posting.post', { site });
  const refusal = whyNoPoster(document.publicUrl);
  if (refusal !== undefined) throw new AppError('unavailable', refusal);
  if (!document.places.some(({ code }) => code === input.place)) {
    const known = document.places.map(({ code, title }) => `${code} ${title}`).join('、');
    throw new AppError('invalid', `没有张贴处“${input.place}”。`, {
      problems: [{ field: 'place', rule: 'known', message: `请填 ${known}` }],
    });
  }
  const id = newPrintId(ledger.entropy);
  return ledger.transact(
    who.actor,
    async ({ db, now, seq }) => {
      const { code } = await getPolicyRow(db, input.code);
      const on = localDateOf(now, document.timeZone);
      const all = await versionsOf(db, code);
      const wished =
        input.version === undefined
          ? belonging(all, code, on)
          : all.find(({ version, inForceFrom }) => version === input.version && inForceFrom);
      if (wished === undefined) {
        throw new AppError('conflict', `${code} 没有已发布的版本可印，请先批准并发布。`);
      }
      const { version, sha256 } = wished;
      const { place, size } = input;
      await db
        .insertInto('poster_print')
        .values({
          id,
          site,
          place,
          policy: code,
          version,
          size,
          printed_by: actorText(who.actor),
          printed_at: now,
          entry_seq: seq,
        })
        .execute();
      const facts = { print: id, place, version, sha256, size };
      return { result: id, entries: [{ kind: 'poster.printed', subject: code, site, facts }] };
    },
    once,
  );
}
