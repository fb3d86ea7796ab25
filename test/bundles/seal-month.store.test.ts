import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { draftOf } from '../../src/bundles/queries.ts';
import { sealMonth } from '../../src/bundles/seal/seal-month.ts';
import { openPrinter, type Printer } from '../../src/print/printer.ts';
import { engines, type Office, openOffice } from '../records/commands/office.ts';
import { fileMonth } from './month.ts';

const month = '2026-10';

for (const engine of engines) {
  describe(`two people seal a month (${engine})`, () => {
    let office: Office;
    let printer: Printer;
    let reasons: Record<string, string>;

    beforeAll(() => {
      printer = openPrinter();
    });

    afterAll(async () => {
      await printer.close();
    });

    beforeEach(async () => {
      office = await openOffice(engine, { staff: ['wangfang', 'heguang', 'zhangxin'] });
      await fileMonth(office);
      const draft = await draftOf(office.home, { month });
      const codes = (draft?.blockers ?? []).map(({ code }) => code);
      reasons = Object.fromEntries(codes.map((code) => [code, `知悉 ${code}`]));
    });

    afterEach(async () => {
      await office.close();
    });

    const seal = async (username: string, more: object = {}) =>
      sealMonth(
        office.home,
        await office.person(username),
        { month, reasons, ...more },
        { printer },
      );

    it('takes one signature as a proposal and seals with the second', async () => {
      expect(await seal('heguang')).toMatchObject({ state: 'proposed', by: '姓heguang' });
      expect(await draftOf(office.home, { month })).toBeDefined();
      await expect(seal('heguang')).rejects.toMatchObject({ code: 'forbidden' });
      const answer = await seal('zhangxin', { reasons: {} });
      expect(answer).toMatchObject({ state: 'sealed', bound: { outcome: 'sealed' } });
      const row = await office.home.store.read
        .selectFrom('month_seal')
        .select('plan')
        .executeTakeFirstOrThrow();
      const plan = JSON.parse(row.plan);
      expect(plan.sealers).toEqual(['姓heguang', '姓zhangxin']);
      expect(plan.exceptions.map((one: { reason: string }) => one.reason)).toEqual(
        Object.values(reasons),
      );
      await expect(seal('heguang')).rejects.toMatchObject({ code: 'sealed' });
    });

    it('asks for a reason for every blocker, and says which are missing', async () => {
      const { 'day-unsigned': _left, ...rest } = reasons;
      await expect(seal('heguang', { reasons: rest })).rejects.toMatchObject({
        code: 'invalid',
        problems: [{ field: 'reasons.day-unsigned' }],
      });
    });

    it('never takes the same person twice, nor one without the right', async () => {
      const own = { second: await office.person('heguang') };
      await expect(seal('heguang', own)).rejects.toMatchObject({ code: 'forbidden' });
      const clerk = { second: await office.person('wangfang') };
      await expect(seal('heguang', clerk)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(seal('wangfang')).rejects.toMatchObject({ code: 'forbidden' });
    });

    it('seals at once when both sign at the same desk', async () => {
      const answer = await seal('heguang', { second: await office.person('zhangxin') });
      expect(answer.state).toBe('sealed');
    });
  });
}
