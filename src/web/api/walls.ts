import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { demandSomewhere } from '../../access/rules.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import { checkWall } from '../../walls/commands/check-wall.ts';
import { picturePlace } from '../../walls/commands/picture-place.ts';
import { CheckSheet, CheckView, PicturePlace, PostingTask, WallDuty } from '../../walls/model.ts';
import { getCheck, listChecks } from '../../walls/queries/checks.ts';
import { listWalls } from '../../walls/queries/duties.ts';
import { readWallPhoto } from '../../walls/queries/photos.ts';
import { placePictures } from '../../walls/queries/pictures.ts';
import { listTasks } from '../../walls/queries/tasks.ts';
import {
  bearer,
  bodyRefusals,
  IdempotencyHeader,
  IdParameter,
  json,
  onceOf,
  openApiRoutes,
  refusals,
  SiteQuery,
} from '../kit/context.ts';
import { fileAnswer } from '../kit/download.ts';
import type { WebEnv } from '../kit/env.ts';
import { formOf } from '../kit/page/read-form.ts';
import { readInput } from '../policies/read-input.ts';
import { limitPhoto, storePhoto } from '../walls/read-photo.ts';
import { sendCopy } from '../walls/send-copy.ts';

const tags = ['policies'];
const PlaceQuery = SiteQuery.extend({
  place: z.string().max(60).optional().openapi({ description: '张贴处', example: 'front-desk' }),
});
const DutyQuery = PlaceQuery.extend({
  code: z.string().max(20).optional().openapi({ description: '制度编号', example: 'ZD-04' }),
});
const Made = z.object({ id: z.string() });

const Picture = z.strictObject({
  id: z.string(),
  site: z.string(),
  place: z.string(),
  kind: z.enum(['plan', 'photo']),
  addedAt: z.string(),
  addedBy: z.string(),
});

/** A form with a photo in it, beside the fields of a schema. */
const photoForm = {
  'multipart/form-data': {
    schema: {
      type: 'object' as const,
      properties: { photo: { type: 'string' as const, format: 'binary' } },
      additionalProperties: { type: 'string' as const },
    },
  },
};

const walls = createRoute({
  method: 'get',
  path: '/walls',
  tags,
  summary: '每一处该挂的※制度，各是什么状态：现行、过期、缺、破损、超过 30 天未核对',
  security: bearer,
  request: { query: PlaceQuery },
  responses: { 200: json(z.object({ items: z.array(WallDuty) }), '上墙义务'), ...refusals },
});
const tasks = createRoute({
  method: 'get',
  path: '/posting-tasks',
  tags,
  summary: '张贴任务：要换、要补、要核对的，各写明换下哪一张',
  security: bearer,
  request: { query: DutyQuery },
  responses: { 200: json(z.object({ items: z.array(PostingTask) }), '张贴任务'), ...refusals },
});
const checks = createRoute({
  method: 'get',
  path: '/wall-checks',
  tags,
  summary: '核对记录，新的在前；也含本处的张贴稿在别处被扫到的',
  security: bearer,
  request: { query: DutyQuery },
  responses: { 200: json(z.object({ items: z.array(CheckView) }), '核对'), ...refusals },
});
const check = createRoute({
  method: 'post',
  path: '/wall-checks',
  tags,
  summary: '记下一次核对：JSON，或带照片（photo）的表单；张贴稿属于别处的记为“不该在此”',
  security: bearer,
  middleware: limitPhoto,
  request: {
    headers: IdempotencyHeader,
    body: { content: { 'application/json': { schema: CheckSheet }, ...photoForm } },
  },
  responses: { 201: json(CheckView, '已记下'), ...refusals, ...bodyRefusals },
});
const pictures = createRoute({
  method: 'get',
  path: '/place-pictures',
  tags,
  summary: '各张贴处现用的平面图或照片',
  security: bearer,
  request: { query: SiteQuery },
  responses: { 200: json(z.object({ items: z.array(Picture) }), '图'), ...refusals },
});
const picture = createRoute({
  method: 'post',
  path: '/place-pictures',
  tags,
  summary: '给一处换一张图：表单的 place、kind（plan 平面图，photo 照片）和 photo',
  security: bearer,
  middleware: limitPhoto,
  request: { headers: IdempotencyHeader, body: { content: photoForm } },
  responses: { 201: json(Made, '已保存'), ...refusals, ...bodyRefusals },
});
const photo = createRoute({
  method: 'get',
  path: '/wall-photos/{id}',
  tags,
  summary: '张贴、核对或张贴处的照片：缩小的副本，不含拍摄地点',
  security: bearer,
  request: { params: IdParameter },
  responses: { 200: fileAnswer('JPEG'), ...refusals },
});

/** How the walls stand, what is to be done there, and what was found. */
export function wallRoutes(home: Home) {
  const routes = openApiRoutes();
  routes.openapi(walls, async (context) => {
    const items = await listWalls(home, context.get('who'), context.req.valid('query'));
    return context.json({ items }, 200);
  });
  routes.openapi(tasks, async (context) => {
    const items = await listTasks(home, context.get('who'), context.req.valid('query'));
    return context.json({ items }, 200);
  });
  routes.openapi(checks, async (context) => {
    const items = await listChecks(home, context.get('who'), context.req.valid('query'));
    return context.json({ items }, 200);
  });
  routes.openapi(check, async (context) => {
    const who = context.get('who');
    // Asked before the photo is kept: nobody fills the disk who may not post.
    demandSomewhere(who, 'posting.post', home.catalogue.document);
    const { fields, file } = await sent(context);
    const { site, place, ...look } = readInput(CheckSheet, fields);
    const shown = file && (await storePhoto(home, file, 'zh'));
    const once = onceOf(context, { ...fields, photo: shown?.file.sha256 ?? null });
    const ids = await checkWall(home, who, { site, place, checks: [look] }, once, shown);
    return context.json(await getCheck(home, who, ids[0] ?? ''), 201);
  });
  routes.openapi(pictures, async (context) => {
    const found = await placePictures(home, context.get('who'), context.req.valid('query'));
    return context.json({ items: [...found.values()] }, 200);
  });
  routes.openapi(picture, async (context) => {
    const who = context.get('who');
    demandSomewhere(who, 'posting.post', home.catalogue.document);
    const { fields, file } = await sent(context);
    const input = readInput(PicturePlace, fields);
    if (file === undefined) throw noPhoto();
    const shown = await storePhoto(home, file, 'zh');
    const once = onceOf(context, { ...fields, photo: shown.file.sha256 });
    const id = await picturePlace(home, who, input, shown, once);
    return context.json({ id }, 201);
  });
  routes.openapi(photo, async (context) => {
    const { stream } = await readWallPhoto(home, context.get('who'), context.req.valid('param').id);
    return sendCopy(context, stream, undefined);
  });
  return routes;
}

/** What a request brings, as JSON or as a form with a photo. Errors: `usage`. */
async function sent(
  context: Context<WebEnv>,
): Promise<{ fields: Record<string, string>; file: File | undefined }> {
  const type = context.req.header('content-type') ?? '';
  if (!/^multipart\/form-data\b/i.test(type)) {
    const fields = await context.req.json<Record<string, string>>().catch((cause: unknown) => {
      throw new AppError('usage', '请求的 JSON 不完整。', { cause });
    });
    return { fields, file: undefined };
  }
  const fields: Record<string, string> = {};
  let file: File | undefined;
  for (const [name, value] of (await formOf(context)).entries()) {
    if (typeof value === 'string') fields[name] = value;
    else if (name === 'photo' && value.size > 0) file = value;
  }
  return { fields, file };
}

function noPhoto(): AppError {
  return new AppError('invalid', '没有收到图。', {
    problems: [{ field: 'photo', rule: 'required', message: '请在表单的 photo 里放图' }],
  });
}
