import { createRoute, z } from '@hono/zod-openapi';
import type { Home } from '../../home/open.ts';
import { approveVersion, submitVersion } from '../../policies/commands/approve-version.ts';
import { publishVersion } from '../../policies/commands/publish-version.ts';
import { returnVersion } from '../../policies/commands/return-version.ts';
import { writeVersion } from '../../policies/commands/write-version.ts';
import {
  ApproveVersion,
  PublishVersion,
  ReturnVersion,
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
import { dispositionOf } from '../kit/download.ts';
import { versionMarkdown, versionPdf } from '../policies/export-version.ts';
import { wordSourceOf } from '../policies/word-source.ts';

/** A version of a policy, named in the path. */
export const VersionParameter = CodeParameter.extend({
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
    body: body(
      WriteVersion.omit({ code: true }).extend({
        source: z.string().max(20_000).optional().openapi({
          description: '从 Word 读入时得到的 ticket：原件随这一版留存',
        }),
      }),
    ),
  },
  responses: { 201: json(VersionView, '新版本'), ...refusals, ...bodyRefusals },
});
const get = createRoute({
  method: 'get',
  path: '/policies/{code}/versions/{version}',
  tags,
  summary: '一个版本，连同正文；版本号后加 .pdf 或 .md 取文件',
  description: 'Markdown 文件的正文一字不差，开头的注释写明怎样核对它的 SHA-256。',
  security: bearer,
  request: {
    params: CodeParameter.extend({
      version: z
        .string()
        .regex(/^[1-9]\d{0,5}(\.(pdf|md))?$/, '版本号写成 2、2.pdf 或 2.md')
        .openapi({ param: { name: 'version', in: 'path' }, example: '1' }),
    }),
  },
  responses: {
    200: {
      description: '版本',
      content: {
        'application/json': { schema: VersionView },
        'application/pdf': { schema: z.string().openapi({ format: 'binary' }) },
        'text/markdown': { schema: z.string() },
      },
    },
    ...refusals,
  },
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
const giveBack = createRoute({
  method: 'post',
  path: '/policies/{code}/versions/{version}/return',
  tags,
  summary: '退回：审批中的版本连同理由回到起草人',
  security: bearer,
  request: {
    params: VersionParameter,
    headers: IdempotencyHeader,
    body: body(ReturnVersion.pick({ reason: true })),
  },
  responses: { 201: json(VersionView, '已退回，又是草稿'), ...refusals, ...bodyRefusals },
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
    const { source: ticket, ...written } = context.req.valid('json');
    const input = { ...context.req.valid('param'), ...written };
    const source = wordSourceOf(home, { who, code: input.code }, ticket);
    const once = onceOf(context, { ...input, source: source?.file.sha256 ?? null });
    const version = await writeVersion(home, who, input, once, source);
    return context.json(await getVersion(home, who, { code: input.code, version }), 201);
  });
  routes.openapi(get, async (context) => {
    const { code, version: named } = context.req.valid('param');
    const [version = '', kind] = named.split('.');
    const asked = { code, version: Number(version) };
    const who = context.get('who');
    const head = { 'content-disposition': dispositionOf(`${code}-v${version}.${kind}`) };
    if (kind === 'pdf') {
      const pdf = await versionPdf(home, who, asked);
      return context.body(pdf, 200, { ...head, 'content-type': 'application/pdf' });
    }
    if (kind === 'md') {
      const file = await versionMarkdown(home, who, asked);
      return context.body(file, 200, { ...head, 'content-type': 'text/markdown; charset=utf-8' });
    }
    return context.json(await getVersion(home, who, asked), 200);
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
  routes.openapi(giveBack, async (context) => {
    const who = context.get('who');
    const input = { ...context.req.valid('param'), ...context.req.valid('json') };
    await returnVersion(home, who, input, onceOf(context, input));
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
