import { type Context, Hono } from 'hono';
import { demand } from '../../access/rules.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import { checkWall } from '../../walls/commands/check-wall.ts';
import { picturePlace } from '../../walls/commands/picture-place.ts';
import { CheckWall, PicturePlace } from '../../walls/model.ts';
import { getCheck, listChecks } from '../../walls/queries/checks.ts';
import { placePictures } from '../../walls/queries/pictures.ts';
import { listTasks } from '../../walls/queries/tasks.ts';
import { placesOf } from '../../walls/rules.ts';
import type { WebEnv } from '../kit/env.ts';
import { formRoute } from '../kit/page/form.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { respond } from '../kit/page/respond.ts';
import type { Typed } from '../kit/page/typed.ts';
import { readInput } from '../policies/read-input.ts';
import { CheckPage, PicturePage } from './check-page.tsx';
import { photoFaults } from './photo-faults.ts';
import { PlacePage } from './place-page.tsx';
import { placeWords } from './place-words.ts';
import { limitPhoto, photoIn } from './read-photo.ts';
import { readWalls } from './read-walls.ts';

/** How many looks at a wall its page shows. */
const mostChecks = 30;

/** One posting place: its page, its check, and its picture. */
export function placeRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.use('/walls/:place/check', limitPhoto);
  routes.use('/walls/:place/picture', limitPhoto);
  routes.get('/walls/:place', async (context) => {
    const page = context.get('page');
    const { who, site } = page;
    const place = placeIn(context);
    const tasks = await listTasks(home, who, { site, place });
    const rows = await readWalls(home, page, { place, tasks });
    const picture = (await placePictures(home, who, { site })).get(place);
    const checks = await listChecks(home, who, { site, place, limit: mostChecks });
    return respond(context, <PlacePage {...{ page, place, rows, picture, checks }} />);
  });
  formRoute(routes, home, '/walls/:place/check', {
    show: async (context, form) => {
      const { who, site } = form.page;
      demand(who, 'posting.post', { site });
      const place = placeIn(context);
      const rows = await readWalls(home, form.page, { place, tasks: [] });
      return <CheckPage {...{ form, place, rows }} />;
    },
    async submit(context, typed, once) {
      const page = context.get('page');
      const { who, site, lang } = page;
      demand(who, 'posting.post', { site });
      const place = placeIn(context);
      const input = readInput(CheckWall, { site, place, checks: checksIn(page, typed) });
      const photo = await photoIn(home, context, lang);
      const ids = await checkWall(home, who, input, once, photo);
      const first = await getCheck(home, who, ids[0] ?? '');
      const saved = placeWords(lang)('saved', { count: ids.length });
      const flash = [saved, ...photoFaults(page, first)].join(' ');
      return { to: paths.wall(place), flash };
    },
  });
  formRoute(routes, home, '/walls/:place/picture', {
    defaults: () => ({ kind: 'photo' }),
    show: (context, form) => {
      demand(form.page.who, 'posting.post', { site: form.page.site });
      return <PicturePage form={form} place={placeIn(context)} />;
    },
    async submit(context, typed, once) {
      const { who, site, lang } = context.get('page');
      demand(who, 'posting.post', { site });
      const place = placeIn(context);
      const input = readInput(PicturePlace, { site, place, kind: typed.get('kind') });
      const say = placeWords(lang);
      const photo = await photoIn(home, context, lang);
      if (photo === undefined) throw wrong('photo', say('noFile'));
      await picturePlace(home, who, input, photo, once);
      return { to: paths.wall(place), flash: say('savedPicture') };
    },
  });
  return routes;
}

/** The place that is asked for, if the reader's site has it. Errors: `not-found`. */
function placeIn(context: Context<WebEnv>): string {
  const { document, site } = context.get('page');
  const asked = context.req.param('place') ?? '';
  if (placesOf(document, site).some(({ code }) => code === asked)) return asked;
  throw new AppError('not-found', `本项目没有张贴处“${asked}”。`);
}

/** What was chosen for each sheet; those not looked at are left out. */
function checksIn({ lang }: Page, typed: Typed): { code: string; found: string }[] {
  const checks = typed.fields.flatMap(([name, found]) =>
    name.startsWith('found.') && found !== '' ? [{ code: name.slice(6), found }] : [],
  );
  if (checks.length > 0) return checks;
  const field = typed.fields.find(([name]) => name.startsWith('found.'))?.[0] ?? 'found';
  throw wrong(field, placeWords(lang)('none'));
}

function wrong(field: string, message: string): AppError {
  return new AppError('invalid', message, { problems: [{ field, rule: 'required', message }] });
}
