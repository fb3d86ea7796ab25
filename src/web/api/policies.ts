import { createRoute, z } from '@hono/zod-openapi';
import type { Home } from '../../home/open.ts';
import { addPolicy, setPlaces } from '../../policies/commands/add-policy.ts';
import { adoptPolicies } from '../../policies/commands/adopt-policies.ts';
import { adoptTogether } from '../../policies/commands/adopt-together.ts';
import { retirePolicy } from '../../policies/commands/publish-version.ts';
import {
  AddPolicy,
  AdoptionReport,
  AdoptPolicies,
  AdoptTogether,
  PolicyLine,
  PolicyView,
  RetirePolicy,
  SetPlaces,
  VersionView,
} from '../../policies/model.ts';
import {
  getInForce,
  getPolicy,
  listInForce,
  listPolicies,
} from '../../policies/queries/policies.ts';
import { canInHouse } from '../../policies/rules.ts';
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
  SecondSignature,
} from '../kit/context.ts';
import { confirmSecond, refuseSecond } from '../kit/second-signature.ts';

const tags = ['policies'];

const list = createRoute({
  method: 'get',
  path: '/policies',
  tags,
  summary: '全部制度：生效的版本、最新的版本、应张贴处',
  description: '给出 on 时只列那一天有生效版本的制度，连同那一版和当天应张贴处。',
  security: bearer,
  request: {
    query: z.strictObject({
      on: z.string().optional().openapi({ description: '某一天的制度库', example: '2026-10-01' }),
    }),
  },
  responses: { 200: json(z.object({ items: z.array(PolicyLine) }), '制度'), ...refusals },
});
const add = createRoute({
  method: 'post',
  path: '/policies',
  tags,
  summary: '新增一项制度，尚无正文',
  security: bearer,
  request: { headers: IdempotencyHeader, body: body(AddPolicy) },
  responses: { 201: json(PolicyView, '已新增'), ...refusals, ...bodyRefusals },
});
const adopt = createRoute({
  method: 'post',
  path: '/policies/adopt',
  tags,
  summary: '整批启用已由另一人批准、从未发布过的制度，可倒填生效日',
  description: '已启用的不会再启用，重复请求无害，因此不用 Idempotency-Key。',
  security: bearer,
  request: { body: body(AdoptPolicies) },
  responses: { 200: json(AdoptionReport, '启用结果'), ...refusals, ...bodyRefusals },
});
const adoptSigned = createRoute({
  method: 'post',
  path: '/policies/adopt-together',
  tags,
  summary: '两人签字，整批启用所选的、从未发布过的制度；生效日可以是过去',
  security: bearer,
  request: {
    headers: IdempotencyHeader,
    body: body(AdoptTogether.extend({ approver: SecondSignature })),
  },
  responses: {
    201: json(z.strictObject({ from: z.string(), adopted: z.array(z.string()) }), '已启用'),
    ...refusals,
    ...bodyRefusals,
  },
});
const get = createRoute({
  method: 'get',
  path: '/policies/{code}',
  tags,
  summary: '一项制度及其全部版本',
  security: bearer,
  request: { params: CodeParameter },
  responses: { 200: json(PolicyView, '制度'), ...refusals },
});
const inForce = createRoute({
  method: 'get',
  path: '/policies/{code}/in-force',
  tags,
  summary: '某一天生效的版本，连同正文',
  security: bearer,
  request: {
    params: CodeParameter,
    query: z.strictObject({
      on: z.string().optional().openapi({ description: '不填为今天', example: '2026-10-01' }),
    }),
  },
  responses: { 200: json(VersionView, '当日生效的版本'), ...refusals },
});
const places = createRoute({
  method: 'post',
  path: '/policies/{code}/places',
  tags,
  summary: '设定上墙制度的张贴处',
  security: bearer,
  request: {
    params: CodeParameter,
    headers: IdempotencyHeader,
    body: body(SetPlaces.omit({ code: true })),
  },
  responses: { 201: json(PolicyView, '已设定'), ...refusals, ...bodyRefusals },
});
const retire = createRoute({
  method: 'post',
  path: '/policies/{code}/retire',
  tags,
  summary: '废止：所填日期起不再生效',
  security: bearer,
  request: {
    params: CodeParameter,
    headers: IdempotencyHeader,
    body: body(RetirePolicy.omit({ code: true })),
  },
  responses: { 201: json(PolicyView, '已废止'), ...refusals, ...bodyRefusals },
});

/** Policies: what they are, where they must hang, when they end. */
export function policyRoutes(home: Home) {
  const routes = openApiRoutes();
  routes.openapi(list, async (context) => {
    const who = context.get('who');
    const { on } = context.req.valid('query');
    const items = await (on === undefined ? listPolicies(home, who) : listInForce(home, who, on));
    return context.json({ items }, 200);
  });
  routes.openapi(add, async (context) => {
    const who = context.get('who');
    const input = context.req.valid('json');
    const code = await addPolicy(home, who, input, onceOf(context, input));
    return context.json(await getPolicy(home, who, code), 201);
  });
  routes.openapi(adopt, async (context) => {
    const input = context.req.valid('json');
    return context.json(await adoptPolicies(home, context.get('who'), input), 200);
  });
  routes.openapi(adoptSigned, async (context) => {
    const who = context.get('who');
    const { approver, ...input } = context.req.valid('json');
    const second = await confirmSecond(home.sessions, approver);
    refuseSecond(second, canInHouse(second, 'policy.approve', home.catalogue.document));
    const once = onceOf(context, { ...input, approver: approver.username });
    const adopted = await adoptTogether(home, { who, second }, input, once);
    return context.json({ from: input.from, adopted: [...adopted] }, 201);
  });
  routes.openapi(get, async (context) => {
    const { code } = context.req.valid('param');
    return context.json(await getPolicy(home, context.get('who'), code), 200);
  });
  routes.openapi(inForce, async (context) => {
    const asked = { ...context.req.valid('param'), ...context.req.valid('query') };
    return context.json(await getInForce(home, context.get('who'), asked), 200);
  });
  routes.openapi(places, async (context) => {
    const who = context.get('who');
    const input = { ...context.req.valid('param'), ...context.req.valid('json') };
    await setPlaces(home, who, input, onceOf(context, input));
    return context.json(await getPolicy(home, who, input.code), 201);
  });
  routes.openapi(retire, async (context) => {
    const who = context.get('who');
    const input = { ...context.req.valid('param'), ...context.req.valid('json') };
    await retirePolicy(home, who, input, onceOf(context, input));
    return context.json(await getPolicy(home, who, input.code), 201);
  });
  return routes;
}
