import { readdirSync } from 'node:fs';
import { request as ask, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { type Caller, type Office, openOffice, type Problem, repair } from './office.ts';

let office: Office;
let admin: Caller;

beforeEach(async () => {
  office = await openOffice();
  admin = await office.as('admin');
});

afterEach(() => office.close());

describe('broken text', () => {
  it('is refused with its place, wherever half a character or a NUL stands', async () => {
    const clerk = await office.as('clerk');
    const { number } = (await clerk.post<{ number: string }>('/records', repair())).body;
    for (const [path, body, field] of [
      [
        `/records/${number}/corrections`,
        { changes: { 报修部位: '厨房' }, reason: 'x\ud83d' },
        'reason',
      ],
      ['/records', repair({ 报修部位: '\udc00' }), 'fields.报修部位'],
      ['/dispatch-orders', { matter: '漏水\ud83d' }, 'matter'],
      ['/dispatch-orders', { matter: '漏水', room: '\0' }, 'room'],
      ['/sessions', { username: 'clerk\0', password: 'x' }, 'username'],
    ] as const) {
      const answer = await clerk.post<Problem>(path, body);
      expect(answer.status, path).toBe(422);
      expect(answer.body.problems).toMatchObject([{ field, rule: 'characters' }]);
    }
    const addresses = ['/records/a%00b', '/search?q=a&room=%00', '/households/%00'];
    for (const path of addresses) expect((await clerk.get(path)).status, path).toBe(422);
    const whole = await clerk.post('/dispatch-orders', { matter: '漏水 \ud83d\ude00' });
    expect(whole.status).toBe(201);
  });
});

describe('a day', () => {
  it.each(['0000-01-01', '1899-12-31', '2026-02-30'])(
    'that no register has is not signed: %s',
    async (day) => {
      const supervisor = await office.as('supervisor');
      expect((await supervisor.post('/sign-offs', { day })).status).toBe(422);
    },
  );
});

describe('answers', () => {
  it('run nothing and load nothing, and no name of the language is a page', async () => {
    const { headers } = await admin.get('/records');
    expect(headers.get('content-security-policy')).toContain('sandbox');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    for (const name of ['constructor', '__proto__', 'toString']) {
      expect((await admin.get(`/docs/${name}`)).status, name).toBe(404);
    }
    expect((await admin.get('/docs/swagger-ui.css')).status).toBe(200);
  });

  it('to a HEAD leave no file open', async () => {
    const clerk = await office.as('clerk');
    const { number } = (await clerk.post<{ number: string }>('/records', repair())).body;
    const path = `/records/${number}/attachments`;
    const long = '现场情况'.repeat(100_000);
    const attached = await clerk.send(`${path}?name=a.txt`, { method: 'POST', body: long });
    expect(attached.status).toBe(201);
    const openFiles = () => readdirSync('/dev/fd').length;
    const before = openFiles();
    for (let round = 0; round < 20; round += 1) {
      const head = await clerk.send(`${path}/1`, { method: 'HEAD' });
      expect(head.status).toBe(200);
      expect(head.headers.get('content-length')).toBe(String(Buffer.byteLength(long)));
      expect(await head.text()).toBe('');
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(openFiles() - before).toBeLessThan(5);
  });

  it('that refuse a body leave the connection to the next request', async () => {
    const server = createServer(getRequestListener(buildApp(office.home).fetch));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const body = Buffer.alloc(3 * 1024 * 1024, 65);
      const json = { 'content-type': 'application/json' };
      const refused = await exchange(port, {
        method: 'POST',
        path: '/api/v1/sessions',
        headers: json,
        body,
      });
      expect(refused.status).toBe(413);
      await new Promise((resolve) => setTimeout(resolve, 700));
      expect(refused.socket.destroyed).toBe(false);
      refused.socket.destroy();
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });
});

/** One request over a socket that stays open. */
function exchange(
  port: number,
  wish: { method: string; path: string; headers: Record<string, string>; body: Buffer },
): Promise<{ status: number; socket: { destroyed: boolean; destroy(): void } }> {
  const { body, headers, ...where } = wish;
  return new Promise((resolve, reject) => {
    const sized = { ...headers, connection: 'keep-alive', 'content-length': body.length };
    const sent = ask({ host: '127.0.0.1', port, ...where, headers: sized }, (answer) => {
      const { socket } = answer;
      answer.resume();
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, socket }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
