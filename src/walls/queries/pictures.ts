import type { Requester } from '../../access/model.ts';
import { namesOfActors } from '../../access/queries.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import type { Instant } from '../../core/clock.ts';
import type { Home } from '../../home/open.ts';

/** A plan or photo of a posting place. */
export interface PlacePicture {
  readonly id: string;
  readonly site: string;
  readonly place: string;
  readonly kind: 'plan' | 'photo';
  readonly addedAt: Instant;
  readonly addedBy: string;
}

/** The newest picture of each place of a site, by place. Errors: `forbidden`, `not-found` (site). */
export async function placePictures(
  home: Pick<Home, 'store' | 'catalogue'>,
  who: Requester,
  asked: { site?: string | undefined } = {},
): Promise<Map<string, PlacePicture>> {
  const site = getSite(home.catalogue.document, asked.site).code;
  demand(who, 'policy.read', { site });
  const db = home.store.read;
  const rows = await db
    .selectFrom('place_picture')
    .select(['id', 'site', 'place', 'kind', 'added_at as addedAt', 'added_by as addedBy'])
    .where('site', '=', site)
    .orderBy('entry_seq')
    .execute();
  const nameOf = await namesOfActors(db);
  return new Map(rows.map((row) => [row.place, { ...row, addedBy: nameOf(row.addedBy) }]));
}
