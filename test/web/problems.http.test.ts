import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemEntropy } from '../../src/core/ids.ts';
import { newWebApp } from '../../src/web/kit/app.ts';
import { type Caller, type Office, openOffice, type Problem, read, repair } from './office.ts';

let office: Office;
let clerk: Caller;

beforeEach(async () => {
  office = await openOffice();
  clerk = await office.as('clerk');
});

afterEach(() => office.close());

async function raw(path: string, body: string, type = 'application/json') {
  const headers = { 'content-type': type };
  const answer = await clerk.send(path, { method: 'POST', headers, body });
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  return read<Problem>(answer);
}

describe('refusals over HTTP', () => {
  it('tell of broken JSON, a wrong type and too much, each by its own status', async () => {
    const broken = await raw('/records', '{"category":');
    expect(broken).toMatchObject({ status: 400, body: { code: 'usage', status: 400 } });
    const form = await raw('/records', 'category=01', 'application/x-www-form-urlencoded');
    expect(form.status).toBe(415);
    expect(form.body.detail).toContain('application/json');
    const large = await raw('/records', JSON.stringify({ fields: 'x'.repeat(3 * 1024 * 1024) }));
    expect(large).toMatchObject({ status: 413, body: { code: 'limit' } });
  });

  it('name every field at fault: the missing, the unknown, the wrong', async () => {
    const answer = await clerk.post<Problem>('/dispatch-orders', { mater: '漏水', room: 5 });
    expect(answer.status).toBe(422);
    const found = new Map(answer.body.problems.map(({ field, rule }) => [field, rule]));
    expect(found.get('matter')).toBe('required');
    expect(found.get('mater')).toBe('unknown');
    expect(found.get('room')).toBe('invalid_type');
    for (const { message } of answer.body.problems) expect(message).toMatch(/\p{Script=Han}/u);
    const deep = await clerk.post<Problem>('/dispatch-orders/PG-202611-0001/void', {
      reason: '开错',
      approver: { username: 'a', password: 'b', pin: '1' },
    });
    expect(deep.body.problems).toMatchObject([{ field: 'approver.pin', rule: 'unknown' }]);
  });

  it('say for a choice what may be chosen', async () => {
    const request = { room: '3-2-0501', fields: ['联系电话'], purpose: 'repair', reason: '漏水' };
    const answer = await clerk.post<Problem>('/access-requests', { ...request, minutes: 60 });
    const [problem] = answer.body.problems;
    expect(problem?.field).toBe('minutes');
    expect(problem?.message).toMatch(/15/);
    expect(problem?.message).toMatch(/30/);
  });

  it('refuse what a query does not know, and a page mark that is none', async () => {
    for (const path of [
      '/day-review?day=2026-10-01&days=3',
      '/households?size=5',
      '/search?q=a&x=1',
    ]) {
      expect((await clerk.get(path)).status, path).toBe(422);
    }
    const mark = await clerk.get<Problem>('/records?after=nowhere');
    expect(mark.body.problems).toMatchObject([{ field: 'after' }]);
  });

  it('answer an unknown number or path by 404, and an empty Idempotency-Key by 422', async () => {
    expect(await clerk.get<Problem>('/records/BX-202610-9999')).toMatchObject({
      status: 404,
      body: { code: 'not-found' },
    });
    expect((await clerk.get('/no-such-path')).status).toBe(404);
    const key = { 'Idempotency-Key': 'x'.repeat(201) };
    expect((await clerk.post('/records', repair(), key)).status).toBe(422);
  });

  it('carry a number to quote and nothing of the inside when nobody foresaw them', async () => {
    const app = newWebApp(systemEntropy);
    app.get('/api/fault', () => {
      throw new TypeError('贾芳芳 13900001234 at /srv/home/ledger.sqlite');
    });
    const answer = await app.request('/api/fault');
    expect(answer.status).toBe(500);
    const text = await answer.text();
    const { instance, detail, code } = JSON.parse(text) as Problem;
    expect(code).toBe('unavailable');
    const id = /^urn:request:([0-9a-f]{16})$/.exec(instance)?.[1];
    expect(id).toBeDefined();
    expect(detail).toContain(id);
    expect(text).not.toMatch(/贾芳芳|13900001234|sqlite|TypeError|\.ts/);
  });
});
