import type { Home } from '../../home/open.ts';
import { listPolicies } from '../../policies/queries/policies.ts';
import type { PostingTask, WallDuty } from '../../walls/model.ts';
import { listWalls } from '../../walls/queries/duties.ts';
import { postingsWithPhoto } from '../../walls/queries/photos.ts';
import { isPlaceOf } from '../../walls/rules.ts';
import type { Page } from '../kit/page/page.ts';

/** One duty to post: a policy and a place, what hangs there, and what is to be done about it. */
export interface WallRow {
  readonly code: string;
  readonly title: string;
  readonly place: string;
  readonly wall: WallDuty | undefined;
  readonly task: PostingTask | undefined;
  /** Whether the policy was ended. */
  readonly isOver: boolean;
  /** The posting of which there is a photo. */
  readonly photo: string | undefined;
}

/** Every duty to post at a site, or at one of its places, by place, with what hangs there. */
export async function readWalls(
  home: Home,
  { who, site, document }: Page,
  asked: { readonly place?: string | undefined; readonly tasks: readonly PostingTask[] },
): Promise<WallRow[]> {
  const policies = await listPolicies(home, who);
  const walls = await listWalls(home, who, { site, place: asked.place });
  const photos = await postingsWithPhoto(home.store.read, site);
  const rows = policies
    .filter(({ posted }) => posted)
    .flatMap(({ code, title, places, inForce, latest }) =>
      places
        .filter((place) => isPlaceOf(document, place, site))
        .filter((place) => asked.place === undefined || place === asked.place)
        .map((place): WallRow => {
          const isHere = (one: { code: string; place: string }) =>
            one.code === code && one.place === place;
          const wall = walls.find(isHere);
          const posting = wall?.posting ?? undefined;
          return {
            code,
            title,
            place,
            isOver: inForce === null && latest?.status === 'retired',
            wall,
            task: asked.tasks.find(isHere),
            photo: posting !== undefined && photos.has(posting) ? posting : undefined,
          };
        }),
    );
  const order = new Map(document.places.map(({ code }, index) => [code, index]));
  const rank = ({ place }: WallRow) => order.get(place) ?? order.size;
  return rows.toSorted((one, other) => rank(one) - rank(other));
}
