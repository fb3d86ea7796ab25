import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { correctRecord } from '../../../src/records/commands/correct-record.ts';
import { fileRecord } from '../../../src/records/commands/file-record.ts';
import { voidRecord } from '../../../src/records/commands/void-record.ts';
import { getRecord } from '../../../src/records/queries/get-record.ts';
import { listRecords } from '../../../src/records/queries/list-records.ts';
import { engines, type Office, openOffice, repair } from './office.ts';

for (const engine of engines) {
  describe(`correcting and voiding a record (${engine})`, () => {
    let office: Office;
    let number: string;

    beforeEach(async () => {
      office = await openOffice(engine, { staff: ['wangfang', 'heguang'] });
      const who = await office.person('wangfang');
      ({ number } = await fileRecord(office.home, who, { category: '01', fields: repair() }));
    });

    afterEach(async () => {
      await office.close();
    });

    const correct = async (changes: Record<string, string | null>, more = {}) =>
      correctRecord(office.home, await office.person('wangfang'), {
        number,
        changes,
        reason: '写错了',
        ...more,
      });
    const view = async () => getRecord(office.home, await office.person('wangfang'), number);

    it('appends who, when, why and old to new; the original stays visible', async () => {
      office.clock.advance(60_000);
      await correct({ 报修部位: '卧室', 房号: '3-2-0601' });
      const after = await view();
      expect(after.fields).toMatchObject({ 报修部位: '卧室', 房号: '3-2-0601' });
      expect(after.original).toMatchObject({ 报修部位: '阳台', 房号: '3-2-0602' });
      expect(after.corrections).toEqual([
        {
          ordinal: 1,
          at: '2026-11-03T02:01:00.000Z',
          by: '姓wangfang',
          reason: '写错了',
          changes: {
            房号: { from: '3-2-0602', to: '3-2-0601' },
            报修部位: { from: '阳台', to: '卧室' },
          },
        },
      ]);
      const who = await office.person('wangfang');
      const moved = await listRecords(office.home, who, { room: '3-2-0601' });
      expect(moved.items.map((line) => line.number)).toEqual([number]);
    });

    it('never moves the month', async () => {
      await correct({ 登记时间: '2026-09-30 10:00' });
      expect(await view()).toMatchObject({ number, month: '2026-10' });
    });

    it('closes the matter, reopens it, and never lowers a retention end once given', async () => {
      await correct({ 回复业主时间: '2026-10-03 09:00' });
      expect(await view()).toMatchObject({
        status: 'closed',
        closedAt: '2026-10-03T01:00:00.000Z',
        retention: { through: '2036-12-31' },
      });
      await correct({ 回复业主时间: null });
      expect(await view()).toMatchObject({ status: 'open', retention: { through: '2036-12-31' } });
    });

    it('refuses a correction made from an older view, an empty one and an unknown column', async () => {
      await correct({ 报修部位: '卧室' }, { expects: 0 });
      const late = correct({ 报修部位: '厨房' }, { expects: 0 });
      await expect(late).rejects.toMatchObject({ code: 'stale-version' });
      await expect(correct({ 报修部位: '卧室' })).rejects.toMatchObject({ code: 'invalid' });
      await expect(correct({ 没有的栏: '1' })).rejects.toMatchObject({
        problems: [{ field: '没有的栏', rule: 'unknown-column' }],
      });
      await expect(correct({ 故障现象: null })).rejects.toMatchObject({
        problems: [{ field: '故障现象', rule: 'required' }],
      });
    });

    it('is voided by two people, keeps its number and stays visible', async () => {
      const clerk = await office.person('wangfang');
      const leader = await office.person('heguang');
      const reason = '重复登记';
      const approve = (approver: typeof clerk, who = clerk) =>
        voidRecord(office.home, who, { number, reason, approver });
      await expect(approve(clerk)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(approve(leader, leader)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(approve(office.operator)).rejects.toMatchObject({ code: 'forbidden' });
      await approve(leader);
      expect(await view()).toMatchObject({
        number,
        status: 'void',
        voided: { by: '姓wangfang', reason, approver: '姓heguang' },
      });
      await expect(correct({ 报修部位: '卧室' })).rejects.toMatchObject({ code: 'conflict' });
      await expect(approve(leader)).rejects.toMatchObject({ code: 'conflict' });
      const next = await fileRecord(office.home, clerk, { category: '01', fields: repair() });
      expect(next.number).toBe('BX-202610-0002');
    });
  });
}
