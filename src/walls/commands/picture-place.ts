import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { actorText } from '../../core/actor.ts';
import { newId } from '../../core/ids.ts';
import type { Once } from '../../ledger/transact.ts';
import { policyKey } from '../../policies/rows.ts';
import type { PicturePlace } from '../model.ts';
import { keepPhoto, type WallPhoto } from '../rows.ts';
import { demandPlace } from '../rules.ts';
import type { WallsHome } from '../walls-home.ts';

/**
 * Keeps a plan or photo of a posting place, which is shown in place of the one before it. Resolves to
 * its id. Errors: `forbidden`, `not-found` (site), `invalid` (no such place).
 */
export async function picturePlace(
  home: WallsHome,
  who: Requester,
  input: PicturePlace,
  photo: WallPhoto,
  once?: Once,
): Promise<string> {
  const { ledger, catalogue } = home;
  const site = getSite(catalogue.document, input.site).code;
  const { place, kind } = input;
  demand(who, 'posting.post', { site });
  demandPlace(catalogue.document, place, site);
  const id = newId('pic', ledger.clock, ledger.entropy);
  return ledger.transact(
    who.actor,
    async ({ db, now, seq }) => {
      const blind = ledger.keyring.blind(photo.file.sha256);
      const { address } = await keepPhoto(db, photo, blind);
      await db
        .insertInto('place_picture')
        .values({
          id,
          site,
          place,
          kind,
          blob: address,
          media_type: photo.mediaType,
          added_by: actorText(who.actor),
          added_at: now,
          entry_seq: seq,
        })
        .execute();
      const content = { id, keyName: policyKey, value: { photo: photo.file.sha256 } };
      const facts = { picture: id, kind };
      const entry = { kind: 'place.pictured', subject: place, site, content, facts } as const;
      return { result: id, entries: [entry] };
    },
    once,
  );
}
