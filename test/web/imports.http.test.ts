import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ArchiveImportReport, HouseholdPage } from '../../src/archives/model.ts';
import type { ImportReport, RecordPage } from '../../src/records/model.ts';
import {
  type Caller,
  engines,
  householdsCsv,
  type Office,
  openOffice,
  type Problem,
  read,
} from './office.ts';

let office: Office;

const fileName = encodeURIComponent('01-业主日常报修.csv');
const register = [
  '登记时间,房号,报修人,联系电话,报修部位,故障现象,首问责任人',
  '2026-10-01 08:14,3-2-0501,莫小兰,13800000501,楼道,地漏返味,周敏',
  '2026-10-01 09:00,9-9-9999,某某,13800000000,客厅,灯不亮,周敏',
  '2026-10-02 10:53,3栋2单元602,贾芳芳,13900001234,阳台,窗户关不严,王芳',
  '2026-10-02 11:00,3-2-0602,贾芳芳,13900001234,阳台,,王芳',
  '不记得,3-2-0501,莫小兰,13800000501,客厅,墙渗水,王芳',
  '',
].join('\n');

async function send<Report>(caller: Caller, path: string, body: string | FormData) {
  return read<Report>(await caller.send(path, { method: 'POST', body }));
}

async function listed(caller: Caller): Promise<string[]> {
  const { body } = await caller.get<RecordPage>('/records');
  return body.items.map(({ number }) => number);
}

async function entries(): Promise<unknown> {
  return (await office.anybody.get('/ready')).body.entries;
}

describe.each(engines)('imports over HTTP on %s', (engine) => {
  let clerk: Caller;

  beforeEach(async () => {
    office = await openOffice(engine);
    clerk = await office.as('clerk');
    const path = `/imports/households?fileName=${encodeURIComponent('业户名册.csv')}`;
    const report = await send<ArchiveImportReport>(clerk, path, householdsCsv);
    expect(report).toMatchObject({ status: 200, body: { filed: 3, rejectedRows: 0 } });
  });

  afterEach(() => office.close());

  it('[REC-10] names every bad row on a dry run and writes nothing', async () => {
    const before = await entries();
    const path = `/imports/records?fileName=${fileName}&dryRun=true`;
    const { status, body } = await send<ImportReport>(clerk, path, register);
    expect(status).toBe(200);
    expect(body).toMatchObject({ dryRun: true, rows: 5, filed: 2, already: 0, rejectedRows: 3 });
    const named = body.rejected.map(({ line, column, value }) => [line, column, value]);
    expect(named).toEqual([
      [3, '房号', '9-9-9999'],
      [5, '故障现象', ''],
      [6, '登记时间', '不记得'],
    ]);
    for (const { message } of body.rejected) expect(message).toMatch(/\p{Script=Han}/u);
    expect(await listed(clerk)).toEqual([]);
    expect(await entries()).toBe(before);
  });

  it('[REC-10] files the good rows in order, hands the others back, and files nothing again', async () => {
    const path = `/imports/records?fileName=${fileName}`;
    const first = await send<ImportReport>(clerk, path, register);
    expect(first.body).toMatchObject({ dryRun: false, filed: 2, already: 0, rejectedRows: 3 });
    const back = (first.body.rejectedCsv ?? '').trim().split(/\r?\n/);
    expect(back).toHaveLength(4);
    expect(back[1]).toContain('9-9-9999');
    expect(await listed(clerk)).toEqual(['BX-202610-0002', 'BX-202610-0001']);
    const record = await clerk.get('/records/BX-202610-0002');
    expect(record.body).toMatchObject({ room: '3-2-0602', source: 'import' });

    const again = await send<ImportReport>(clerk, path, register);
    expect(again.body).toMatchObject({ filed: 0, already: 2, rejectedRows: 3 });
    expect(await listed(clerk)).toHaveLength(2);
  });

  it('[REC-10] takes the same file from a form, its name from the form', async () => {
    const form = new FormData();
    form.set('file', new File([register], '01-业主日常报修.csv', { type: 'text/csv' }));
    const { status, body } = await send<ImportReport>(clerk, '/imports/records', form);
    expect({ status, filed: body.filed }).toEqual({ status: 200, filed: 2 });
  });

  it('[REC-10] mends the rows that came back and files just those', async () => {
    const path = `/imports/records?fileName=${fileName}`;
    const first = await send<ImportReport>(clerk, path, register);
    const mended = (first.body.rejectedCsv ?? '')
      .replace('9-9-9999', '3-2-0501')
      .replace('不记得', '2026-10-03 08:00')
      .replace('阳台,,', '阳台,纱窗破,');
    const second = await send<ImportReport>(clerk, path, mended);
    expect(second.body).toMatchObject({ filed: 3, already: 0, rejectedRows: 0 });
    expect(await listed(clerk)).toHaveLength(5);
  });

  it('proposes a household that differs, and files the papers of those that are there', async () => {
    const other = householdsCsv.replace('莫小兰', '林大海');
    const path = '/imports/households?fileName=list.csv';
    const changed = await send<ArchiveImportReport>(clerk, path, other);
    expect(changed.body).toMatchObject({ filed: 0, already: 2 });
    expect(changed.body.proposed).not.toHaveLength(0);
    const papers =
      '房号,资料序号,资料名称,日期,页数,保管处,存放位置\n3-2-0501,1,入伙通知书,2020-06-01,1,客服部,1柜1格\n';
    const filed = await send<ArchiveImportReport>(
      clerk,
      '/imports/documents?fileName=d.csv',
      papers,
    );
    expect(filed.body).toMatchObject({ filed: 1, rejectedRows: 0 });
    const { body } = await clerk.get<HouseholdPage>('/households?limit=2');
    expect(body.items.map(({ room }) => room)).toEqual(['1-1-0101', '3-2-0501']);
    expect(body.next).not.toBeNull();
  });

  it('asks for what it needs: a name, a file, a category, a right', async () => {
    const nameless = await send<Problem>(clerk, '/imports/records', register);
    expect(nameless).toMatchObject({ status: 422, body: { problems: [{ field: 'name' }] } });
    const unknown = await send<Problem>(clerk, '/imports/records?fileName=a.csv', register);
    expect(unknown.status).toBe(400);
    const empty = await clerk.send(`/imports/records?fileName=${fileName}`, { method: 'POST' });
    expect(empty.status).toBe(422);
    const auditor = await office.as('auditor');
    const refused = await send<Problem>(auditor, `/imports/records?fileName=${fileName}`, register);
    expect(refused.status).toBe(403);
    const large = await clerk.send(`/imports/records?fileName=${fileName}`, {
      method: 'POST',
      headers: { 'content-length': String(300 * 1024 * 1024) },
      body: register,
    });
    expect(large.status).toBe(413);
  });
});
