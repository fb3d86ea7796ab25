import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/app-error.ts';
import { getOrder } from '../../../src/dispatch/queries.ts';
import { getContent } from '../../../src/ledger/content.ts';
import { fileRecord } from '../../../src/records/commands/file-record.ts';
import { getRecord } from '../../../src/records/queries/get-record.ts';
import { engines, type Office, openOffice, repair } from './office.ts';

for (const engine of engines) {
  describe(`filing a record (${engine})`, () => {
    let office: Office;

    beforeEach(async () => {
      office = await openOffice(engine, { staff: ['wangfang', 'zhoumin'] });
    });

    afterEach(async () => {
      await office.close();
    });

    const file = async (fields: Record<string, string>, more = {}) =>
      fileRecord(office.home, await office.person('wangfang'), {
        category: '01',
        fields,
        ...more,
      });

    it('numbers records by category and month of occurrence, without a gap', async () => {
      expect((await file(repair())).number).toBe('BX-202610-0001');
      expect((await file(repair({ 故障现象: '门锁坏' }))).number).toBe('BX-202610-0002');
      const september = await file(repair({ 登记时间: '2026-09-30 23:59' }));
      expect(september.number).toBe('BX-202609-0001');
      const inquiry = { 咨询时间: '2026-10-02 09:00', 房号: '3-2-0602', 咨询事项: '停车' };
      const { number } = await file({ ...inquiry, 首问责任人: '王芳' }, { category: 'ZX' });
      expect(number).toBe('ZX-202610-0001');
    });

    it('takes the month in the site time zone from an instant said beside the fields', async () => {
      const { 登记时间: _time, 房号: _room, ...fields } = repair();
      const beside = { occurredAt: '2026-09-30T17:00:00Z', room: '３－２－０６０２' };
      const { number } = await file(fields, beside);
      const view = await getRecord(office.home, await office.person('wangfang'), number);
      expect(view).toMatchObject({
        number: 'BX-202610-0001',
        month: '2026-10',
        occurredAt: '2026-09-30T17:00:00.000Z',
        filedAt: '2026-11-03T02:00:00.000Z',
        room: '3-2-0602',
        status: 'open',
        filedBy: '姓wangfang',
        retention: { class: 'y10', years: 10, through: null },
      });
      expect(view.fields).toMatchObject({ 登记时间: '2026-10-01 01:00', 房号: '3-2-0602' });
    });

    it('refuses a time that contradicts the time field, and names every field at fault', async () => {
      const wrong = file(repair(), { occurredAt: '2026-10-02T10:54:00+08:00' });
      await expect(wrong).rejects.toMatchObject({
        code: 'invalid',
        problems: [{ field: '登记时间', rule: 'range' }],
      });
      await expect(file(repair(), { occurredAt: '昨天' })).rejects.toMatchObject({
        problems: [{ field: 'occurredAt', rule: 'type' }],
      });
      const { 首问责任人: _name, ...incomplete } = repair();
      await expect(file(incomplete)).resolves.toBeDefined(); // the filer answers for it
      const bad = file(repair({ 有偿金额元: '约三十', 派工时间: '2026-10-02 11:00' }));
      await expect(bad).rejects.toMatchObject({
        problems: expect.arrayContaining([
          expect.objectContaining({ field: '有偿金额元' }),
          expect.objectContaining({ field: '派工单号' }),
        ]),
      });
      expect((await file(repair())).number).toMatch(/-000[12]$/);
    });

    it('answers a repeated key with the same number and refuses other content under it', async () => {
      const who = await office.person('wangfang');
      const input = { category: '01', fields: repair() };
      const once = { key: 'k1', request: input };
      const first = await fileRecord(office.home, who, input, once);
      expect(await fileRecord(office.home, who, input, once)).toEqual(first);
      const other = { key: 'k1', request: { ...input, room: '1-1-0101' } };
      await expect(fileRecord(office.home, who, input, other)).rejects.toThrow(AppError);
      const rows = await office.home.store.read.selectFrom('record').select('number').execute();
      expect(rows).toHaveLength(1);
    });

    it('marks what is filed for a sealed month with its next supplement', async () => {
      await seal(office, 0);
      const first = await file(repair());
      await seal(office, 1);
      const second = await file(repair({ 故障现象: '门锁坏' }));
      const who = await office.person('wangfang');
      expect((await getRecord(office.home, who, first.number)).supplement).toBe(1);
      expect((await getRecord(office.home, who, second.number)).supplement).toBe(2);
    });

    it('keeps personal fields out of the text index and masked for who may not read them', async () => {
      const { number } = await file(repair());
      const search = (query: string) =>
        office.home.index.search(office.home.store.read, {
          query,
          sites: ['A'],
          scopes: ['record:01'],
          limit: 10,
        });
      expect((await search('窗户关不严')).total).toBe(1);
      expect((await search('贾芳芳')).total).toBe(0);
      expect((await search('13900001234')).total).toBe(0);
      const view = await getRecord(office.home, await office.person('zhoumin'), number);
      expect(view.fields).toMatchObject({ 报修人: '贾**', 联系电话: '139****1234' });
      expect(view.masked).toEqual(['报修人', '联系电话']);
    });

    it('refuses in the database itself to change or remove a record', async () => {
      await file(repair());
      const change = (statement: string) =>
        office.home.ledger.transact(office.operator.actor, async ({ db }) => {
          await sql.raw(statement).execute(db);
          return { result: null, entries: [{ kind: 'forged', subject: 'record' }] };
        });
      await expect(change(`UPDATE record SET month = '2026-09'`)).rejects.toThrow(/evidence/);
      await expect(change('DELETE FROM record')).rejects.toThrow(/evidence/);
      await expect(change(`UPDATE content SET key_name = 'x'`)).rejects.toThrow();
    });

    it('enters the order that a late slip names, done if the owner signed', async () => {
      const dispatched = {
        派工时间: '2026-10-02 11:00',
        派工单号: 'PG-202610-0007',
        派往部门: '工程部',
        接单人: '刘志',
        到场时间: '2026-10-02 11:30',
        完工时间: '2026-10-02 12:00',
        业主签字: '是',
      };
      const { number } = await file(repair(dispatched));
      const who = await office.person('wangfang');
      const order = await getOrder(office.home, who, 'PG-202610-0007');
      expect(order).toMatchObject({
        month: '2026-10',
        source: 'import',
        status: 'done',
        matter: '窗户关不严',
        department: '工程部',
        engineer: '刘志',
        records: [number],
        copies: [{ copy: 'service', how: 'transcribed' }],
      });
      const again = file(repair({ ...dispatched, 故障现象: '门锁坏' }));
      await expect(again).rejects.toMatchObject({ code: 'conflict' });
      expect((await file(repair({ 故障现象: '门锁坏' }))).number).toBe('BX-202610-0002');
    });

    it('seals the content under its entry', async () => {
      const { number } = await file(repair());
      const { read } = office.home.store;
      const row = await read.selectFrom('record').selectAll().executeTakeFirstOrThrow();
      const content = await getContent(read, office.home.keyring, row.id);
      expect(content.value).toMatchObject({ number, category: '01', room: '3-2-0602' });
      const entry = await read
        .selectFrom('entry')
        .selectAll()
        .where('seq', '=', row.entry_seq)
        .executeTakeFirstOrThrow();
      expect(entry).toMatchObject({ kind: 'record.filed', subject: number, site: 'A' });
      expect(entry.leaf).not.toMatch(/贾|窗户|13900001234/);
    });
  });
}

/** Seals October by hand: what a binding leaves behind, as far as a filing looks at it. */
async function seal({ home, operator }: Office, supplement: number): Promise<void> {
  await home.ledger.transact(operator.actor, async ({ db, now, seq }) => {
    const row = { site: 'A', month: '2026-10', supplement, sealed_at: now, plan: '{}' };
    await db
      .insertInto('month_seal')
      .values({ ...row, size: seq, entry_seq: seq })
      .execute();
    return { result: null, entries: [{ kind: 'month.sealed', subject: '2026-10', site: 'A' }] };
  });
}
