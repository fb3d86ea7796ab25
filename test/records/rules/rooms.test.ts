import { describe, expect, it } from 'vitest';
import { defaultRoomPattern, roomBook } from '../../../src/records/rules/rooms.ts';

const book = roomBook(['3-2-0501', '3-2-0502', '3-2-1501', '1-1-0101'], defaultRoomPattern);

describe('a room book', () => {
  it('knows a room in every width, padding and wording', () => {
    for (const typed of [
      '3-2-0501',
      '3-2-501',
      '03-02-0501',
      '3－2－501',
      '３-２-０５０１',
      '3栋2单元501',
      '3#2-501',
      '3号楼2单元501室',
      '3幢 2单元 501号',
      ' 3—2—501 ',
    ]) {
      expect([typed, book.match(typed)]).toEqual([typed, { room: '3-2-0501' }]);
    }
  });

  it('offers the nearest rooms for a typing error', () => {
    expect(book.match('3-2-5011')).toEqual({
      unknown: '3-2-5011',
      suggestions: expect.arrayContaining(['3-2-0501']),
    });
    expect(book.match('9-9-9999')).toEqual({ unknown: '9-9-9999', suggestions: [] });
  });

  it('does not guess where digits run together', () => {
    expect(book.match('32501')).toHaveProperty('unknown');
    expect(book.match('')).toHaveProperty('unknown');
  });

  it('does not choose between two rooms that differ in padding only', () => {
    const twins = roomBook(['1-1-101', '1-1-0101'], defaultRoomPattern);
    expect(twins.match('1-1-101')).toEqual({ room: '1-1-101' });
    expect(twins.match('1栋1单元101')).toMatchObject({ suggestions: ['1-1-101', '1-1-0101'] });
  });

  it('takes the canonical shape unchecked while the list is empty', () => {
    const empty = roomBook([], defaultRoomPattern);
    expect(empty.match('3栋2单元501')).toEqual({ room: '3-2-0501', unlisted: true });
    expect(empty.match('东门')).toEqual({ unknown: '东门', suggestions: [] });
  });

  it('follows another site’s pattern', () => {
    const villas = roomBook(['A-012', 'B-012'], '^([A-Z])-(\\d{3})$');
    expect(villas.match('a12')).toEqual({ room: 'A-012' });
    expect(villas.match('C-012')).toHaveProperty('unknown');
  });

  it('refuses a pattern that is no regular expression', () => {
    expect(() => roomBook([], '([')).toThrow('不是有效的正则表达式');
  });
});
