import { describe, expect, it } from 'vitest';
import { changeHousehold } from '../../src/archives/commands/change-household.ts';
import { handOverDocument, moveDocument } from '../../src/archives/commands/move-document.ts';
import { listDocuments } from '../../src/archives/queries/documents.ts';
import {
  getHousehold,
  householdRooms,
  listHouseholds,
  listIncomplete,
} from '../../src/archives/queries/households.ts';
import { getContent } from '../../src/ledger/content.ts';
import { engines, openTestHome } from '../kit/open-home.ts';
import {
  bringDocuments,
  bringHouseholds,
  clerk,
  engineer,
  kindsSince,
  logSize,
  threeHouseholds,
} from './house.ts';

const papers = [
  '1-1-0101,1,入伙通知书（复印件）,2022-02-01,6,客服部,1柜1格',
  '1-1-0101,15,房屋装修的全部资料,2022-06-10,8,工程部,',
  '1-1-0101,17,业主书面投诉材料,2025-10-22,11,客服部,1柜1格',
];

describe.each(engines)('the household list on %s', (engine) => {
  it('opens an archive for each row and files nothing the second time', async () => {
    const { home } = await openTestHome(engine);
    const first = await bringHouseholds(home, threeHouseholds);
    expect(first).toMatchObject({ rows: 3, filed: 3, already: 0, rejectedRows: 0, proposed: [] });
    const size = await logSize(home);
    expect(await bringHouseholds(home, threeHouseholds)).toMatchObject({ filed: 0, already: 3 });
    expect(await logSize(home)).toBe(size);
    expect(await householdRooms(home.store.read, 'A')).toEqual([
      { room: '1-1-0101', handoverOn: '2021-09-02' },
      { room: '1-1-0502', handoverOn: '2023-06-20' },
      { room: '1-1-1401', handoverOn: null },
    ]);
  });

  it('files nothing on a dry run', async () => {
    const { home } = await openTestHome(engine);
    const size = await logSize(home);
    expect(await bringHouseholds(home, threeHouseholds, true)).toMatchObject({ filed: 3 });
    expect(await logSize(home)).toBe(size);
  });

  it('keeps names, phones and all else personal out of tables and entries', async () => {
    const { home } = await openTestHome(engine);
    await bringHouseholds(home, threeHouseholds);
    const rows = await home.store.read.selectFrom('household').selectAll().execute();
    const states = await home.store.read.selectFrom('household_state').selectAll().execute();
    const leaves = await home.store.read.selectFrom('entry').select('leaf').execute();
    const plain = JSON.stringify([rows, states, leaves]);
    for (const word of ['莫静', '13522087886', '付晓东', '孟文博', 'M3WWZ', '金毛']) {
      expect(plain).not.toContain(word);
    }
    const opened = await getContent(home.store.read, home.keyring, rows[0]?.content_id ?? '');
    expect(JSON.stringify(opened.value)).toContain('莫静');
  });

  it('proposes a row that differs from what is known and does not write over it', async () => {
    const { home } = await openTestHome(engine);
    await bringHouseholds(home, threeHouseholds);
    const changed = threeHouseholds.map((row) => row.replace('莫静', '周敏'));
    const report = await bringHouseholds(home, changed);
    expect(report).toMatchObject({ filed: 0, already: 2, rejectedRows: 0 });
    expect(report.rejectedCsv).toBeUndefined();
    expect(report.proposed).toMatchObject([
      { line: 2, value: '1-1-0101', rule: 'change-of-owner' },
    ]);
    const { fields } = await getHousehold(home, clerk, { room: '1-1-0101' });
    expect(fields[0]).toEqual({ column: '业主姓名', value: '莫**', masked: true });
  });

  it('names each bad row and hands it back with the reason', async () => {
    const { home } = await openTestHome(engine);
    const report = await bringHouseholds(home, [
      ',甲,13522087886,,,1,自住,否,,,,,,',
      '1-1-0102,,13522087886,,,1,自住,否,,,,,,',
      '1-1-0103,丙,13522087886,,,0,自住,否,,,,,,',
      '1-1-0104,丁,13522087886,,,1,自住,否,,,,,2021-02-30,',
      '1-1-0105,戊,13X,,,1,自住,否,,,,,,',
      '1-1-0106,己,13522087886,,,1,自住,否,,,,,,',
      '1-1-106,庚,13522087886,,,1,自住,否,,,,,,',
    ]);
    expect(report).toMatchObject({ rows: 7, filed: 2, rejectedRows: 5 });
    expect(report.rejected.map(({ line, column, rule }) => [line, column, rule])).toEqual([
      [2, '房号', 'required'],
      [3, '业主姓名', 'required'],
      [4, '建筑面积平方米', 'range'],
      [5, '入伙日期', 'type'],
      [8, '房号', 'duplicate'],
    ]);
    expect(report.warnings).toMatchObject([{ line: 6, column: '联系电话', rule: 'shape' }]);
    expect(report.rejectedCsv).toContain('没有 2021-02-30 这一天');
  });

  it('closes the archive and opens the next when the owner changes', async () => {
    const { home } = await openTestHome(engine);
    await bringHouseholds(home, threeHouseholds);
    await bringDocuments(home, papers);
    const size = await logSize(home);
    await changeHousehold(home, clerk, {
      room: '1栋1单元101',
      change: 'owner',
      fields: {
        业主姓名: '周敏',
        联系电话: '13900000001',
        房屋状态: '自住',
        入伙日期: '2026-11-01',
      },
      reason: '过户，产权证已核对',
    });
    expect(await kindsSince(home, size)).toEqual(['household.closed', 'household.opened']);
    const next = await getHousehold(home, clerk, { room: '1-1-0101' });
    expect(next).toMatchObject({ ordinal: 2, owner: '周**', handoverOn: '2026-11-01' });
    const { types } = await listDocuments(home, clerk, { room: '1-1-0101' });
    expect(types.flatMap(({ papers: own }) => own)).toEqual([]);
    const kept = await home.store.read.selectFrom('household').selectAll().execute();
    expect(kept).toHaveLength(4);
  });

  it('adds a revision when the facts of the same owner change', async () => {
    const { home } = await openTestHome(engine);
    await bringHouseholds(home, threeHouseholds);
    const fields = { 业主姓名: '莫静', 联系电话: '13900000002', 房屋状态: '自住' };
    const change = { room: '1-1-0101', change: 'facts', fields, reason: '换了号码' } as const;
    await changeHousehold(home, clerk, change);
    const { ordinal, fields: shown } = await getHousehold(home, clerk, { room: '1-1-0101' });
    expect(ordinal).toBe(1);
    expect(shown[1]?.value).toBe('139****0002');
    await expect(changeHousehold(home, clerk, change)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('pages through the rooms in order', async () => {
    const { home } = await openTestHome(engine);
    await bringHouseholds(home, threeHouseholds);
    const first = await listHouseholds(home, clerk, { limit: 2 });
    expect(first.items.map(({ room }) => room)).toEqual(['1-1-0101', '1-1-0502']);
    const second = await listHouseholds(home, clerk, { limit: 2, after: first.next ?? '' });
    expect(second).toMatchObject({ items: [{ room: '1-1-1401' }], next: null });
    await expect(listHouseholds(home, engineer)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe.each(engines)('the document list on %s', (engine) => {
  it('files each paper in its place and nothing the second time', async () => {
    const { home } = await openTestHome(engine);
    await bringHouseholds(home, threeHouseholds);
    expect(await bringDocuments(home, papers)).toMatchObject({ filed: 3, already: 0 });
    const size = await logSize(home);
    expect(await bringDocuments(home, papers)).toMatchObject({ filed: 0, already: 3 });
    expect(await logSize(home)).toBe(size);
    const { types, completeness } = await listDocuments(home, clerk, { room: '1－1－101' });
    expect(types).toHaveLength(19);
    const stateOf = (order: number) => types.find((type) => type.order === order)?.state;
    expect([1, 2, 7, 8, 9, 15, 16, 17, 19].map(stateOf)).toEqual([
      'there',
      'missing',
      'not-applicable',
      'missing',
      'not-applicable',
      'elsewhere',
      'not-applicable',
      'there',
      'not-applicable',
    ]);
    expect(completeness).toEqual({ there: 3, applicable: 11, missing: [2, 3, 4, 5, 6, 8, 10, 11] });
  });

  it('wants a tenant sheet only where the house is let, and nothing before it is taken over', async () => {
    const { home } = await openTestHome(engine);
    await bringHouseholds(home, threeHouseholds);
    const { households, incomplete } = await listIncomplete(home, clerk);
    expect(households).toBe(3);
    expect(incomplete.map(({ room, completeness }) => [room, completeness.missing])).toEqual([
      ['1-1-0101', [1, 2, 3, 4, 5, 6, 8, 10, 11]],
      ['1-1-0502', [1, 2, 3, 4, 5, 6, 7, 9, 10, 11]],
    ]);
  });

  it('names bad rows, wrong titles and a second paper of a type that holds one', async () => {
    const { home } = await openTestHome(engine);
    await bringHouseholds(home, threeHouseholds);
    const report = await bringDocuments(home, [
      '9-9-9999,1,入伙通知书（复印件）,2022-02-01,6,客服部,1柜1格',
      '1-1-0101,20,别的,2022-02-01,6,客服部,1柜1格',
      '1-1-0101,2,房屋验收表,2022-02-01,6,客服部,1柜1格',
      '1-1-0101,3,房屋验收表,2022-02-01,0,客服部,1柜1格',
      '1-1-0101,3,房屋验收表,2022-02-01,1.5,客服部,1柜1格',
      '1-1-0101,5,业主承诺书,2022-02-01,1,客服部,1柜1格',
      '1-1-0101,5,业主承诺书,2022-02-02,1,客服部,1柜1格',
      '1-1-0101,17,业主书面投诉材料,2022-02-01,1,客服部,1柜1格',
      '1-1-0101,17,业主书面投诉材料,2022-02-02,1,客服部,1柜1格',
    ]);
    expect(report).toMatchObject({ filed: 5, rejectedRows: 4 });
    expect(report.rejected.map(({ line, rule }) => [line, rule])).toEqual([
      [2, 'room'],
      [3, 'range'],
      [5, 'range'],
      [6, 'type'],
    ]);
    expect(report.warnings.map(({ line, rule }) => [line, rule])).toEqual([
      [4, 'title'],
      [8, 'second-paper'],
    ]);
  });

  it('is refused row by row while there is no household list', async () => {
    const { home } = await openTestHome(engine);
    const report = await bringDocuments(home, papers);
    expect(report).toMatchObject({ filed: 0, rejectedRows: 3 });
  });

  it('is found by title and shelf, and never by a name', async () => {
    const { home } = await openTestHome(engine);
    await bringHouseholds(home, threeHouseholds);
    await bringDocuments(home, papers);
    const find = async (query: string) => {
      const wish = { query, sites: ['A'], scopes: ['archive'], limit: 10 };
      return (await home.index.search(home.store.read, wish)).total;
    };
    expect([await find('装修'), await find('1柜1格'), await find('莫静')]).toEqual([1, 2, 0]);
  });

  it('moves a paper out of the wrong archive by a logged step', async () => {
    const { home } = await openTestHome(engine);
    await bringHouseholds(home, threeHouseholds);
    await bringDocuments(home, papers);
    const paperOf = async (room: string) => {
      const { types } = await listDocuments(home, clerk, { room });
      return types.find(({ order }) => order === 17)?.papers ?? [];
    };
    const [paper] = await paperOf('1-1-0101');
    const document = paper?.id ?? '';
    const size = await logSize(home);
    await moveDocument(home, clerk, { document, room: '1-1-0502', reason: '归错户' });
    expect(await kindsSince(home, size)).toEqual(['document.moved']);
    expect(await paperOf('1-1-0101')).toEqual([]);
    expect(await paperOf('1-1-0502')).toMatchObject([{ id: document, ordinal: 1 }]);
    const back = { document, room: '1-1-0502', reason: '再移一次' };
    await expect(moveDocument(home, clerk, back)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('takes the renovation papers over from engineering', async () => {
    const { home } = await openTestHome(engine);
    await bringHouseholds(home, threeHouseholds);
    await bringDocuments(home, papers);
    const works = async () => {
      const { types } = await listDocuments(home, clerk, { room: '1-1-0101' });
      return types.find(({ order }) => order === 15);
    };
    const document = (await works())?.papers[0]?.id ?? '';
    await handOverDocument(home, clerk, { document, custody: '客服部', shelf: '1柜2格' });
    expect(await works()).toMatchObject({ state: 'there', papers: [{ shelf: '1柜2格' }] });
  });
});
