import { describe, expect, it } from 'vitest';
import { checkFields } from '../../src/records/rules/check-fields.ts';
import { defuse } from '../../src/registers/defuse.ts';
import { cellsByField, matchHeads } from '../../src/registers/match-heads.ts';
import { readTable } from '../../src/registers/read-table.ts';
import { rejectedCsv } from '../../src/registers/write-rejected.ts';
import { category, context, repair } from '../records/pack.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('the rejected rows', () => {
  it('carry the file’s own columns, the line and the reason, for a spreadsheet to open', () => {
    const cells = { 序号: '8', 房号: '9-9-9999', 故障现象: '=1+1\n"漏"' };
    const csv = rejectedCsv({ heads: ['序号', '房号', '故障现象'] }, [
      { line: 9, cells, reasons: ['没有这个房号', '“登记时间”不能空'] },
    ]);
    expect(csv).toBe(
      '\ufeff序号,房号,故障现象,行号,原因\r\n' +
        '8,9-9-9999,"\'=1+1\n""漏""",9,没有这个房号；“登记时间”不能空\r\n',
    );
  });

  it('can be mended and imported again, and rejected again without a second reason', async () => {
    const heads = Object.keys(repair);
    const bad = { ...repair, 房号: '9-9-9999' };
    const first = rejectedCsv({ heads }, [{ line: 7, cells: bad, reasons: ['没有这个房号'] }]);
    const again = await readTable(bytesOf(first), 'x-rejected.csv', heads);
    expect(rejectedCsv(again, [{ line: 2, cells: again.rows[0]!.cells, reasons: ['仍无'] }])).toBe(
      first.replace('7,没有这个房号', '2,仍无'),
    );
    const mended = await readTable(bytesOf(first.replace('9-9-9999', '3-2-0501')), 'x.csv', heads);
    const match = matchHeads(category('01'), mended.heads);
    const raw = cellsByField(mended.rows[0]!.cells, match);
    expect(match.findings).toEqual([]);
    expect(checkFields(category('01'), raw, context()).findings).toEqual([]);
  });

  it('are read back as they stood, a formula and a dash too', async () => {
    const row = { 房号: '9-9-9999', 故障现象: '=1+1', 处理结果: '-', 联系电话: '+86 10' };
    const csv = rejectedCsv({ heads: Object.keys(row) }, [{ line: 2, cells: row, reasons: [] }]);
    expect(csv).toContain("'=1+1,-,+86 10");
    const again = await readTable(bytesOf(csv), 'x-rejected.csv', Object.keys(row));
    expect(again.rows[0]?.cells).toMatchObject(row);
  });

  it('keep a cell of several lines in one cell', async () => {
    const row = { 日期: '2026-02-30', 事件: '第一行\n第二行\r第三行' };
    const csv = rejectedCsv({ heads: Object.keys(row) }, [
      { line: 2, cells: row, reasons: ['无'] },
    ]);
    expect(csv).toContain('"第一行\n第二行\r第三行"');
    const again = await readTable(bytesOf(csv), 'x-rejected.csv', Object.keys(row));
    expect(again.rows).toEqual([
      expect.objectContaining({ cells: { ...row, 行号: '2', 原因: '无' } }),
    ]);
  });

  it('keep what stood beyond the last head, refused until that is in its place', async () => {
    const heads = ['日期', '事件', '经办人'];
    const table = await readTable(bytesOf('日期,事件,经办人\n1,甲,乙,王,李\n'), 'x.csv', heads);
    const [row] = table.rows;
    expect(row?.problem?.severity).toBe('rejected');
    const csv = rejectedCsv(table, [{ ...row!, reasons: ['多出'] }]);
    expect(csv).toBe('\ufeff日期,事件,经办人,多出 1,多出 2,行号,原因\r\n1,甲,乙,王,李,2,多出\r\n');
    const again = await readTable(bytesOf(csv), 'x-rejected.csv', heads);
    expect(again.rows[0]?.problem?.severity).toBe('rejected');
    expect(rejectedCsv(again, [{ ...again.rows[0]!, reasons: ['多出'] }])).toBe(csv);
    const mended = await readTable(bytesOf(csv.replace('乙,王,李', '王,,')), 'x.csv', heads);
    expect(mended.rows[0]?.problem).toBeUndefined();
    expect(matchHeads(category('29'), mended.heads).findings).toEqual([]);
  });

  it('keep heads that were empty or doubled as they stood', async () => {
    const table = await readTable(bytesOf('房号,房号,\n1,2,3\n'), 'x.csv', ['房号']);
    const csv = rejectedCsv(table, [{ ...table.rows[0]!, reasons: ['缺日期'] }]);
    expect(csv).toBe('\ufeff房号,房号,,行号,原因\r\n1,2,3,2,缺日期\r\n');
  });
});

describe('defusing an export', () => {
  it('puts an apostrophe before what a spreadsheet would run, and leaves the rest', () => {
    expect(['=1', '+1', '-1', '@x', '\tx', '\rx', '＝1'].map(defuse)).toEqual([
      "'=1",
      "'+1",
      "'-1",
      "'@x",
      "'\tx",
      "'\rx",
      "'＝1",
    ]);
    expect(['3-2-0501', '', '漏水 =1', -5, 0].map(defuse)).toEqual([
      '3-2-0501',
      '',
      '漏水 =1',
      -5,
      0,
    ]);
  });
});
