import { createRoute, z } from '@hono/zod-openapi';
import type { Home } from '../../home/open.ts';
import { approveVersion, submitVersion } from '../../policies/commands/approve-version.ts';
import { publishVersion } from '../../policies/commands/publish-version.ts';
import { writeVersion } from '../../policies/commands/write-version.ts';
import {
  ApproveVersion,
  PublishVersion,
  VersionLine,
  VersionView,
  WriteVersion,
} from '../../policies/model.ts';
import { getPolicy, getVersion } from '../../policies/queries/policies.ts';
import {
  bearer,
  body,
  bodyRefusals,
  CodeParameter,
  IdempotencyHeader,
  json,
  onceOf,
  openApiRoutes,
  refusals,
} from '../kit/context.ts';

const VersionParameter = CodeParameter.extend({
  version: z.coerce
    .number()
    .int()
    .positive()
    .openapi({ param: { name: 'version', in: 'path' }, example: 1 }),
});
const tags = ['policies'];

const list = createRoute({
  method: 'get',
  path: '/policies/{code}/versions',
  tags,
  summary: '一项制度的全部版本，不含正文',
  security: bearer,
  request: { params: CodeParameter },
  responses: { 200: json(z.object({ items: z.array(VersionLine) }), '版本'), ...refusals },
});
const write = createRoute({
  method: 'post',
  path: '/policies/{code}/versions',
  tags,
  summary: '写下一个版本；写下即不再改动',
  security: bearer,
  request: {
    params: CodeParameter,
    headers: IdempotencyHeader,
    body: body(WriteVersion.omit({ code: true })),
  },
  responses: { 201: json(VersionView, '新版本'), ...refusals, ...bodyRefusals },
});
const get = createRoute({
  method: 'get',
  path: '/policies/{code}/versions/{version}',
  tags,
  summary: '一个版本，连同正文',
  security: bearer,
  request: { params: VersionParameter },
  responses: { 200: json(VersionView, '版本'), ...refusals },
});
const submit = createRoute({
  method: 'post',
  path: '/policies/{code}/versions/{version}/submit',
  tags,
  summary: '提交审批',
  security: bearer,
  request: { params: VersionParameter, headers: IdempotencyHeader },
  responses: { 201: json(VersionView, '已提交'), ...refusals },
});
const approve = createRoute({
  method: 'post',
  path: '/policies/{code}/versions/{version}/approve',
  tags,
  summary: '批准所读的正文：批准人不得是起草人',
  security: bearer,
  request: {
    params: VersionParameter,
    headers: IdempotencyHeader,
    body: { ...body(ApproveVersion.pick({ sha256: true })), required: false },
  },
  responses: { 201: json(VersionView, '已批准'), ...refusals, ...bodyRefusals },
});
const publish = createRoute({
  method: 'post',
  path: '/policies/{code}/versions/{version}/publish',
  tags,
  summary: '发布：自所填日期起生效，前一版同日失效',
  security: bearer,
  request: {
    params: VersionParameter,
    headers: IdempotencyHeader,
    body: body(PublishVersion.pick({ inForceFrom: true })),
  },
  responses: { 201: json(VersionView, '已发布'), ...refusals, ...bodyRefusals },
});

/** Versions of policies, from draft to in force. */
export function versionRoutes(home: Home) {
  const routes = openApiRoutes();
  routes.openapi(list, async (context) => {
    const { code } = context.req.valid('param');
    const { versions } = await getPolicy(home, context.get('who'), code);
    return context.json({ items: [...versions] }, 200);
  });
  routes.openapi(write, async (context) => {
    const who = context.get('who');
    const input = { ...context.req.valid('param'), ...context.req.valid('json') };
    const version = await writeVersion(home, who, input, onceOf(context, input));
    return context.json(await getVersion(home, who, { code: input.code, version }), 201);
  });
  routes.openapi(get, async (context) => {
    const asked = context.req.valid('param');
    return context.json(await getVersion(home, context.get('who'), asked), 200);
  });
  routes.openapi(submit, async (context) => {
    const who = context.get('who');
    const input = context.req.valid('param');
    await submitVersion(home, who, input, onceOf(context, input));
    return context.json(await getVersion(home, who, input), 201);
  });
  routes.openapi(approve, async (context) => {
    const who = context.get('who');
    const input = { ...context.req.valid('param'), ...context.req.valid('json') };
    await approveVersion(home, who, input, onceOf(context, input));
    return context.json(await getVersion(home, who, input), 201);
  });
  routes.openapi(publish, async (context) => {
    const who = context.get('who');
    const input = { ...context.req.valid('param'), ...context.req.valid('json') };
    await publishVersion(home, who, input, onceOf(context, input));
    return context.json(await getVersion(home, who, input), 201);
  });
  return routes;
}
