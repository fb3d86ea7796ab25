import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addPerson } from '../../src/access/commands.ts';
import type { Requester, SiteRole } from '../../src/access/model.ts';
import { buildApp } from '../../src/app.ts';
import { systemEntropy } from '../../src/core/ids.ts';
import { type Home, localOperator, openHome } from '../../src/home/open.ts';
import { testDatabase } from '../kit/postgres.ts';
import { testClock } from '../kit/time.ts';

export const engines = ['sqlite', 'postgres'] as const;

/** An answer with its body read: as JSON where it is JSON. */
export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

type Headings = Readonly<Record<string, string>>;
type Fields = Record<string, unknown>;

/** Somebody who asks the API. */
export interface Caller {
  get<Body = Fields>(path: string, headers?: Headings): Promise<Answer<Body>>;
  post<Body = Fields>(path: string, body?: unknown, headers?: Headings): Promise<Answer<Body>>;
  put<Body = Fields>(path: string, body: unknown, headers?: Headings): Promise<Answer<Body>>;
  /** A request of any kind; the answer as it came. */
  send(path: string, init: RequestInit): Promise<Response>;
}

/** The people of a small office, each with one role at site A, and Sun Lei of another site. */
const staff: Readonly<Record<string, { name: string; roles: readonly SiteRole[] }>> = {
  clerk: { name: '王芳', roles: [{ site: 'A', role: 'clerk' }] },
  secondClerk: { name: '周敏', roles: [{ site: 'A', role: 'clerk' }] },
  supervisor: { name: '何光', roles: [{ site: 'A', role: 'supervisor' }] },
  secondSupervisor: { name: '张欣', roles: [{ site: 'A', role: 'supervisor' }] },
  manager: { name: '赵强', roles: [{ site: 'A', role: 'manager' }] },
  engineer: { name: '刘志', roles: [{ site: 'A', role: 'engineer' }] },
  finance: { name: '钱多', roles: [{ site: 'A', role: 'finance' }] },
  administration: { name: '陈静', roles: [{ site: 'A', role: 'administration' }] },
  auditor: { name: '吴明', roles: [{ site: 'A', role: 'auditor' }] },
  admin: { name: '管理员', roles: [{ site: '*', role: 'admin' }] },
  /** In a small office one person may hold several posts, and still is no second person. */
  deputy: {
    name: '李静',
    roles: (['clerk', 'supervisor', 'administration'] as const).map((role) => ({
      site: 'A',
      role,
    })),
  },
  stranger: { name: '孙磊', roles: [{ site: 'B', role: 'clerk' }] },
};

/** The password of each of the staff. */
export function passwordOf(username: string): string {
  return `${username}-password`;
}

/** A home with its people, spoken to as over HTTP; no socket is opened. */
export interface Office {
  readonly home: Home;
  readonly clock: ReturnType<typeof testClock>;
  readonly anybody: Caller;
  as(username: string): Promise<Caller>;
  requester(username: string): Requester;
  close(): Promise<void>;
}

/** Opens a new home on one of the engines. */
export async function openOffice(engine: (typeof engines)[number] = 'sqlite'): Promise<Office> {
  const database = engine === 'postgres' ? await testDatabase() : undefined;
  const clock = testClock();
  const folder = mkdtempSync(join(tmpdir(), 'anjuan-test-'));
  const home = await openHome({
    path: join(folder, 'home'),
    clock,
    entropy: systemEntropy,
    ...(database === undefined ? {} : { databaseUrl: database.url }),
  });
  const app = buildApp(home);
  const ids = new Map<string, string>();
  const tokens = new Map<string, string>();
  const operator: Requester = { actor: localOperator(), name: '本机操作员', roles: [] };
  for (const [username, { name, roles }] of Object.entries(staff)) {
    const person = { username, name, roles, password: passwordOf(username) };
    ids.set(username, await addPerson(home.ledger, operator, person));
  }
  const send = (path: string, init: RequestInit) =>
    Promise.resolve(app.request(`/api/v1${path}`, init));
  return {
    home,
    clock,
    anybody: callerOf(send, undefined),
    requester: (username) => ({
      actor: { kind: 'person', id: ids.get(username) ?? '', username },
      name: staff[username]?.name ?? '',
      roles: staff[username]?.roles ?? [],
    }),
    async as(username) {
      const token = tokens.get(username) ?? (await signIn(send, username));
      tokens.set(username, token);
      return callerOf(send, token);
    },
    async close() {
      await home.close();
      await database?.drop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

type Send = Caller['send'];

async function signIn(send: Send, username: string): Promise<string> {
  const credentials = { username, password: passwordOf(username) };
  const answer = await callerOf(send, undefined).post<{ token: string }>('/sessions', credentials);
  if (answer.status !== 201) throw new Error(`${username} cannot sign in: ${answer.status}`);
  return answer.body.token;
}

function callerOf(send: Send, token: string | undefined): Caller {
  const authorised = (path: string, init: RequestInit) => {
    const headers = new Headers(init.headers);
    if (token !== undefined) headers.set('Authorization', `Bearer ${token}`);
    return send(path, { ...init, headers });
  };
  const json = async <Body>(method: string, path: string, body: unknown, headers: Headings = {}) =>
    read<Body>(
      await authorised(path, {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
  return {
    get: (path, headers) => json('GET', path, undefined, headers),
    post: (path, body, headers) => json('POST', path, body, headers),
    put: (path, body, headers) => json('PUT', path, body, headers),
    send: authorised,
  };
}

/** An answer with its body, parsed where its content type says JSON. */
export async function read<Body = Fields>(response: Response): Promise<Answer<Body>> {
  const { status, headers } = response;
  const isJson = /json/.test(headers.get('content-type') ?? '');
  const body = (isJson ? await response.json() : await response.text()) as Body;
  return { status, headers, body };
}

/** The shape of every refusal. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly instance: string;
  readonly problems: readonly { field: string; rule: string; message: string }[];
}

/** Fields of a repair that pass every check, filed of 2 October 2026. */
export function repair(more: Readonly<Record<string, unknown>> = {}) {
  return {
    category: '01',
    fields: {
      登记时间: '2026-10-02 10:53',
      房号: '3-2-0602',
      报修人: '贾芳芳',
      联系电话: '13900001234',
      报修部位: '阳台',
      故障现象: '窗户关不严',
      首问责任人: '王芳',
      ...more,
    },
  };
}

/** A household list of three rooms, as an office writes it. */
export const householdsCsv = [
  '房号,业主姓名,联系电话,备用联系人,家庭成员,建筑面积平方米,房屋状态,是否出租,租户,租户电话,车牌,宠物,入伙日期,产权变更日期',
  '3-2-0501,莫小兰,13800000501,,,88.5,自住,否,,,,,2020-06-01,',
  '3-2-0602,贾芳芳,13900001234,,,102,自住,否,,,,,2020-06-02,',
  '1-1-0101,叶军,19971581498,,,75,出租,是,方租,13700000000,,,2020-06-03,',
  '',
].join('\n');
