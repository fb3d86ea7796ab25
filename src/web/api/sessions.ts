import { createRoute, z } from '@hono/zod-openapi';
import type { Home } from '../../home/open.ts';
import { body, json, openApiRoutes, refusals } from '../kit/context.ts';

const SignIn = z
  .object({
    username: z.string().min(1).openapi({ example: 'admin' }),
    password: z.string().min(1),
  })
  .openapi('SignIn');
const Session = z.object({ token: z.string() }).openapi('Session');

const signIn = createRoute({
  method: 'post',
  path: '/sessions',
  tags: ['sessions'],
  summary: '登录，取得令牌',
  request: { body: body(SignIn) },
  responses: { 201: json(Session, '令牌，用作 Authorization: Bearer'), ...refusals },
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
