import { createRoute, z } from '@hono/zod-openapi';
import { addPerson } from '../../access/commands.ts';
import { roles } from '../../access/model.ts';
import { listPeople } from '../../access/queries.ts';
import { demandSomewhere } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
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

const SiteRole = z.strictObject({
  site: z.string().optional().openapi({ description: '项目代码；不填为第一个项目，* 为全部' }),
  role: z.enum(roles),
});
const AddPerson = z
  .strictObject({
    username: z.string().min(1).max(64).openapi({ example: 'lijing' }),
    name: z.string().min(1).max(64).openapi({ example: '李静' }),
    password: z.string().max(1000),
    role: z.enum(roles).optional().openapi({ description: '只有一个角色时的简写' }),
    roles: z.array(SiteRole).optional(),
  })
  .openapi('AddPerson');
const Person = z
  .object({
    id: z.string(),
    username: z.string(),
    name: z.string(),
    active: z.boolean(),
    roles: z.array(z.object({ site: z.string(), role: z.enum(roles) })),
  })
  .openapi('Person');

const add = createRoute({
  method: 'post',
  path: '/people',
  tags: ['people'],
  summary: '添加人员',
  security: bearer,
  request: { headers: IdempotencyHeader, body: body(AddPerson) },
  responses: { 201: json(z.object({ id: z.string() }), '已添加'), ...refusals, ...bodyRefusals },
});
const list = createRoute({
  method: 'get',
  path: '/people',
  tags: ['people'],
  summary: '人员名册',
  security: bearer,
  responses: { 200: json(z.object({ items: z.array(Person) }), '所管项目的全部人员'), ...refusals },
});

/** People and their roles. */
export function peopleRoutes(home: Pick<Home, 'ledger' | 'catalogue' | 'store'>) {
  const routes = openApiRoutes();
  routes.openapi(add, async (context) => {
    const { role, roles: given, password, ...person } = context.req.valid('json');
    const wanted = given ?? (role === undefined ? [] : [{ role }]);
    const siteRoles = wanted.map(({ role: held, ...at }) => ({
      role: held,
      site:
        'site' in at && at.site === '*'
          ? '*'
          : getSite(home.catalogue.document, 'site' in at ? at.site : undefined).code,
    }));
    const input = { ...person, password, roles: siteRoles };
    const once = onceOf(context, { ...person, password, roles: siteRoles });
    const id = await addPerson(home.ledger, context.get('who'), input, once);
    return context.json({ id }, 201);
  });
  routes.openapi(list, async (context) => {
    const who = context.get('who');
    const sites = demandSomewhere(who, 'person.read', home.catalogue.document);
    const people = await listPeople(home.store.read);
    const items = people
      .filter(({ roles: held }) => held.some(({ site }) => site === '*' || sites.includes(site)))
      .map((person) => ({ ...person, roles: [...person.roles] }));
    return context.json({ items }, 200);
  });
  return routes;
}
