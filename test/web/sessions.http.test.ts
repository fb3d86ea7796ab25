import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Office, openOffice, type Problem, passwordOf } from './office.ts';

let office: Office;

beforeEach(async () => {
  office = await openOffice();
});

afterEach(() => office.close());

const hour = 3_600_000;

function signIn(username: string, password: string) {
  return office.anybody.post<Problem>('/sessions', { username, password });
}

describe('sessions over HTTP', () => {
  it('answer a wrong password and an unknown name in the very same way', async () => {
    const wrong = await signIn('clerk', 'not the password');
    const unknown = await signIn('nobody', 'not the password');
    expect(wrong.status).toBe(401);
    const { instance: _one, ...first } = wrong.body;
    const { instance: _other, ...second } = unknown.body;
    expect(second).toEqual(first);
  });

  it.each(['clerk', 'nobody'])(
    'rest %s after five wrong passwords, right ones too',
    async (name) => {
      const statuses: number[] = [];
      for (let tries = 0; tries < 6; tries += 1) {
        statuses.push((await signIn(name, `wrong number ${tries}`)).status);
      }
      expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
      const right = await signIn(name, passwordOf(name));
      expect(right).toMatchObject({ status: 429, body: { code: 'limit' } });
      expect((await signIn('auditor', passwordOf('auditor'))).status).toBe(201);
    },
  );

  it('end when they are closed, when they rest for long, and after a week', async () => {
    const clerk = await office.as('clerk');
    const other = await office.as('secondClerk');
    expect((await clerk.send('/sessions/current', { method: 'DELETE' })).status).toBe(200);
    expect((await clerk.get('/records')).status).toBe(401);
    expect((await other.get('/records')).status).toBe(200);
    office.clock.advance(13 * hour);
    expect((await other.get('/records')).status).toBe(401);

    const auditor = await office.as('auditor');
    for (let hours = 0; hours < 24 * 7; hours += 8) {
      expect((await auditor.get('/records')).status).toBe(200);
      office.clock.advance(8 * hour);
    }
    expect((await auditor.get('/records')).status).toBe(401);
  });

  it('are asked for everywhere but where a watcher or a reader of the API looks', async () => {
    for (const path of ['/health', '/ready', '/metrics', '/docs', '/openapi.json']) {
      expect((await office.anybody.get(path)).status, path).toBe(200);
    }
    for (const path of ['/records', '/people', '/catalogue', '/no-such-path']) {
      const answer = await office.anybody.get<Problem>(path);
      expect(answer, path).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    }
    const made = await office.anybody.get<Problem>('/records', { Authorization: 'Bearer made-up' });
    expect(made.status).toBe(401);
  });
});
