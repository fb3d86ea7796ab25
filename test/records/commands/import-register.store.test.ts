import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getOrder } from '../../../src/dispatch/queries.ts';
import { correctRecord } from '../../../src/records/commands/correct-record.ts';
import { importRegister } from '../../../src/records/commands/import-register.ts';
import { getRecord } from '../../../src/records/queries/get-record.ts';
import { listRecords } from '../../../src/records/queries/list-records.ts';
import { engines, type Office, openOffice } from './office.ts';

const fileName = '01-业主日常报修.csv';
const bytes = readFileSync(new URL(`../../fixtures/registers/${fileName}`, import.meta.url));

for (const engine of engines) {
  describe(`importing a register (${engine})`, () => {
    let office: Office;

    beforeEach(async () => {
      office = await openOffice(engine);
    });

    afterEach(async () => {
      await office.close();
    });

    const run = (more = {}) =>
      importRegister(office.home, office.operator, { fileName, bytes, ...more });
    const count = async () => {
      const { read } = office.home.store;
      const rows = await read.selectFrom('record').select('id').execute();
      return rows.length;
    };

    it('files good rows in their order and names every other one and why', async () => {
      const report = await run();
      expect(report).toMatchObject({ rows: 8, filed: 4, already: 1, rejectedRows: 3 });
      expect(report.rejected.map(({ line, column, rule }) => [line, column, rule])).toEqual([
        [5, '房号', 'room'],
        [6, '派工单号', 'required'],
        [7, '派工单号', 'conflict'],
      ]);
      expect(report.putRight.map(({ line, column }) => [line, column])).toEqual([
        [3, '登记时间'],
        [3, '房号'],
        [3, '联系电话'],
      ]);
      expect(report.warnings).toContainEqual(
        expect.objectContaining({
          line: 9,
          rule: 'already',
          message: '与第 4 行完全相同，只归档一次',
        }),
      );
      expect(report.gaps).toEqual([
        { month: '2026-10', first: 'PG-202610-0003', last: 'PG-202610-0004' },
      ]);
      const list = await listRecords(office.home, office.operator, { month: '2026-10' });
      expect(list.items.map(({ number, fields }) => [number, fields.故障现象]).reverse()).toEqual([
        ['BX-202610-0001', '门锁打不开'],
        ['BX-202610-0002', '水管漏水'],
        ['BX-202610-0003', '窗户关不严'],
        ['BX-202610-0004', '空调不制冷'],
      ]);
      const order = await getOrder(office.home, office.operator, 'PG-202610-0002');
      expect(order).toMatchObject({ status: 'done', source: 'import', room: '1-1-0102' });
      const open = await getOrder(office.home, office.operator, 'PG-202610-0005');
      expect(open).toMatchObject({ status: 'issued', copies: [] });
    });

    it('says on a dry run what it would do, and files nothing', async () => {
      const dry = await run({ dryRun: true });
      expect(await count()).toBe(0);
      const { dryRun, ...told } = dry;
      const { dryRun: wet, ...done } = await run();
      expect([dryRun, wet]).toEqual([true, false]);
      expect(told).toEqual(done);
    });

    it('files nothing when the same file comes again, even two at a time', async () => {
      const [one, two] = await Promise.all([run(), run()]);
      expect(one.filed + two.filed).toBe(4);
      const size = await entries();
      expect(await run()).toMatchObject({ filed: 0, already: 5, rejectedRows: 3 });
      expect(await count()).toBe(4);
      expect(await entries()).toBe(size);
    });

    it('hands the rejected rows back with their reasons, ready to be mended', async () => {
      const { rejectedCsv = '' } = await run();
      expect(rejectedCsv).toContain('没有这一户');
      const mended = rejectedCsv.replace('没有这一户', '1-1-0107');
      const again = await run({ bytes: Buffer.from(mended) });
      expect(again).toMatchObject({ rows: 3, filed: 1, rejectedRows: 2 });
    });

    it('names an order number whose row has changed since as a conflict', async () => {
      await run();
      const changed = Buffer.from(bytes.toString().replace('更换锁芯', '没有更换'));
      const report = await run({ bytes: changed });
      expect(report.filed).toBe(0);
      expect(report.rejected).toContainEqual(
        expect.objectContaining({ line: 2, rule: 'conflict', value: 'PG-202610-0001' }),
      );
    });

    it('starts no signature: a name in the register is a field like others', async () => {
      await run();
      const signed = await office.home.store.read.selectFrom('day_sign_off').selectAll().execute();
      expect(signed).toEqual([]);
      const number = 'BX-202610-0001';
      const view = await getRecord(office.home, office.operator, number);
      expect(view).toMatchObject({ source: 'import', fields: { 审阅主管: '何光' } });
      await correctRecord(office.home, office.operator, {
        number,
        changes: { 处理结果: '已换锁' },
        reason: '补写',
      });
    });

    it('takes an order filled up with zeros for the same, and another site’s for none', async () => {
      const head = '登记时间,房号,故障现象,首问责任人,派工时间,派工单号';
      const row = (at: number, order: string) =>
        `2026-10-05 08:0${at},1-1-0101,灯不亮${at},李静,2026-10-05 08:0${at},${order}`;
      const orders = ['PG-202610-0001', 'PG-202610-00001', 'PG-202610-0003', 'ZZ-PG-202610-0002'];
      const text = [head, ...orders.map((order, at) => row(at, order))].join('\n');
      const report = await run({ bytes: Buffer.from(text) });
      expect(report).toMatchObject({ filed: 2, rejectedRows: 2 });
      expect(report.rejected).toEqual([
        expect.objectContaining({ line: 3, rule: 'conflict', value: 'PG-202610-0001' }),
        expect.objectContaining({ line: 5, rule: 'range', value: 'ZZ-PG-202610-0002' }),
      ]);
      const missing = { first: 'PG-202610-0002', last: 'PG-202610-0002' };
      expect(report.gaps).toEqual([expect.objectContaining(missing)]);
    });

    it('asks for the category where neither the name nor the option tells it', async () => {
      const nameless = run({ fileName: '报修.csv' });
      await expect(nameless).rejects.toMatchObject({ code: 'usage' });
      expect(await run({ fileName: '报修.csv', category: 'BX' })).toMatchObject({ filed: 4 });
    });

    it('says once that a required column is missing, and files nothing', async () => {
      const report = await run({
        bytes: Buffer.from('登记时间,房号\n2026-10-01 08:00,1-1-0101\n'),
      });
      expect(report).toMatchObject({ rows: 1, filed: 0, rejectedRows: 1 });
      expect(report.rejected.map(({ column }) => column)).toEqual(['故障现象', '首问责任人']);
    });

    async function entries(): Promise<number> {
      const rows = await office.home.store.read.selectFrom('entry').select('seq').execute();
      return rows.length;
    }
  });
}
