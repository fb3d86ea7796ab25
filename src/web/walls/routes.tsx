import { Readable } from 'node:stream';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { demand } from '../../access/rules.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import { getPolicy, listPolicies } from '../../policies/queries/policies.ts';
import { policyKey } from '../../policies/rows.ts';
import { postPolicy } from '../../walls/commands/post-policy.ts';
import { PostPolicy } from '../../walls/model.ts';
import { tokenOf, typedPrintId } from '../../walls/poster-code.ts';
import { listDuties } from '../../walls/queries/duties.ts';
import { postingsWithPhoto, readWallPhoto } from '../../walls/queries/photos.ts';
import { listPostings } from '../../walls/queries/postings.ts';
import { findPrint } from '../../walls/queries/prints.ts';
import { listTasks } from '../../walls/queries/tasks.ts';
import type { WallPhoto } from '../../walls/rows.ts';
import type { WebEnv } from '../kit/env.ts';
import { formRoute } from '../kit/page/form.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { respond } from '../kit/page/respond.ts';
import { readInput } from '../policies/read-input.ts';
import { placeTitle } from '../policies/titles.tsx';
import { PostPage } from './post-page.tsx';
import { type WallRow, WallsPage } from './walls-page.tsx';
import { wallWords } from './words.ts';

/** The largest photo that a form brings. Units: bytes. */
const largestPhoto = 20 * 1024 * 1024;

/** A form is taken apart in memory, so it ends here before it fills it. */
const limitPhoto = bodyLimit({
  maxSize: largestPhoto + 64 * 1024,
  onError: () => {
    throw new AppError('limit', '照片超过 20 MB，请重拍一张小的；这次登记没有保存。');
  },
});

/** The walls, and what hangs on them. */
export function wallRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/walls', async (context) => {
    const page = context.get('page');
    const { who, site } = page;
    const typed = (context.req.query('code') ?? '').trim();
    const id = typedPrintId(typed);
    const print = id === undefined ? undefined : await findPrint(home.store.read, id);
    if (print !== undefined) {
      return context.redirect(paths.sheet(tokenOf(home.keyring, print.id)), 303);
    }
    const place = context.req.query('place') ?? '';
    const isAsked = (one: { place: string }) => place === '' || one.place === place;
    const tasks = (await listTasks(home, who, { site })).filter(isAsked);
    const rows = (await wallRows(home, page, tasks)).filter(isAsked);
    const unknown = typed === '' ? undefined : typed.slice(0, 40);
    return respond(context, <WallsPage {...{ page, place, rows, tasks, unknown }} />);
  });
  routes.use('/walls/post', limitPhoto);
  formRoute(routes, home, '/walls/post', {
    defaults: (context) => {
      const { place = '', code = '', version = '' } = context.req.query();
      return { place, code, version };
    },
    show: async (_context, form) => {
      const { who, site } = form.page;
      demand(who, 'posting.post', { site });
      const all = await listPolicies(home, who);
      const policies = all.filter(({ posted }) => posted);
      const chosen = policies.find(({ code }) => code === form.values.get('code'));
      const versions =
        chosen === undefined ? undefined : (await getPolicy(home, who, chosen.code)).versions;
      return <PostPage {...{ form, policies, versions }} />;
    },
    async submit(context, typed, once) {
      const page = context.get('page');
      const { who, site, lang } = page;
      demand(who, 'posting.post', { site });
      const version = typed.get('version');
      const input = readInput(PostPolicy, {
        site,
        place: typed.get('place'),
        code: typed.get('code'),
        ...(version === '' ? {} : { version: Number(version) }),
      });
      const photo = await photoIn(home, context);
      await postPolicy(home, who, input, once, photo);
      const inForce = (await listPolicies(home, who)).find(({ code }) => code === input.code);
      const flash = wallWords(lang)('posted', {
        place: placeTitle(page, input.place),
        code: input.code,
        version: input.version ?? inForce?.inForce?.version ?? '',
      });
      return { to: paths.walls(), flash };
    },
  });
  routes.get('/walls/photos/:id', async (context) => {
    const { who } = context.get('page');
    const { stream, mediaType } = await readWallPhoto(home, who, context.req.param('id'));
    return context.body(Readable.toWeb(stream) as ReadableStream, 200, {
      'content-type': mediaType,
      'content-disposition': 'inline',
      'x-content-type-options': 'nosniff',
    });
  });
  return routes;
}

/** Every duty to post, by place, with what hangs there. */
async function wallRows(
  home: Home,
  { who, site, document }: Page,
  tasks: Awaited<ReturnType<typeof listTasks>>,
): Promise<WallRow[]> {
  const policies = await listPolicies(home, who);
  const { walls } = await listDuties(home, who, { site });
  const postings = await listPostings(home, who, { site });
  const photos = await postingsWithPhoto(home.store.read, site);
  const rows = policies
    .filter(({ posted }) => posted)
    .flatMap(({ code, title, places, inForce, latest }) =>
      places.map((place): WallRow => {
        const isHere = (one: { code: string; place: string }) =>
          one.code === code && one.place === place;
        const sheet = postings.find(isHere);
        const isOver = inForce === null && latest?.status === 'retired';
        return {
          code,
          title,
          place,
          isOver,
          wall: walls.find(isHere),
          task: tasks.find(isHere),
          photo: sheet !== undefined && photos.has(sheet.id) ? sheet.id : undefined,
        };
      }),
    );
  const order = new Map(document.places.map(({ code }, index) => [code, index]));
  const rank = ({ place }: WallRow) => order.get(place) ?? order.size;
  return rows.toSorted((one, other) => rank(one) - rank(other));
}

/** The photo that came with the form, stored before anything names it; undefined without one. */
async function photoIn(home: Home, context: Context<WebEnv>): Promise<WallPhoto | undefined> {
  const photo = (await context.req.formData()).get('photo');
  if (!(photo instanceof File) || photo.size === 0) return undefined;
  const say = wallWords(context.get('page').lang);
  const head = new Uint8Array(await photo.slice(0, 4).arrayBuffer());
  const mediaType = kindOf(head);
  if (mediaType === undefined || photo.size > largestPhoto) {
    const message = mediaType === undefined ? say('notPhoto') : say('photoHint');
    throw new AppError('invalid', message, {
      problems: [{ field: 'photo', rule: 'type', message }],
    });
  }
  return { file: await home.files.put(policyKey, photo.stream()), mediaType, takenAt: null };
}

/** What a file is by its first bytes, whatever it calls itself. */
function kindOf(head: Uint8Array): string | undefined {
  const hex = Buffer.from(head).toString('hex');
  if (hex.startsWith('ffd8ff')) return 'image/jpeg';
  return hex === '89504e47' ? 'image/png' : undefined;
}
