import { createRoute, z } from '@hono/zod-openapi';
import { changeHousehold } from '../../archives/commands/change-household.ts';
import { openContact } from '../../archives/commands/look.ts';
import { handOverDocument, moveDocument } from '../../archives/commands/move-document.ts';
import {
  ArchiveView,
  ChangeHousehold,
  DocumentView,
  FoundHousehold,
  HandOverDocument,
  HouseholdPage,
  HouseholdView,
  LookedFields,
  MoveDocument,
  OpenContact,
} from '../../archives/model.ts';
import { getDocument, listDocuments } from '../../archives/queries/documents.ts';
import { findHouseholds } from '../../archives/queries/find-households.ts';
import { getHousehold, listHouseholds } from '../../archives/queries/households.ts';
import type { Home } from '../../home/open.ts';
import {
  bearer,
  body,
  bodyRefusals,
  IdempotencyHeader,
  IdParameter,
  json,
  onceOf,
  openApiRoutes,
  PageLimit,
  refusals,
  SiteQuery,
} from '../kit/context.ts';

const RoomParameter = z.object({
  room: z
    .string()
    .max(60)
    .openapi({ param: { name: 'room', in: 'path' }, description: '房号，写法不限，须作 URL 编码' }),
});

const list = createRoute({
  method: 'get',
  path: '/households',
  tags: ['archives'],
  summary: '业户，按房号；姓名已遮盖',
  security: bearer,
  request: { query: SiteQuery.extend({ after: z.string().max(60).optional(), limit: PageLimit }) },
  responses: { 200: json(HouseholdPage, '一页业户'), ...refusals },
});
const find = createRoute({
  method: 'get',
  path: '/finder',
  tags: ['archives'],
  summary: '边打边找：房号、姓名、拼音、车牌；容一处打错',
  security: bearer,
  request: { query: SiteQuery.extend({ q: z.string().min(1).max(60), limit: PageLimit }) },
  responses: { 200: json(z.object({ items: z.array(FoundHousehold) }), '业户'), ...refusals },
});
const get = createRoute({
  method: 'get',
  path: '/households/{room}',
  tags: ['archives'],
  summary: '一户的档案：个人信息已遮盖',
  security: bearer,
  request: { params: RoomParameter, query: SiteQuery },
  responses: { 200: json(HouseholdView, '业主档案'), ...refusals },
});
const documents = createRoute({
  method: 'get',
  path: '/households/{room}/documents',
  tags: ['archives'],
  summary: '一户的档案目录：19 种资料、在哪里、缺什么',
  security: bearer,
  request: { params: RoomParameter, query: SiteQuery },
  responses: { 200: json(ArchiveView, '档案目录'), ...refusals },
});
const contact = createRoute({
  method: 'post',
  path: '/households/{room}/contact',
  tags: ['archives'],
  summary: '凭在办事项看联系方式：先记查阅日志，再给出',
  description: '每次都是一次查阅，因此不用 Idempotency-Key。',
  security: bearer,
  request: { params: RoomParameter, body: body(OpenContact.omit({ room: true })) },
  responses: { 200: json(LookedFields, '姓名与电话'), ...refusals, ...bodyRefusals },
});
const change = createRoute({
  method: 'post',
  path: '/households/{room}/changes',
  tags: ['archives'],
  summary: '过户（旧档封存，另立新档），或同一业主的资料更正',
  security: bearer,
  request: {
    params: RoomParameter,
    headers: IdempotencyHeader,
    body: body(ChangeHousehold.omit({ room: true })),
  },
  responses: { 201: json(HouseholdView, '变更后的档案'), ...refusals, ...bodyRefusals },
});
const move = createRoute({
  method: 'post',
  path: '/archive-documents/{id}/move',
  tags: ['archives'],
  summary: '把归错户的资料移到该在的档案',
  security: bearer,
  request: {
    params: IdParameter,
    headers: IdempotencyHeader,
    body: body(MoveDocument.omit({ document: true })),
  },
  responses: { 201: json(DocumentView, '移档后的资料'), ...refusals, ...bodyRefusals },
});
const handOver = createRoute({
  method: 'post',
  path: '/archive-documents/{id}/hand-over',
  tags: ['archives'],
  summary: '资料交接保管处或存放位置',
  security: bearer,
  request: {
    params: IdParameter,
    headers: IdempotencyHeader,
    body: body(HandOverDocument.omit({ document: true })),
  },
  responses: { 201: json(DocumentView, '交接后的资料'), ...refusals, ...bodyRefusals },
});

/** Households and their papers. */
export function householdRoutes(home: Home) {
  const routes = openApiRoutes();
  routes.openapi(list, async (context) =>
    context.json(await listHouseholds(home, context.get('who'), context.req.valid('query')), 200),
  );
  routes.openapi(find, async (context) => {
    const items = await findHouseholds(home, context.get('who'), context.req.valid('query'));
    return context.json({ items }, 200);
  });
  routes.openapi(get, async (context) => {
    const asked = { ...context.req.valid('param'), ...context.req.valid('query') };
    return context.json(await getHousehold(home, context.get('who'), asked), 200);
  });
  routes.openapi(documents, async (context) => {
    const asked = { ...context.req.valid('param'), ...context.req.valid('query') };
    return context.json(await listDocuments(home, context.get('who'), asked), 200);
  });
  routes.openapi(contact, async (context) => {
    const input = { ...context.req.valid('json'), ...context.req.valid('param') };
    return context.json(await openContact(home, context.get('who'), input), 200);
  });
  routes.openapi(change, async (context) => {
    const who = context.get('who');
    const input = { ...context.req.valid('json'), ...context.req.valid('param') };
    await changeHousehold(home, who, input, onceOf(context, input));
    return context.json(await getHousehold(home, who, input), 201);
  });
  routes.openapi(move, async (context) => {
    const { id } = context.req.valid('param');
    const input = context.req.valid('json');
    const who = context.get('who');
    await moveDocument(home, who, { document: id, ...input }, onceOf(context, input));
    return context.json(await getDocument(home, who, id), 201);
  });
  routes.openapi(handOver, async (context) => {
    const { id } = context.req.valid('param');
    const input = context.req.valid('json');
    const who = context.get('who');
    await handOverDocument(home, who, { document: id, ...input }, onceOf(context, input));
    return context.json(await getDocument(home, who, id), 201);
  });
  return routes;
}
