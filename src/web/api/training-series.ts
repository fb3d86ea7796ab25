import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Home } from '../../home/open.ts';
import { addSeries } from '../../training/commands/add-series.ts';
import { writeMaterial, writePaper } from '../../training/commands/write-parts.ts';
import { AddSeries, Paper, type Target, WriteMaterial } from '../../training/model/inputs.ts';
import { MaterialView, PaperView, SeriesLine } from '../../training/model/views.ts';
import { getSeries, listSeries, readMaterialFile } from '../../training/queries/series.ts';
import {
  bearer,
  body,
  bodyRefusals,
  IdempotencyHeader,
  IdParameter,
  json,
  onceOf,
  openApiRoutes,
  refusals,
  SiteQuery,
} from '../kit/context.ts';
import { dispositionOf, fileAnswer } from '../kit/download.ts';
import type { WebEnv } from '../kit/env.ts';
import { fileBody, fileLimits, onceOfUpload, uploadOf } from '../kit/upload.ts';
import { keepMaterialFile } from '../training/keep-file.ts';

const tags = ['training'];

const SeriesView = SeriesLine.extend({
  plan: MaterialView.nullable(),
  notes: MaterialView.nullable(),
  paper: PaperView.nullable().openapi({ description: '只给组织培训的人' }),
  mayKeep: z.boolean(),
});
const Made = z.object({ id: z.string() });
const FileQuery = z.strictObject({
  kind: z.enum(['plan', 'notes']),
  name: z.string().optional().openapi({ description: '文件名，也可写在 X-File-Name' }),
  text: z.string().max(50_000).optional().openapi({ description: '文件之外的说明' }),
});

const list = createRoute({
  method: 'get',
  path: '/trainings',
  tags,
  summary: '一个项目的培训（系列或单次），新的在前',
  security: bearer,
  request: { query: SiteQuery },
  responses: { 200: json(z.object({ items: z.array(SeriesLine) }), '培训'), ...refusals },
});
const add = createRoute({
  method: 'post',
  path: '/trainings',
  tags,
  summary: '新增培训，连同已有的计划、教案、试题',
  security: bearer,
  request: { headers: IdempotencyHeader, body: body(AddSeries) },
  responses: { 201: json(SeriesView, '已新增'), ...refusals, ...bodyRefusals },
});
const get = createRoute({
  method: 'get',
  path: '/trainings/{id}',
  tags,
  summary: '一门培训',
  security: bearer,
  request: { params: IdParameter },
  responses: { 200: json(SeriesView, '培训'), ...refusals },
});

function partRoutes(path: '/trainings/{id}' | '/training-sessions/{id}', of: string) {
  const shared = { tags, security: bearer, method: 'post' } as const;
  return {
    material: createRoute({
      ...shared,
      path: `${path}/materials`,
      summary: `写${of}的计划或教案；以前写的保留`,
      request: { params: IdParameter, headers: IdempotencyHeader, body: body(WriteMaterial) },
      responses: { 201: json(Made, '已写'), ...refusals, ...bodyRefusals },
    }),
    file: createRoute({
      ...shared,
      path: `${path}/files`,
      summary: `以文件交${of}的计划或教案（至 20 MB），加密保存`,
      middleware: fileLimits,
      request: {
        params: IdParameter,
        query: FileQuery,
        headers: IdempotencyHeader,
        body: fileBody,
      },
      responses: { 201: json(Made, '已交'), ...refusals, ...bodyRefusals },
    }),
    paper: createRoute({
      ...shared,
      path: `${path}/paper`,
      summary: `写${of}的试题；有人答过就不能再换`,
      request: { params: IdParameter, headers: IdempotencyHeader, body: body(Paper) },
      responses: { 201: json(Made, '已写'), ...refusals, ...bodyRefusals },
    }),
  };
}

const file = createRoute({
  method: 'get',
  path: '/training-files/{id}',
  tags,
  summary: '取回计划或教案的文件',
  security: bearer,
  request: { params: IdParameter },
  responses: { 200: fileAnswer('文件'), ...refusals },
});

/** Trainings, and the plans, lesson notes and questions of them and of their sessions. */
export function trainingSeriesRoutes(home: Home) {
  const routes = openApiRoutes();
  routes.openapi(list, async (context) => {
    const { site } = context.req.valid('query');
    return context.json({ items: await listSeries(home, context.get('who'), { site }) }, 200);
  });
  routes.openapi(add, async (context) => {
    const who = context.get('who');
    const input = context.req.valid('json');
    const id = await addSeries(home, who, input, onceOf(context, input));
    return context.json(await getSeries(home, who, id), 201);
  });
  routes.openapi(get, async (context) => {
    const { id } = context.req.valid('param');
    return context.json(await getSeries(home, context.get('who'), id), 200);
  });
  routes.openapi(file, async (context) => {
    const { id } = context.req.valid('param');
    const found = await readMaterialFile(home, context.get('who'), id);
    return context.body(Readable.toWeb(found.stream) as ReadableStream, 200, {
      'content-type': found.mediaType,
      'content-length': String(found.sizeBytes),
      'content-disposition': dispositionOf(found.name),
    });
  });
  openParts(routes, home, partRoutes('/trainings/{id}', '一门培训'), (series) => ({ series }));
  openParts(routes, home, partRoutes('/training-sessions/{id}', '一次培训'), (session) => ({
    session,
  }));
  return routes;
}

function openParts(
  routes: ReturnType<typeof openApiRoutes>,
  home: Home,
  parts: ReturnType<typeof partRoutes>,
  targetOf: (id: string) => Target,
): void {
  routes.openapi(parts.material, async (context) => {
    const target = targetOf(context.req.valid('param').id);
    const input = context.req.valid('json');
    const once = onceOf(context, { ...target, ...input });
    const id = await writeMaterial(home, context.get('who'), { ...target, ...input }, once);
    return context.json({ id }, 201);
  });
  routes.openapi(parts.file, async (context) => {
    const target = targetOf(context.req.valid('param').id);
    const { kind, name, text = '' } = context.req.valid('query');
    const id = await keepUpload(home, context, { target, kind, name, text });
    return context.json({ id }, 201);
  });
  routes.openapi(parts.paper, async (context) => {
    const target = targetOf(context.req.valid('param').id);
    const input = context.req.valid('json');
    const once = onceOf(context, { ...target, ...input });
    const id = await writePaper(home, context.get('who'), { ...target, ...input }, once);
    return context.json({ id }, 201);
  });
}

async function keepUpload(
  home: Home,
  context: Context<WebEnv>,
  asked: { target: Target; kind: 'plan' | 'notes'; name: string | undefined; text: string },
): Promise<string> {
  const { target, kind, name, text } = asked;
  const upload = await uploadOf(context, name);
  const kept = await keepMaterialFile(home, upload);
  const once = onceOfUpload(context, upload, { ...target, kind, text });
  return writeMaterial(home, context.get('who'), { ...target, kind, text, file: kept }, once);
}
