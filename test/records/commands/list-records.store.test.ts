import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { correctRecord } from '../../../src/records/commands/correct-record.ts';
import { fileRecord } from '../../../src/records/commands/file-record.ts';
import type { ListRecords, RecordLine } from '../../../src/records/model.ts';
import { listQuery, listRecords } from '../../../src/records/queries/list-records.ts';
import { engines, type Office, openOffice, repair } from './office.ts';

const days = ['2026-09-29', '2026-10-01', '2026-10-02', '2026-10-03'];
const rooms = ['1-1-0101', '1-1-0102', '2-2-0902'];

for (const engine of engines) {
  describe(`listing records (${engine})`, () => {
    let office: Office;
    let all: readonly RecordLine[];

    beforeAll(async () => {
      office = await openOffice(engine);
      await Promise.all(
        Array.from({ length: 60 }, async (_, index) => {
          // Many at the very same minute, so that the number alone decides the order.
          const day = days[index % days.length];
          const room = rooms[index % rooms.length] ?? '';
          const done = index % 5 === 0 ? { 回复业主时间: `${day} 18:00` } : {};
          const who = index % 2 === 0 ? '王芳' : '李静';
          const more = { 登记时间: `${day} 10:00`, 房号: room, 首问责任人: who, ...done };
          await fileRecord(office.home, office.operator, { category: '01', fields: repair(more) });
        }),
      );
      all = await walk({}, 200);
    });

    afterAll(async () => {
      await office.close();
    });

    async function walk(filter: ListRecords, limit: number): Promise<RecordLine[]> {
      const lines: RecordLine[] = [];
      let after: string | undefined;
      do {
        const wanted = { ...filter, limit, ...(after === undefined ? {} : { after }) };
        const page = await listRecords(office.home, office.operator, wanted);
        expect(page.items.length).toBeLessThanOrEqual(limit);
        lines.push(...page.items);
        after = page.next ?? undefined;
      } while (after !== undefined);
      return lines;
    }

    it('gives newest first, each record once', () => {
      expect(all).toHaveLength(60);
      expect(new Set(all.map(({ number }) => number)).size).toBe(60);
      const keys = all.map(({ occurredAt, number }) => `${occurredAt} ${number}`);
      expect(keys).toEqual([...keys].sort().reverse());
    });

    it('loses and doubles nothing under any filter and page size', async () => {
      const filter = fc.record(
        {
          month: fc.constantFrom('2026-09', '2026-10', '2026-11'),
          status: fc.constantFrom('open' as const, 'closed' as const, 'void' as const),
          room: fc.constantFrom(...rooms),
          category: fc.constantFrom('01', 'BX', '03'),
          from: fc.constantFrom(...days),
          until: fc.constantFrom(...days),
        },
        { requiredKeys: [] },
      );
      const property = fc.asyncProperty(
        filter,
        fc.integer({ min: 1, max: 25 }),
        async (by, size) => {
          const found = await walk(by, size);
          const expected = all.filter((line) => matches(line, by));
          expect(found.map(({ number }) => number)).toEqual(expected.map(({ number }) => number));
        },
      );
      await fc.assert(property, { numRuns: 40 });
    });

    it('finds by the person who answers for it, also after a correction', async () => {
      const before = await walk({ person: '王芳' }, 50);
      expect(before).toHaveLength(30);
      const [{ number }] = before as [RecordLine];
      await correctRecord(office.home, office.operator, {
        number,
        changes: { 首问责任人: '周敏' },
        reason: '换人',
      });
      expect(await walk({ person: '王芳' }, 50)).toHaveLength(29);
      expect((await walk({ person: '周敏' }, 50)).map((line) => line.number)).toEqual([number]);
    });

    it('refuses a page mark that no page gave out', async () => {
      const list = listRecords(office.home, office.operator, { after: 'x' });
      await expect(list).rejects.toMatchObject({ code: 'invalid' });
    });

    if (engine === 'sqlite') {
      it('reads every list in the order of an index, without sorting', async () => {
        const after = '2026-10-02T02:00:00.000Z~BX-202610-0009';
        for (const filter of [
          {},
          { category: '01' },
          { month: '2026-10' },
          { category: '01', month: '2026-10', status: 'closed' },
          { status: 'open' },
          { room: '1-1-0101' },
          { person: '王芳', status: 'open' },
        ] as const) {
          const query = listQuery(office.home, 'A', { ...filter, after, limit: 50 }).compile();
          const explained = { ...query, sql: `EXPLAIN QUERY PLAN ${query.sql}` };
          const plan = await office.home.store.read.executeQuery<{ detail: string }>(explained);
          const [first, second] = plan.rows.map(({ detail }) => detail);
          expect(plan.rows).toHaveLength(2);
          expect(first).toMatch(
            /^SEARCH [rs] USING INDEX .*(\(occurred_at,number\)<|occurred_at[<>])/,
          );
          expect(second).toMatch(/^SEARCH [rs] USING INDEX sqlite_autoindex/);
        }
      });
    }
  });
}

function matches(line: RecordLine, by: ListRecords): boolean {
  const day = String(line.fields.登记时间).slice(0, 10);
  return (
    (by.month === undefined || line.month === by.month) &&
    (by.status === undefined || line.status === by.status) &&
    (by.room === undefined || line.room === by.room) &&
    (by.category === undefined || by.category !== '03') &&
    (by.from === undefined || day >= by.from) &&
    (by.until === undefined || day < by.until)
  );
}
