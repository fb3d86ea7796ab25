import { type CellObject, utils, type WorkSheet, write } from '@e965/xlsx';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../src/registers/read-table.ts';
import type { Table } from '../../src/registers/table.ts';

const heads = ['登记时间', '房号', '故障现象'];
const plain = '登记时间,房号,故障现象\r\n2026-10-01 08:14,3-2-0501,地漏返味\r\n';
const expected = { 登记时间: '2026-10-01 08:14', 房号: '3-2-0501', 故障现象: '地漏返味' };

function readText(text: string, known: readonly string[] = heads): Promise<Table> {
  return readTable(new TextEncoder().encode(text), '01.csv', known);
}

type Sheets = Record<string, WorkSheet>;

function workbook(sheets: Sheets, bookType: 'xlsx' | 'biff8' = 'xlsx'): Uint8Array {
  const book = utils.book_new();
  for (const [name, sheet] of Object.entries(sheets)) utils.book_append_sheet(book, sheet, name);
  return new Uint8Array(write(book, { type: 'array', bookType, cellDates: false }) as ArrayBuffer);
}

const dated = (v: number, z: string): CellObject => ({ t: 'n', v, z });

describe('reading a delimited file', () => {
  it('reads UTF-8 with and without a mark, GB 18030 and UTF-16 alike', async () => {
    const files = {
      bare: new TextEncoder().encode(plain),
      marked: new TextEncoder().encode(`\ufeff${plain}`),
      chinese: new Uint8Array(iconv.encode(plain, 'gb18030')),
      wide: new Uint8Array(iconv.encode(plain.replaceAll(',', '\t'), 'utf16le', { addBOM: true })),
    };
    for (const [name, bytes] of Object.entries(files)) {
      const table = await readTable(bytes, '01.csv', heads);
      expect([name, table.heads, table.rows]).toEqual([
        name,
        heads,
        [{ line: 2, cells: expected }],
      ]);
    }
  });

  it('says which encoding it took, and keeps UTF-8 with a few broken bytes as UTF-8', async () => {
    const chinese = await readTable(new Uint8Array(iconv.encode(plain, 'gbk')), '01.csv', heads);
    expect(chinese.notes.join()).toContain('GB 18030');
    const bytes = new TextEncoder().encode(plain.replace('3-2', '3?2'));
    bytes[bytes.indexOf(0x3f)] = 0xff;
    const broken = await readTable(bytes, '01.csv', heads);
    expect(broken.rows[0]?.cells.房号).toBe('3�2-0501');
    expect(broken.notes.join()).toContain('读不出');
  });

  it('reads commas, semicolons and tabs, and any line ending', async () => {
    for (const delimiter of [',', ';', '\t']) {
      for (const ending of ['\n', '\r\n', '\r']) {
        const text = plain.replaceAll(',', delimiter).replaceAll('\r\n', ending);
        expect((await readText(text)).rows).toEqual([{ line: 2, cells: expected }]);
      }
    }
    expect((await readText(`sep=;\r\n${plain.replaceAll(',', ';')}`)).rows[0]?.line).toBe(3);
  });

  it('counts lines as a spreadsheet does, line breaks in cells and blank lines included', async () => {
    const text = `${heads.join()}\n2026,1,"一\n二"\n\n,,\n2026,2,三\n`;
    expect((await readText(text)).rows).toEqual([
      { line: 2, cells: { 登记时间: '2026', 房号: '1', 故障现象: '一\n二' } },
      { line: 5, cells: { 登记时间: '2026', 房号: '2', 故障现象: '三' } },
    ]);
  });

  it('skips titles above the heads', async () => {
    const text = `永安花园2026年10月报修登记,,\n制表：李静,,\n${plain}`;
    for (const known of [heads, []]) {
      const table = await readText(text, known);
      expect(table.heads).toEqual(heads);
      expect(table.rows).toEqual([{ line: 4, cells: expected }]);
      expect(table.notes.join()).toContain('2 行标题');
    }
  });

  it('names a row with too many cells as refused and one with too few as doubtful', async () => {
    const table = await readText(`${heads.join()}\n2026,1,漏水,又漏\n2026,1\n2026,1,漏水,,\n`);
    expect(table.rows.map(({ line, problem }) => [line, problem?.severity])).toEqual([
      [2, 'rejected'],
      [3, 'warning'],
      [4, undefined],
    ]);
  });

  it('drops empty columns at the end and tells heads of the same name apart', async () => {
    const table = await readText('房号,房号,登记时间,,\n1,2,2026,,\n', ['房号', '登记时间']);
    expect(table.heads).toEqual(['房号', '房号〔2〕', '登记时间']);
    expect(table.rows[0]?.cells).toEqual({ 房号: '1', '房号〔2〕': '2', 登记时间: '2026' });
    expect(table.notes.join()).toContain('不止一次');
  });

  it('takes heads such as __proto__ and 1 for what they are', async () => {
    const table = await readText('__proto__,1,房号\na,b,c\n', ['房号']);
    expect(table.heads).toEqual(['__proto__', '1', '房号']);
    expect(Object.entries(table.rows[0]?.cells ?? {})).toContainEqual(['__proto__', 'a']);
  });

  it('keeps a stray quote and names the line of one that never closes', async () => {
    const stray = await readText(`${heads.join()}\n2026,1,5" 管漏水\n`);
    expect(stray.rows[0]?.cells.故障现象).toBe('5" 管漏水');
    await expect(readText(`${heads.join()}\n2026,1,"漏水\n`)).rejects.toThrow('引号没有成对');
  });

  it('refuses what is empty or no table, in words that say what to do', async () => {
    const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]);
    const encode = (text: string) => new TextEncoder().encode(text);
    const cases: [Uint8Array, string][] = [
      [new Uint8Array(), '空文件'],
      [encode('\ufeff'), '没有表头'],
      [encode(' \n \n'), '没有表头'],
      [png, '另存为'],
      [encode('%PDF-1.7\n'), 'PDF'],
      [encode('<html><table><tr><td>房号</td></tr></table>'), '另存为'],
      [Uint8Array.from([0x50, 0x4b, 3, 4, 9, 9, 9]), '打不开'],
    ];
    for (const [bytes, words] of cases) {
      await expect(readTable(bytes, '坏.csv', heads)).rejects.toMatchObject({
        code: 'invalid',
        message: expect.stringContaining(words),
      });
    }
  });

  it('refuses more than 200,000 rows', async () => {
    const text = `房号,日期\n${'1,2\n'.repeat(200_001)}`;
    await expect(readText(text, ['房号'])).rejects.toMatchObject({ code: 'limit' });
    expect((await readText(text.slice(0, -4), ['房号'])).rows).toHaveLength(200_000);
  });

  it('never breaks on any bytes: it reads them or refuses them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const outcome = await readTable(bytes, 'x', heads).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome.name).toBe('AppError');
      }),
      { numRuns: 500 },
    );
  });
});

describe('reading a spreadsheet', () => {
  it('reads dates as wall-clock text and long numbers with all their digits', async () => {
    const sheet = utils.aoa_to_sheet([
      ['登记时间', '日期', '联系电话', '证件号', '有偿金额元', '签字'],
    ]);
    const cells: Record<string, CellObject> = {
      A2: dated(46297 + (9 * 60 + 5) / 1440, 'yyyy/m/d h:mm'),
      B2: dated(46297, 'yyyy"年"m"月"d"日"'),
      C2: { t: 'n', v: 13522087886 },
      D2: { t: 's', v: '11018919890709267X' },
      E2: { t: 'n', v: 0.1 + 0.2 },
      F2: { t: 'b', v: true },
    };
    Object.assign(sheet, cells, { '!ref': 'A1:F2' });
    for (const bookType of ['xlsx', 'biff8'] as const) {
      const table = await readTable(workbook({ 登记: sheet }, bookType), '01.xlsx', ['登记时间']);
      expect(Object.values(table.rows[0]?.cells ?? {})).toEqual([
        '2026-10-02 09:05',
        '2026-10-02',
        '13522087886',
        '11018919890709267X',
        '0.3',
        '是',
      ]);
    }
  });

  it('says where a number has lost its last digits', async () => {
    const sheet = utils.aoa_to_sheet([
      ['证件号', '姓名'],
      [110189198907092670, '谢静'],
    ]);
    const table = await readTable(workbook({ 登记: sheet }), '28.xlsx', ['证件号', '姓名']);
    expect(table.rows[0]?.cells.证件号).toBe('110189198907093000');
    expect(table.notes.join()).toContain('A2');
  });

  it('fills merged cells downwards and skips a merged title', async () => {
    const sheet = utils.aoa_to_sheet([
      ['十月报修登记'],
      heads,
      ['2026-10-01 08:14', '3-2-0501', '漏水'],
      ['', '3-2-0502', '灯不亮'],
    ]);
    sheet['!merges'] = [utils.decode_range('A1:C1'), utils.decode_range('A3:A4')];
    const table = await readTable(workbook({ 登记: sheet }), '01.xlsx', heads);
    expect(table.rows).toEqual([
      { line: 3, cells: { 登记时间: '2026-10-01 08:14', 房号: '3-2-0501', 故障现象: '漏水' } },
      { line: 4, cells: { 登记时间: '2026-10-01 08:14', 房号: '3-2-0502', 故障现象: '灯不亮' } },
    ]);
    expect(table.notes.join()).toContain('合并单元格');
  });

  it('chooses the worksheet with the known heads and names those it left', async () => {
    const cover = utils.aoa_to_sheet([
      ['说明', '填表人'],
      ['请如实填写', '李静'],
    ]);
    const register = utils.aoa_to_sheet([heads, Object.values(expected)]);
    const table = await readTable(workbook({ 封面: cover, 登记: register }), '01.xlsx', heads);
    expect(table.rows).toEqual([{ line: 2, cells: expected }]);
    expect(table.notes[0]).toContain('“封面”');
  });

  it('reads what a formula shows, and the formula where it shows nothing', async () => {
    const sheet = utils.aoa_to_sheet([['房号', '金额']]);
    Object.assign(sheet, { A2: { t: 's', v: '1-1-0101', f: 'B9' }, '!ref': 'A1:B2' });
    const table = await readTable(workbook({ 登记: sheet }), '01.xlsx', ['房号']);
    expect(table.rows[0]?.cells.房号).toBe('1-1-0101');
    expect(table.notes.join()).toContain('公式');
  });

  it('reads a sheet whose formatting runs far below its last row', async () => {
    const sheet = utils.aoa_to_sheet([heads, Object.values(expected)]);
    Object.assign(sheet, { C150000: { t: 's', v: ' ' }, '!ref': 'A1:C150000' });
    const table = await readTable(workbook({ 登记: sheet }), '01.xlsx', heads);
    expect(table).toMatchObject({ heads, rows: [{ line: 2, cells: expected }] });
    expect(table.rows).toHaveLength(1);
  });
});
