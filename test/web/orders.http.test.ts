import { afterEach, describe, expect, it } from 'vitest';
import type { MonthAccount, OrderView } from '../../src/dispatch/model.ts';
import {
  type Answer,
  engines,
  type Office,
  openOffice,
  type Problem,
  passwordOf,
} from './office.ts';

let office: Office;

afterEach(() => office.close());

const numberOf = (ordinal: number) => `PG-202611-${String(ordinal).padStart(4, '0')}`;
const signed = (username: string) => ({
  username,
  password: passwordOf(username),
});

describe.each(engines)('dispatch orders over HTTP on %s', (engine) => {
  it('[DSP-01] leaves no gap under 64 at once, of which some are refused and some repeated', async () => {
    office = await openOffice(engine);
    const [clerk, admin] = [await office.as('clerk'), await office.as('admin')];
    const asked = Array.from({ length: 64 }, (_, at): Promise<Answer<{ number: string }>> => {
      const who = at % 2 === 0 ? clerk : admin;
      const order = { matter: `厨房水管漏水 ${at}` };
      if (at % 8 === 1) return who.post('/dispatch-orders', { matter: '' });
      if (at % 8 === 3) return who.post('/dispatch-orders', { ...order, record: 'BX-202610-9999' });
      // The sixth and the eighth of each eight are one request, sent twice.
      const key = at % 8 === 5 || at % 8 === 7 ? `twice-${Math.floor(at / 8)}` : `once-${at}`;
      const matter = at % 8 === 5 || at % 8 === 7 ? { matter: '门禁失灵' } : order;
      return who.post('/dispatch-orders', matter, { 'Idempotency-Key': key });
    });
    const answers = await Promise.all(asked);
    const taken = answers.filter(({ status }) => status === 201).map(({ body }) => body.number);
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(8);
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(8);
    expect(taken).toHaveLength(48);
    // Eight of the 48 answers are repeats, which took no number of their own.
    const numbers = [...new Set(taken)].sort();
    expect(numbers).toEqual(Array.from({ length: 40 }, (_, at) => numberOf(at + 1)));
    const next = await clerk.post('/dispatch-orders', { matter: '路灯不亮' });
    expect(next.body).toEqual({ number: numberOf(41) });
    const account = await clerk.get<MonthAccount>('/dispatch-orders/account?month=2026-11');
    expect(account.body).toMatchObject({ issued: 41, first: numberOf(1), last: numberOf(41) });
    expect(account.body.gaps).toEqual([]);
  });

  it('[DSP-01] keeps the number of a void, with reason and approver, and never gives it out again', async () => {
    office = await openOffice(engine);
    const clerk = await office.as('clerk');
    await clerk.post('/dispatch-orders', { matter: '开错单' });
    const reason = '业主取消';
    const voided = await clerk.post<OrderView>(`/dispatch-orders/${numberOf(1)}/void`, {
      reason,
      approver: signed('supervisor'),
    });
    expect(voided).toMatchObject({
      status: 201,
      body: { number: numberOf(1), status: 'void', voided: { reason, approver: '何光' } },
    });
    const next = await clerk.post('/dispatch-orders', { matter: '另开一张' });
    expect(next.body).toEqual({ number: numberOf(2) });
    const account = await clerk.get<MonthAccount>('/dispatch-orders/account?month=2026-11');
    expect(account.body.numbers).toEqual([
      { number: numberOf(1), state: 'void' },
      { number: numberOf(2), state: 'issued' },
    ]);
  });

  it('[DSP-03] is done once the customer-service copy came back, each copy once', async () => {
    office = await openOffice(engine);
    const clerk = await office.as('clerk');
    await clerk.post('/dispatch-orders', { matter: '厨房水管漏水' });
    const path = `/dispatch-orders/${numberOf(1)}/check-in`;
    const checked = await clerk.post<OrderView>(path, { copy: 'service' });
    expect(checked).toMatchObject({ status: 201, body: { status: 'done' } });
    expect(checked.body.copies).toMatchObject([{ copy: 'service', by: '王芳', how: 'checked-in' }]);
    expect(await clerk.post(path, { copy: 'service' })).toMatchObject({ status: 409 });
    const late = await clerk.post(`/dispatch-orders/${numberOf(1)}/void`, {
      reason: '不要了',
      approver: signed('supervisor'),
    });
    expect(late.status).toBe(409);
  });
});

describe('a second signature', () => {
  it('that is wrong reads as a wrong field, never as an ended session', async () => {
    office = await openOffice();
    const clerk = await office.as('clerk');
    await clerk.post('/dispatch-orders', { matter: '开错单' });
    const path = `/dispatch-orders/${numberOf(1)}/void`;
    const approver = { username: 'supervisor', password: 'a wrong password' };
    const wrong = await clerk.post<Problem>(path, { reason: '开错', approver });
    expect(wrong.status).toBe(422);
    expect(wrong.body.problems).toMatchObject([{ field: 'approver', rule: 'signature' }]);
    const own = await clerk.post<Problem>(path, { reason: '开错', approver: signed('clerk') });
    expect(own.status).toBe(403);
    const powerless = { reason: '开错', approver: signed('secondClerk') };
    expect((await clerk.post<Problem>(path, powerless)).status).toBe(403);
    const { body } = await clerk.get<OrderView>(`/dispatch-orders/${numberOf(1)}`);
    expect(body.status).toBe('issued');
  });
});
