import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileRecord } from '../../../src/records/commands/file-record.ts';
import { signOffDay } from '../../../src/records/commands/sign-off-day.ts';
import { dayReview, unsignedDays } from '../../../src/records/queries/day-review.ts';
import { daysToSign } from '../../../src/records/queries/days-to-sign.ts';
import { engines, type Office, openOffice, repair } from './office.ts';

for (const engine of engines) {
  describe(`signing off a day (${engine})`, () => {
    let office: Office;

    beforeEach(async () => {
      office = await openOffice(engine, { staff: ['wangfang', 'heguang', 'zhangxin'] });
    });

    afterEach(async () => {
      await office.close();
    });

    it('counts the day by kind and carries one signature a reviewer', async () => {
      const clerk = await office.person('wangfang');
      for (const more of [{}, { 故障现象: '门锁坏' }, { 报修部位: '厨房' }]) {
        await fileRecord(office.home, clerk, { category: '01', fields: repair(more) });
      }
      const next = { 登记时间: '2026-10-03 00:00' };
      await fileRecord(office.home, clerk, { category: '01', fields: repair(next) });
      const day = '2026-10-02';
      const leader = await office.person('heguang');
      await signOffDay(office.home, leader, { day, remark: '已阅' });
      const waiting = await daysToSign(office.home, leader, 'A');
      expect(waiting[0]).toBe('2026-10-03');
      expect(waiting.at(-1)).toBe('2026-11-02');
      const again = signOffDay(office.home, leader, { day });
      await expect(again).rejects.toMatchObject({ code: 'conflict' });
      await signOffDay(office.home, await office.person('zhangxin'), { day });
      const review = await dayReview(office.home, leader, { day });
      expect(review.counts.find(({ category }) => category === '01')).toMatchObject({
        total: 3,
        open: 3,
        kinds: [
          { kind: '阳台', count: 2 },
          { kind: '厨房', count: 1 },
        ],
      });
      expect(review.records).toHaveLength(3);
      expect(review.signatures.map(({ name, remark }) => [name, remark])).toEqual([
        ['姓heguang', '已阅'],
        ['姓zhangxin', null],
      ]);
      const unsigned = await unsignedDays(office.home, leader, { month: '2026-10' });
      expect(unsigned).toHaveLength(30);
      expect(unsigned).not.toContain(day);
    });

    it('is for supervisors in person, for days that have begun', async () => {
      const leader = await office.person('heguang');
      const sign = (who: typeof leader, day: string) => signOffDay(office.home, who, { day });
      const clerk = await office.person('wangfang');
      await expect(sign(clerk, '2026-10-02')).rejects.toMatchObject({ code: 'forbidden' });
      const operator = sign(office.operator, '2026-10-02');
      await expect(operator).rejects.toMatchObject({ code: 'forbidden' });
      await expect(sign(leader, '2026-11-04')).rejects.toMatchObject({ code: 'invalid' });
      await expect(sign(leader, '2026-02-30')).rejects.toMatchObject({ code: 'invalid' });
      await sign(leader, '2026-11-03');
      expect(await unsignedDays(office.home, leader, { month: '2026-11' })).toEqual([
        '2026-11-01',
        '2026-11-02',
      ]);
    });
  });
}
