import { createRoute, z } from '@hono/zod-openapi';
import type { Home } from '../../home/open.ts';
import { bearer, body, bodyRefusals, json, openApiRoutes, refusals } from '../kit/context.ts';
import { tokenOf } from '../kit/door.ts';

const SignIn = z
  .strictObject({
    username: z.string().min(1).max(64).openapi({ example: 'admin' }),
    password: z.string().min(1).max(1000),
  })
  .openapi('SignIn');
const Session = z.object({ token: z.string() }).openapi('Session');

const signIn = createRoute({
  method: 'post',
  path: '/sessions',
  tags: ['sessions'],
  summary: '登录，取得令牌',
  security: [],
  request: { body: body(SignIn) },
  responses: {
    201: json(Session, '令牌，用作 Authorization: Bearer'),
    ...refusals,
    ...bodyRefusals,
  },
});
const signOut = createRoute({
  method: 'delete',
  path: '/sessions/current',
  tags: ['sessions'],
  summary: '退出：令牌从此无效',
  security: bearer,
  responses: { 200: json(z.object({ closed: z.literal(true) }), '已退出'), ...refusals },
});

/** Signing in. */
export function sessionRoutes(home: Pick<Home, 'sessions'>) {
  const routes = openApiRoutes();
  routes.openapi(signIn, async (context) => {
    const { username, password } = context.req.valid('json');
    const { token } = await home.sessions.open(username, password);
    return context.json({ token }, 201);
  });
  return routes;
}

/** Signing out, which only who is signed in can. */
export function signOutRoutes(home: Pick<Home, 'sessions'>) {
  const routes = openApiRoutes();
  routes.openapi(signOut, async (context) => {
    await home.sessions.close(tokenOf(context) ?? '');
    return context.json({ closed: true as const }, 200);
  });
  return routes;
}
