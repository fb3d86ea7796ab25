import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import { beginBuilding } from '../../handbook/commands/building.ts';
import {
  BuildHandbook,
  ChapterChange,
  Edition,
  EditionSummary,
  HandbookState,
} from '../../handbook/model.ts';
import { findBuilding } from '../../handbook/queries/building.ts';
import { listEditions, readEditionPdf, readHandbook } from '../../handbook/queries/editions.ts';
import type { Home } from '../../home/open.ts';
import {
  bearer,
  body,
  bodyRefusals,
  IdempotencyHeader,
  json,
  onceOf,
  openApiRoutes,
  refusals,
} from '../kit/context.ts';
import { dispositionOf, fileAnswer } from '../kit/download.ts';

const tags = ['handbook'];

const BuildingView = z
  .object({
    state: z.enum(['running', 'done', 'failed']),
    detail: z.string().nullable().openapi({ description: '编成的版次，或没有编成的原因' }),
    startedAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('HandbookBuilding');

const Handbook = z
  .object({
    state: HandbookState,
    newest: Edition.nullable(),
    pending: z.array(ChapterChange).openapi({ description: '重编后与最新一版的不同' }),
    building: BuildingView.nullable().openapi({ description: '最近一次编手册' }),
  })
  .openapi('Handbook');

const get = createRoute({
  method: 'get',
  path: '/handbook',
  tags,
  summary: '工作手册：最新一版的目录，是否最新',
  security: bearer,
  responses: { 200: json(Handbook, '工作手册'), ...refusals },
});
const list = createRoute({
  method: 'get',
  path: '/handbook/editions',
  tags,
  summary: '工作手册各版，新的在前',
  security: bearer,
  responses: { 200: json(z.object({ items: z.array(EditionSummary) }), '各版'), ...refusals },
});
const download = createRoute({
  method: 'get',
  path: '/handbook/editions/{file}',
  tags,
  summary: '下载一版工作手册（PDF），如 3.pdf',
  security: bearer,
  request: {
    params: z.object({
      file: z
        .string()
        .regex(/^\d{1,6}\.pdf$/, '写成 3.pdf')
        .openapi({ param: { name: 'file', in: 'path' }, example: '3.pdf' }),
    }),
  },
  responses: { 200: fileAnswer('工作手册（PDF）'), ...refusals },
});
const build = createRoute({
  method: 'post',
  path: '/handbook/editions',
  tags,
  summary: '编一版工作手册；内容与最新一版相同的不另编，除非写明 again',
  security: bearer,
  request: { headers: IdempotencyHeader, body: body(BuildHandbook) },
  responses: {
    200: json(z.object({ state: z.literal('same'), edition: z.number().int() }), '内容相同'),
    202: json(z.object({ state: z.literal('running') }), '已开始，进度见 GET /handbook'),
    ...refusals,
    ...bodyRefusals,
  },
});

/** The handbook and its editions. */
export function handbookRoutes(home: Home) {
  const routes = openApiRoutes();
  routes.openapi(get, async (context) => {
    const { pending, ...view } = await readHandbook(home, context.get('who'));
    const building = (await findBuilding(home)) ?? null;
    return context.json({ ...view, pending: [...pending], building }, 200);
  });
  routes.openapi(list, async (context) =>
    context.json({ items: await listEditions(home, context.get('who')) }, 200),
  );
  routes.openapi(download, async (context) => {
    const number = Number.parseInt(context.req.valid('param').file, 10);
    const { stream, sizeBytes } = await readEditionPdf(home, context.get('who'), number);
    return context.body(Readable.toWeb(stream) as ReadableStream, 200, {
      'content-type': 'application/pdf',
      'content-length': String(sizeBytes),
      'content-disposition': dispositionOf(`handbook-${number}.pdf`),
    });
  });
  routes.openapi(build, async (context) => {
    const input = context.req.valid('json');
    const once = onceOf(context, input as { again?: boolean });
    const begun = await beginBuilding(home, context.get('who'), input, once);
    const built = begun.state === 'same' ? await begun.done : undefined;
    if (built === undefined) return context.json({ state: 'running' as const }, 202);
    return context.json({ state: 'same' as const, edition: built.edition }, 200);
  });
  return routes;
}
