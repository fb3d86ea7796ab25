import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import type { Home } from '../../home/open.ts';
import { compareTexts } from '../../policies/compare/compare.ts';
import { ComparedClause } from '../../policies/compare/model.ts';
import { VersionLine } from '../../policies/model.ts';
import { readSource } from '../../policies/queries/history.ts';
import { getPolicy, getVersion } from '../../policies/queries/policies.ts';
import { demandInHouse } from '../../policies/rules.ts';
import { maximumWordBytes } from '../../policies/word/import-word.ts';
import { WordLoss } from '../../policies/word/model.ts';
import {
  bearer,
  bodyRefusals,
  CodeParameter,
  json,
  openApiRoutes,
  refusals,
} from '../kit/context.ts';
import { dispositionOf, fileAnswer } from '../kit/download.ts';
import { fileBody, fileLimits, readWhole, uploadOf } from '../kit/upload.ts';
import { lossWords } from '../policies/loss-words.ts';
import { Consequences, readConsequences } from '../policies/read-consequences.ts';
import { takeWord } from '../policies/word-source.ts';
import { VersionParameter } from './versions.ts';

const tags = ['policies'];
const Number1 = z.coerce.number().int().positive();

const compare = createRoute({
  method: 'get',
  path: '/policies/{code}/compare',
  tags,
  summary: '两个版本逐条比较，改动的条款精确到词',
  security: bearer,
  request: {
    params: CodeParameter,
    query: z.strictObject({
      from: Number1.openapi({ description: '旧版', example: 1 }),
      to: Number1.openapi({ description: '新版', example: 2 }),
    }),
  },
  responses: {
    200: json(
      z.strictObject({
        from: VersionLine,
        to: VersionLine,
        clauses: z.array(ComparedClause).openapi({ description: '未变的条款也在其中' }),
      }),
      '比较',
    ),
    ...refusals,
  },
});
const consequences = createRoute({
  method: 'get',
  path: '/policies/{code}/versions/{version}/consequences',
  tags,
  summary: '发布以后会怎样：要换的张贴稿、要学的人、手册与价目；只看，不改',
  security: bearer,
  request: {
    params: VersionParameter,
    query: z.strictObject({
      inForceFrom: z
        .string()
        .optional()
        .openapi({ description: '生效日，不填为今天', example: '2026-11-10' }),
    }),
  },
  responses: { 200: json(Consequences, '发布以后'), ...refusals },
});
const importRoute = createRoute({
  method: 'post',
  path: '/policies/{code}/import-word',
  tags,
  summary: '读入 Word 文件：得到正文和没有照原样带过来的清单，不写新版本',
  description:
    '只收 .docx，至 20 MB。把 text 改好后写下一个版本时带上 ticket，原件就原样随那一版留存。这一步什么都不写，因此不用 Idempotency-Key。',
  security: bearer,
  middleware: fileLimits,
  request: {
    params: CodeParameter,
    query: z.strictObject({
      name: z.string().max(200).optional().openapi({ description: '文件名，表单可不填' }),
    }),
    body: fileBody,
  },
  responses: {
    200: json(
      z.strictObject({
        text: z.string().openapi({ description: '正文（Markdown）' }),
        losses: z.array(WordLoss.extend({ message: z.string() })),
        ticket: z.string().openapi({ description: '本人为这项制度写新版本时用' }),
        name: z.string(),
        sha256: z.string().openapi({ description: '原件的 SHA-256' }),
      }),
      '读出的正文',
    ),
    ...refusals,
    ...bodyRefusals,
  },
});
const source = createRoute({
  method: 'get',
  path: '/policies/{code}/versions/{version}/source',
  tags,
  summary: '取回一个版本的 Word 原件',
  security: bearer,
  request: { params: VersionParameter },
  responses: { 200: fileAnswer('Word 原件'), ...refusals },
});

/** What versions are made from, compared with, and what follows from them. */
export function versionFileRoutes(home: Home) {
  const routes = openApiRoutes();
  routes.openapi(compare, async (context) => {
    const who = context.get('who');
    const { code } = context.req.valid('param');
    const { from, to } = context.req.valid('query');
    const older = await getVersion(home, who, { code, version: from });
    const newer = await getVersion(home, who, { code, version: to });
    const { versions } = await getPolicy(home, who, code);
    const lineOf = (version: number) =>
      VersionLine.parse(versions.find((one) => one.version === version));
    const clauses = compareTexts(older.text, newer.text);
    return context.json({ from: lineOf(from), to: lineOf(to), clauses }, 200);
  });
  routes.openapi(consequences, async (context) => {
    const asked = { ...context.req.valid('param'), ...context.req.valid('query') };
    return context.json(await readConsequences(home, context.get('who'), asked), 200);
  });
  routes.openapi(importRoute, async (context) => {
    const who = context.get('who');
    // Asked before the file is read, so that nobody fills the memory who may not write.
    demandInHouse(who, 'policy.write', home.catalogue.document);
    const { code } = await getPolicy(home, who, context.req.valid('param').code);
    const { name, ...upload } = await uploadOf(context, context.req.valid('query').name);
    const bytes = await readWhole({ name, ...upload }, maximumWordBytes);
    const taken = await takeWord(home, { who, code }, { name, bytes });
    const say = lossWords('zh');
    const losses = taken.losses.map((loss) => {
      return { ...loss, message: say(loss.what, { count: loss.count }) };
    });
    const { text, ticket } = taken;
    const { file, name: kept } = taken.source;
    return context.json({ text, losses, ticket, name: kept, sha256: file.sha256 }, 200);
  });
  routes.openapi(source, async (context) => {
    const asked = context.req.valid('param');
    const file = await readSource(home, context.get('who'), asked);
    return context.body(Readable.toWeb(file.stream) as ReadableStream, 200, {
      'content-type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'content-length': String(file.sizeBytes),
      'content-disposition': dispositionOf(file.name),
    });
  });
  return routes;
}
