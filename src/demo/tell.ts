import { initialSiteDocument } from '../catalogue/pack.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { Entropy } from '../core/ids.ts';
import { type Home, openHome } from '../home/open.ts';
import { archiveScenes } from './archives.ts';
import { type Calendar, calendarOf } from './calendar.ts';
import { deskScenes } from './desk.ts';
import { dutyScenes } from './duties.ts';
import { everyDayScenes } from './every-day.ts';
import { handbookScenes } from './handbook.ts';
import { learningScenes } from './learning.ts';
import { monthScenes } from './month.ts';
import { openOffice } from './people.ts';
import { policyScenes } from './policies.ts';
import { registerScenes } from './registers.ts';
import type { Say, Scene, Stage } from './stage.ts';
import { type StoryClock, storyClock } from './story-clock.ts';
import { trainingScenes } from './training.ts';
import { wallScenes } from './walls.ts';

/** A home in which the story is about to be told. */
export interface Telling {
  readonly home: Home;
  readonly calendar: Calendar;
  readonly clock: StoryClock;
}

/** Opens a new home at the beginning of the story, some two months ago. Errors: as `openHome`. */
export async function openTelling(options: {
  readonly path: string;
  readonly clock: Clock;
  readonly entropy: Entropy;
}): Promise<Telling> {
  const calendar = calendarOf(options.clock.now(), initialSiteDocument().timeZone);
  const clock = storyClock(calendar.opening, options.clock);
  return { home: await openHome({ ...options, clock }), calendar, clock };
}

/**
 * Tells the story of an office by its commands alone, then lets the home's clock run on in the
 * present. Errors: `conflict` in a home in which anything has happened before.
 */
export async function tellStory({ home, calendar, clock }: Telling, say: Say): Promise<void> {
  await refuseTold(home, calendar);
  say(`${calendar.opening.slice(0, 10)}  开办：站点、人员与权限`);
  const cast = await openOffice(home);
  const stage: Stage = { home, cast, calendar, clock };
  for (const scene of scenesOf(stage)) {
    clock.moveTo(scene.at);
    if (scene.says !== undefined) say(`${calendar.minute(scene.at).slice(0, 10)}  ${scene.says}`);
    await scene.play();
  }
  await home.log.checkpoint();
  clock.runOn();
}

/** Every chapter's scenes, in the order of time. */
function scenesOf(stage: Stage): Scene[] {
  const chapters = [
    policyScenes,
    wallScenes,
    handbookScenes,
    dutyScenes,
    learningScenes,
    registerScenes,
    monthScenes,
    everyDayScenes,
    deskScenes,
    archiveScenes,
    trainingScenes,
  ];
  return chapters
    .flatMap((chapter) => chapter(stage))
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** A story is told from its beginning: a home that has lived on since its opening has its own. */
async function refuseTold({ store }: Home, { opening }: Calendar): Promise<void> {
  const later = await store.read
    .selectFrom('entry')
    .select('seq')
    .where('at', '>', opening)
    .limit(1)
    .executeTakeFirst();
  const person = await store.read.selectFrom('person').select('id').limit(1).executeTakeFirst();
  if (later === undefined && person === undefined) return;
  throw new AppError(
    'conflict',
    '这个数据目录里已有内容，演示故事只在新目录里讲；请用 --home 另选一个空目录。',
  );
}
