import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HouseholdView } from '../../src/archives/model.ts';
import type { RecordPage, RecordView } from '../../src/records/model.ts';
import { householdsCsv, type Office, openOffice, type Problem, repair } from './office.ts';

let office: Office;
let number: string;

beforeEach(async () => {
  office = await openOffice();
  const clerk = await office.as('clerk');
  await clerk.send('/imports/households?fileName=h.csv', { method: 'POST', body: householdsCsv });
  number = (await clerk.post<{ number: string }>('/records', repair())).body.number;
});

afterEach(() => office.close());

describe('what was shown masked', () => {
  it('[REC-03] does not replace the true value when a form sends all of it back', async () => {
    const supervisor = await office.as('supervisor');
    const { fields } = (await supervisor.get<RecordView>(`/records/${number}`)).body;
    const changes: Record<string, string | number> = { ...fields, 报修部位: '厨房' };
    const path = `/records/${number}/corrections`;
    const refused = await supervisor.post<Problem>(path, { changes, reason: '写错' });
    expect(refused.status).toBe(422);
    expect(refused.body.problems).toMatchObject([
      { field: '报修人', rule: 'masked' },
      { field: '联系电话', rule: 'masked' },
    ]);
    const { 报修人: _name, 联系电话: _phone, ...plain } = changes;
    expect((await supervisor.post(path, { changes: plain, reason: '写错' })).status).toBe(201);
    const clerk = await office.as('clerk');
    const record = (await clerk.get<RecordView>(`/records/${number}`)).body;
    expect(record.fields).toMatchObject({ 联系电话: '13900001234', 报修部位: '厨房' });
  });

  it('[OWN-03] does not replace the true value in an archive', async () => {
    const keeper = await office.as('administration');
    const { fields } = (await keeper.get<HouseholdView>('/households/3-2-0501')).body;
    const shown = Object.fromEntries(fields.map(({ column, value }) => [column, value]));
    const change = { change: 'facts', fields: { ...shown, 房屋状态: '空置' }, reason: '搬走' };
    const refused = await keeper.post<Problem>('/households/3-2-0501/changes', change);
    expect(refused.status).toBe(422);
    const masked = refused.body.problems.map(({ field, rule }) => `${field} ${rule}`);
    expect(masked).toEqual(expect.arrayContaining(['业主姓名 masked', '联系电话 masked']));
    const own = { ...change.fields, 业主姓名: '莫小兰', 联系电话: '13800000501' };
    const typed = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== '***'));
    const done = await keeper.post('/households/3-2-0501/changes', { ...change, fields: typed });
    expect(done.status).toBe(201);
  });
});

describe('a room in a question', () => {
  it.each(['3-2-0602', '3-2-602', '3栋2单元602', '３－２－６０２'])(
    'may be written in any spelling: %s',
    async (typed) => {
      const clerk = await office.as('clerk');
      const room = encodeURIComponent(typed);
      const list = await clerk.get<RecordPage>(`/records?room=${room}`);
      expect(list.body.items).toHaveLength(1);
      const q = encodeURIComponent('窗户');
      expect((await clerk.get(`/search?q=${q}&room=${room}`)).body).toMatchObject({ total: 1 });
    },
  );
});
