import { createRoute, z } from '@hono/zod-openapi';
import { changePerson } from '../../access/change-person.ts';
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
const HeldPost = z.strictObject({
  site: z.string().optional().openapi({ description: '项目代码；不填为第一个项目' }),
  post: z.string().max(60).openapi({ description: '岗位代码', example: 'desk-clerk' }),
});
const Email = z.string().max(254).nullable().openapi({ description: '收学习提醒；null 为没有' });
const AddPerson = z
  .strictObject({
    username: z.string().min(1).max(64).openapi({ example: 'lijing' }),
    name: z.string().min(1).max(64).openapi({ example: '李静' }),
    password: z.string().max(1000),
    role: z.enum(roles).optional().openapi({ description: '只有一个角色时的简写' }),
    roles: z.array(SiteRole).optional(),
    email: Email.optional(),
    posts: z.array(HeldPost).max(100).optional(),
  })
  .openapi('AddPerson');
const ChangePerson = z
  .strictObject({
    roles: z.array(SiteRole).max(100).optional(),
    email: Email.optional(),
    posts: z.array(HeldPost).max(100).optional(),
  })
  .refine((change) => Object.keys(change).length > 0, '请写明要改什么')
  .openapi('ChangePerson', { description: '没有写的保持原样；写了的整个代替原来的' });
const Person = z
  .object({
    id: z.string(),
    username: z.string(),
    name: z.string(),
    active: z.boolean(),
    roles: z.array(z.object({ site: z.string(), role: z.enum(roles) })),
    email: z.string().nullable(),
    posts: z.array(z.object({ site: z.string(), post: z.string() })),
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

const change = createRoute({
  method: 'patch',
  path: '/people/{username}',
  tags: ['people'],
  summary: '改人员的角色、岗位、邮箱',
  security: bearer,
  request: {
    params: z.object({
      username: z
        .string()
        .max(64)
        .openapi({ param: { name: 'username', in: 'path' } }),
    }),
    headers: IdempotencyHeader,
    body: body(ChangePerson),
  },
  responses: { 200: json(z.object({ id: z.string() }), '已改'), ...refusals, ...bodyRefusals },
});

/** People: their roles, posts and addresses. */
export function peopleRoutes(home: Pick<Home, 'ledger' | 'catalogue' | 'store'>) {
  const routes = openApiRoutes();
  const siteOf = (code: string | undefined) => getSite(home.catalogue.document, code).code;
  const rolesAt = (held: readonly z.infer<typeof SiteRole>[]) =>
    held.map(({ site, role }) => ({ role, site: site === '*' ? '*' : siteOf(site) }));
  const postsAt = (held: readonly z.infer<typeof HeldPost>[]) =>
    held.map(({ site, post }) => ({ post, site: siteOf(site) }));
  routes.openapi(add, async (context) => {
    const { role, roles: given, posts = [], email = null, ...person } = context.req.valid('json');
    const input = {
      ...person,
      email,
      roles: rolesAt(given ?? (role === undefined ? [] : [{ role }])),
      posts: postsAt(posts),
    };
    const id = await addPerson(home.ledger, context.get('who'), input, onceOf(context, input));
    return context.json({ id }, 201);
  });
  routes.openapi(change, async (context) => {
    const { username } = context.req.valid('param');
    const { roles: given, posts, email } = context.req.valid('json');
    const wish = {
      username,
      ...(given === undefined ? {} : { roles: rolesAt(given) }),
      ...(posts === undefined ? {} : { posts: postsAt(posts) }),
      ...(email === undefined ? {} : { email }),
    };
    const id = await changePerson(home.ledger, context.get('who'), wish, onceOf(context, wish));
    return context.json({ id }, 200);
  });
  routes.openapi(list, async (context) => {
    const who = context.get('who');
    const sites = demandSomewhere(who, 'person.read', home.catalogue.document);
    const people = await listPeople(home.store.read);
    const items = people
      .filter(({ roles: held }) => held.some(({ site }) => site === '*' || sites.includes(site)))
      .map((person) => ({ ...person, roles: [...person.roles], posts: [...person.posts] }));
    return context.json({ items }, 200);
  });
  return routes;
}
