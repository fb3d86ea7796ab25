import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import type { Home } from '../../home/open.ts';
import { attachFile } from '../../records/commands/attach-file.ts';
import { RecordView } from '../../records/model.ts';
import { getRecord } from '../../records/queries/get-record.ts';
import { readAttachment } from '../../records/queries/read-attachment.ts';
import {
  bearer,
  bodyRefusals,
  IdempotencyHeader,
  json,
  NumberParameter,
  openApiRoutes,
  refusals,
} from '../kit/context.ts';
import { dispositionOf, fileAnswer } from '../kit/download.ts';
import { fileBody, fileLimits, onceOfUpload, uploadOf } from '../kit/upload.ts';

const Attached = RecordView.shape.attachments.element;

const attach = createRoute({
  method: 'post',
  path: '/records/{number}/attachments',
  tags: ['records'],
  summary: '附上文件：正文即文件（可到 200 MB），或表单的 file（至 20 MB）',
  security: bearer,
  middleware: fileLimits,
  request: {
    params: NumberParameter,
    query: z.strictObject({
      name: z.string().optional().openapi({ description: '文件名，也可写在 X-File-Name' }),
    }),
    headers: IdempotencyHeader,
    body: fileBody,
  },
  responses: { 201: json(Attached, '已附，原样保存'), ...refusals, ...bodyRefusals },
});
const read = createRoute({
  method: 'get',
  path: '/records/{number}/attachments/{id}',
  tags: ['records'],
  summary: '取回附件原件',
  security: bearer,
  request: {
    params: NumberParameter.extend({
      id: z
        .string()
        .openapi({ param: { name: 'id', in: 'path' }, description: '附件的 id，或它的顺序号' }),
    }),
  },
  responses: { 200: fileAnswer('附件原件'), ...refusals },
});

/** Files of records: in as a stream, out as a stream. */
export function attachmentRoutes(home: Home) {
  const routes = openApiRoutes();
  routes.openapi(attach, async (context) => {
    const { number } = context.req.valid('param');
    const upload = await uploadOf(context, context.req.valid('query').name);
    const who = context.get('who');
    const once = onceOfUpload(context, upload, { number });
    const { id } = await attachFile(home, who, { number, ...upload }, once);
    const { attachments } = await getRecord(home, who, number);
    const attached = attachments.find((one) => one.id === id);
    if (attached === undefined) throw new Error('an attached file is on its record');
    return context.json(attached, 201);
  });
  routes.openapi(read, async (context) => {
    const { number, id } = context.req.valid('param');
    const attachment = /^\d+$/.test(id) ? Number(id) : id;
    const file = await readAttachment(home, context.get('who'), { number, attachment });
    return context.body(Readable.toWeb(file.stream) as ReadableStream, 200, {
      'content-type': file.mediaType,
      'content-length': String(file.sizeBytes),
      'content-disposition': dispositionOf(file.name),
    });
  });
  return routes;
}
