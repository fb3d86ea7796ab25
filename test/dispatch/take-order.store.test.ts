import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkIn, takeOrder, voidOrder } from '../../src/dispatch/commands.ts';
import { accountForMonth, getOrder, listOrders } from '../../src/dispatch/queries.ts';
import { fileRecord } from '../../src/records/commands/file-record.ts';
import { numberText, takeNumber } from '../../src/records/rows/number-series.ts';
import { engines, type Office, openOffice, repair } from '../records/commands/office.ts';

for (const engine of engines) {
  describe(`dispatch orders (${engine})`, () => {
    let office: Office;

    beforeEach(async () => {
      const staff = ['wangfang', 'lijing', 'heguang', 'zhoumin'];
      office = await openOffice(engine, { staff });
    });

    afterEach(async () => {
      await office.close();
    });

    const take = async (matter = '水管漏水', more = {}) => {
      const who = await office.person('wangfang');
      return (await takeOrder(office.home, who, { room: '3-2-0501', matter, ...more })).number;
    };

    it('gives 64 takers consecutive numbers, though a third fail or repeat', async () => {
      const { home } = office;
      const who = await office.person('wangfang');
      const series = { site: 'A', series: 'PG', month: '2026-11' };
      const fail = () =>
        home.ledger.transact<{ number: string }>(who.actor, async ({ db }) => {
          await takeNumber(db, series);
          throw new Error('power cut');
        });
      const takes = Array.from({ length: 64 }, (_, index) => {
        if (index % 3 === 1) return fail().catch(() => undefined);
        // Every third request repeats the key of the one before it.
        const key = `k${index % 3 === 2 && index > 2 ? index - 2 : index}`;
        const input = { room: '3-2-0501', matter: '水管漏水' };
        return takeOrder(home, who, input, { key, request: input });
      });
      const answers = (await Promise.all(takes)).flatMap((answer) => answer?.number ?? []);
      const distinct = [...new Set(answers)].sort();
      expect(answers.length).toBeGreaterThan(distinct.length);
      const expected = distinct.map((_, index) => numberText('', series, index + 1));
      expect(distinct).toEqual(expected);
      const account = await accountForMonth(home, home.store.read, { site: 'A', month: '2026-11' });
      expect(account).toMatchObject({
        first: 'PG-202611-0001',
        last: expected.at(-1),
        issued: distinct.length,
        gaps: [],
      });
    });

    it('widens past 9999 and never gives out a number that paper gave out before', async () => {
      const fields = repair({ 派工时间: '2026-11-02 11:00', 派工单号: 'PG-202611-9999' });
      const clerk = await office.person('wangfang');
      await fileRecord(office.home, clerk, { category: '01', fields });
      expect(await take()).toBe('PG-202611-10000');
      const { read } = office.home.store;
      const account = await accountForMonth(office.home, read, { site: 'A', month: '2026-11' });
      expect(account.gaps).toEqual([{ first: 'PG-202611-0001', last: 'PG-202611-9998' }]);
    });

    it('belongs to the month in which its number was taken, in the site time zone', async () => {
      const midnight = await openOffice(engine, {
        staff: ['wangfang'],
        now: '2026-10-31T16:30:00Z',
      });
      try {
        const who = await midnight.person('wangfang');
        const { number } = await takeOrder(midnight.home, who, { matter: '停电' });
        expect(number).toBe('PG-202611-0001');
      } finally {
        await midnight.close();
      }
    });

    it('keeps a voided number with reason and approver, who is another person', async () => {
      const clerk = await office.person('wangfang');
      const leader = await office.person('heguang');
      const number = await take();
      const input = { number, reason: '房号写错' };
      for (const approver of [clerk, await office.person('lijing'), office.operator]) {
        const attempt = voidOrder(office.home, clerk, { ...input, approver });
        await expect(attempt).rejects.toMatchObject({ code: 'forbidden' });
      }
      await voidOrder(office.home, clerk, { ...input, approver: leader });
      expect(await getOrder(office.home, clerk, number)).toMatchObject({
        status: 'void',
        voided: { reason: '房号写错', approver: '姓heguang' },
      });
      expect(await take()).toBe('PG-202611-0002');
      const again = voidOrder(office.home, clerk, { ...input, approver: leader });
      await expect(again).rejects.toMatchObject({ code: 'conflict' });
    });

    it('is done when the service copy is back; each copy comes in once', async () => {
      const engineer = await office.person('zhoumin');
      const number = await take();
      await checkIn(office.home, engineer, { number, copy: 'engineering' });
      expect((await getOrder(office.home, engineer, number)).status).toBe('issued');
      const clerk = await office.person('wangfang');
      await checkIn(office.home, clerk, { number, copy: 'service' });
      expect((await getOrder(office.home, clerk, number)).status).toBe('done');
      const again = checkIn(office.home, clerk, { number, copy: 'service' });
      await expect(again).rejects.toMatchObject({ code: 'conflict' });
      const page = await listOrders(office.home, clerk, { month: '2026-11' });
      expect(page.items).toMatchObject([{ number, copies: ['engineering', 'service'] }]);
    });

    it('is linked with the record it serves and with the record that names it', async () => {
      const clerk = await office.person('wangfang');
      const served = await fileRecord(office.home, clerk, { category: '01', fields: repair() });
      const number = await take('窗户关不严', { record: served.number, room: undefined });
      const order = await getOrder(office.home, clerk, number);
      expect(order).toMatchObject({ room: '3-2-0602', records: [served.number] });
      const elsewhere = repair({
        房号: '1-1-0101',
        派工时间: '2026-11-03 09:00',
        派工单号: number,
      });
      const wrong = fileRecord(office.home, clerk, { category: '01', fields: elsewhere });
      await expect(wrong).rejects.toMatchObject({ code: 'conflict' });
    });

    it('refuses in the database itself to change or remove an order', async () => {
      await take();
      const change = (statement: string) =>
        office.home.ledger.transact(office.operator.actor, async ({ db }) => {
          await sql.raw(statement).execute(db);
          return { result: null, entries: [{ kind: 'forged', subject: 'order' }] };
        });
      await expect(change('UPDATE dispatch_order SET ordinal = 9')).rejects.toThrow(/evidence/);
      await expect(change('DELETE FROM dispatch_order')).rejects.toThrow(/evidence/);
    });

    it('is nobody else’s: a stranger to the site is told that there is none', async () => {
      const number = await take();
      const stranger = {
        actor: { kind: 'person', id: 'p', username: 'p' },
        name: '外人',
        roles: [{ site: 'B', role: 'clerk' }],
      } as const;
      const look = getOrder(office.home, stranger, number);
      await expect(look).rejects.toMatchObject({ code: 'not-found' });
    });
  });
}
