import { createRoute } from '@hono/zod-openapi';
import type { Home } from '../../home/open.ts';
import { correctRecord } from '../../records/commands/correct-record.ts';
import { fileRecord } from '../../records/commands/file-record.ts';
import { voidRecord } from '../../records/commands/void-record.ts';
import {
  CorrectRecord,
  FiledRecord,
  FileRecord,
  ListRecords,
  RecordPage,
  RecordView,
  VoidRecord,
} from '../../records/model.ts';
import { getRecord } from '../../records/queries/get-record.ts';
import { listRecords } from '../../records/queries/list-records.ts';
import {
  bearer,
  body,
  bodyRefusals,
  IdempotencyHeader,
  json,
  NumberParameter,
  onceOf,
  openApiRoutes,
  refusals,
  SecondSignature,
} from '../kit/context.ts';
import { confirmSecond, demandOfSecond } from '../kit/second-signature.ts';

const file = createRoute({
  method: 'post',
  path: '/records',
  tags: ['records'],
  summary: '登记一条工作记录',
  security: bearer,
  request: { headers: IdempotencyHeader, body: body(FileRecord) },
  responses: { 201: json(FiledRecord, '已归档，编号唯一'), ...refusals, ...bodyRefusals },
});
const list = createRoute({
  method: 'get',
  path: '/records',
  tags: ['records'],
  summary: '按类别、月份、状态、房号、责任者查列',
  security: bearer,
  request: { query: ListRecords },
  responses: { 200: json(RecordPage, '一页记录，新的在前'), ...refusals },
});
const get = createRoute({
  method: 'get',
  path: '/records/{number}',
  tags: ['records'],
  summary: '一条记录：现行内容、原文、更正、附件、关联',
  security: bearer,
  request: { params: NumberParameter },
  responses: { 200: json(RecordView, '记录'), ...refusals },
});
const correct = createRoute({
  method: 'post',
  path: '/records/{number}/corrections',
  tags: ['records'],
  summary: '追加一次更正，原文不动',
  security: bearer,
  request: { params: NumberParameter, headers: IdempotencyHeader, body: body(CorrectRecord) },
  responses: { 201: json(RecordView, '更正后的记录'), ...refusals, ...bodyRefusals },
});
const voids = createRoute({
  method: 'post',
  path: '/records/{number}/void',
  tags: ['records'],
  summary: '作废误登的记录，编号保留',
  security: bearer,
  request: {
    params: NumberParameter,
    headers: IdempotencyHeader,
    body: body(VoidRecord.extend({ approver: SecondSignature })),
  },
  responses: { 201: json(RecordView, '已作废'), ...refusals, ...bodyRefusals },
});

/** Work records: file, read, correct, void. */
export function recordRoutes(home: Home) {
  const routes = openApiRoutes();
  routes.openapi(file, async (context) => {
    const input = context.req.valid('json');
    const filed = await fileRecord(home, context.get('who'), input, onceOf(context, input));
    return context.json(filed, 201);
  });
  routes.openapi(list, async (context) =>
    context.json(await listRecords(home, context.get('who'), context.req.valid('query')), 200),
  );
  routes.openapi(get, async (context) => {
    const { number } = context.req.valid('param');
    return context.json(await getRecord(home, context.get('who'), number), 200);
  });
  routes.openapi(correct, async (context) => {
    const { number } = context.req.valid('param');
    const input = context.req.valid('json');
    await correctRecord(home, context.get('who'), { number, ...input }, onceOf(context, input));
    return context.json(await getRecord(home, context.get('who'), number), 201);
  });
  routes.openapi(voids, async (context) => {
    const { number } = context.req.valid('param');
    const { approver: signature, reason } = context.req.valid('json');
    const approver = await confirmSecond(home.sessions, signature);
    demandOfSecond(approver, 'record.void', await getRecord(home, context.get('who'), number));
    const once = onceOf(context, { reason, approver: signature.username });
    await voidRecord(home, context.get('who'), { number, reason, approver }, once);
    return context.json(await getRecord(home, context.get('who'), number), 201);
  });
  return routes;
}
