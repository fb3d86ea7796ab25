import { resolve } from 'node:path';
import { serve as listen } from '@hono/node-server';
import { addPerson } from '../access/commands.ts';
import { listPeople } from '../access/queries.ts';
import { buildApp } from '../app.ts';
import { AppError } from '../core/app-error.ts';
import { type DemoHome, openDemo } from '../demo/open-demo.ts';
import type { Home } from '../home/open.ts';
import { startClock } from '../jobs/clock.ts';
import { seedPolicies } from '../policies/commands/seed-policies.ts';
import { makePassword } from './person.ts';
import { openHomeAt, operator } from './with-home.ts';
import type { World } from './world.ts';

/** Opens a home, or tells the demonstration's, and serves it until the world stops. */
export async function serve(
  world: World,
  options: { home?: string; demo?: boolean; host: string; port: number },
): Promise<void> {
  const { host, port } = options;
  const demo = options.demo === true ? await openDemoAt(world, options.home) : undefined;
  const home = demo?.home ?? (await openHomeAt(world, options.home));
  try {
    await serveHome(home, world, { host, port, demo });
  } finally {
    await home.close();
  }
}

/** The demonstration's home never lies in a database that others may use. */
function openDemoAt({ clock, entropy }: World, folder: string | undefined): Promise<DemoHome> {
  return openDemo({ clock, entropy, ...(folder === undefined ? {} : { path: resolve(folder) }) });
}

async function serveHome(
  home: Home,
  world: World,
  { demo, ...address }: { host: string; port: number; demo: DemoHome | undefined },
): Promise<void> {
  const app = buildApp(home);
  const server = listen({ fetch: app.fetch, hostname: address.host, port: address.port });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', () => resolve());
    server.once('error', (cause: NodeJS.ErrnoException) => reject(listenError(cause, address)));
  });
  try {
    const signIns = await demo?.tell(world.out);
    const administrator = signIns ?? (await ensureAdministrator(home, world));
    await seedPolicies(home, operator().actor);
    const bound = server.address();
    const port = typeof bound === 'object' && bound !== null ? bound.port : address.port;
    world.out(`案卷已启动：http://${address.host}:${port}\n`);
    world.out(administrator);
    const clock = startClock(home, { mailPassword: world.env.ANJUAN_SMTP_PASSWORD });
    await world.stopped;
    await clock.stop();
  } finally {
    await new Promise((resolve) => {
      server.close(resolve);
      if ('closeAllConnections' in server) server.closeAllConnections();
    });
  }
}

/** Makes the administrator where nobody is one; answers what there is to say of the password. */
async function ensureAdministrator(home: Home, world: World): Promise<string> {
  const given = world.env.ANJUAN_ADMIN_PASSWORD;
  const people = await listPeople(home.store.read);
  const known = people.some(
    ({ username, roles }) => username === 'admin' || roles.some(({ role }) => role === 'admin'),
  );
  if (known) {
    return given === undefined
      ? ''
      : 'ANJUAN_ADMIN_PASSWORD 只在第一次启动时有用，密码没有改动；要另设，请先停下服务，' +
          '再用 npm run anjuan -- person password admin\n';
  }
  const password = given ?? makePassword(world);
  await addPerson(home.ledger, operator(), {
    username: 'admin',
    name: '管理员',
    password,
    roles: [{ site: '*', role: 'admin' }],
  });
  return given === undefined ? `管理员 admin，初始密码：${password}（只显示这一次）\n` : '';
}

function listenError(
  cause: NodeJS.ErrnoException,
  address: { host: string; port: number },
): AppError {
  const place = `${address.host}:${address.port}`;
  if (cause.code === 'EADDRINUSE') {
    return new AppError(
      'unavailable',
      `${place} 已被占用，请用 --port 另选一个端口，如 npm start -- --port 8081。`,
      { cause },
    );
  }
  return new AppError(
    'unavailable',
    `无法监听 ${place}（${cause.code}），请换 --host 或 --port。`,
    {
      cause,
    },
  );
}
