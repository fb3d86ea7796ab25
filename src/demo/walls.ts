import { Readable } from 'node:stream';
import { policyKey } from '../policies/rows.ts';
import { checkWall } from '../walls/commands/check-wall.ts';
import { picturePlace } from '../walls/commands/picture-place.ts';
import { printPosters } from '../walls/commands/print-poster.ts';
import { listWalls } from '../walls/queries/duties.ts';
import type { WallPhoto } from '../walls/rows.ts';
import type { Scene, Stage } from './stage.ts';
import { placePlan, wallPhoto } from './wall-photo.ts';

/** The sheet that somebody tore. */
const torn = { code: 'ZD-09', place: 'gate' } as const;
/** The wall that the round left out: nobody has looked there for more than 30 days. */
const leftOut = 'key-cabinet';
/** The walls of which the round has photos, each with the light of its hour. */
const pictured: Readonly<Record<string, number>> = {
  gate: 214,
  'front-desk': 226,
  'duty-room': 200,
};

/**
 * The walls: two have a picture, a round finds one sheet torn and leaves out one wall, and the sheets
 * that are due are printed and not yet hung.
 */
export function wallScenes(stage: Stage): Scene[] {
  const { calendar } = stage;
  return [
    {
      at: calendar.at(`${calendar.months.earlier}-02`, '16:30'),
      play: () => pictureWalls(stage),
    },
    {
      at: calendar.at(calendar.daysAgo(3), '16:10'),
      says: `上墙制度核对一遍（${torn.code} 在门岗破损，钥匙柜旁没看）`,
      play: () => lookRound(stage),
    },
    {
      at: calendar.at(calendar.daysAgo(2), '09:40'),
      async play() {
        const { home, cast } = stage;
        await printPosters(home, cast.clerk, { sheets: [{ ...torn, size: 'a2' }] });
      },
    },
  ];
}

async function pictureWalls(stage: Stage): Promise<void> {
  const { home, cast, clock } = stage;
  const plan = await stored(stage, placePlan());
  await picturePlace(home, cast.clerk, { place: 'front-desk', kind: 'plan' }, plan);
  clock.wait(5);
  const wall = await stored(stage, wallPhoto(220));
  await picturePlace(home, cast.clerk, { place: 'gate', kind: 'photo' }, wall);
}

/** Every wall but one is looked at: what hangs there is in order, but for one sheet. */
async function lookRound(stage: Stage): Promise<void> {
  const { home, cast, clock } = stage;
  const walls = await listWalls(home, cast.clerk);
  const hanging = walls.filter(({ state, place }) => state !== 'missing' && place !== leftOut);
  for (const [place, own] of Map.groupBy(hanging, (wall) => wall.place)) {
    const checks = own.map(({ code }) => {
      const isTorn = code === torn.code && place === torn.place;
      return { code, found: isTorn ? ('damaged' as const) : ('good' as const) };
    });
    const light = pictured[place];
    const photo =
      light === undefined
        ? undefined
        : await stored(stage, wallPhoto(light, place === torn.place ? 0 : undefined));
    await checkWall(home, cast.clerk, { place, checks }, undefined, photo);
    clock.wait(4);
  }
}

async function stored({ home, clock }: Stage, png: Buffer): Promise<WallPhoto> {
  const file = await home.files.put(policyKey, Readable.from([png]));
  return { file, mediaType: 'image/png', takenAt: clock.now() };
}
