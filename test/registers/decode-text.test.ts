import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/registers/decode-text.ts';
import { readTable } from '../../src/registers/read-table.ts';

const text = '序号,房号,事件\r\n1,A座-1203,一楼楼道一盏灯不亮\r\n2,A座-1204,水管漏水\r\n';
const wide = new Uint8Array(Buffer.from(text, 'utf16le'));
const swapped = new Uint8Array(Buffer.from(text, 'utf16le').swap16());

describe('the encoding of a file', () => {
  it('may be UTF-16 without a mark, either way round', () => {
    expect(decodeText(wide).text).toBe(text);
    expect(decodeText(swapped).text).toBe(text);
  });

  it('may be UTF-8 with a zero in one cell, which costs no other row', async () => {
    const bytes = new TextEncoder().encode(text.replace('灯不亮', '灯\u0000不亮'));
    const { rows } = await readTable(bytes, '29-x.csv', ['房号']);
    expect(rows).toHaveLength(2);
  });

  it('is none where zeros are most of it', () => {
    expect(() => decodeText(new Uint8Array(4000))).toThrow('读不懂');
  });

  it('names the line from which a quote never closes', async () => {
    const bytes = new TextEncoder().encode('日期,事件\n1,甲\n2,"乙\n3,丙\n');
    await expect(readTable(bytes, '29-x.csv', ['日期'])).rejects.toThrow('第 3 行起');
  });
});
