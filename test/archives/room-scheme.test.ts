import { describe, expect, it } from 'vitest';
import { openRoomBook, roomKey } from '../../src/archives/rules/room-scheme.ts';
import { defaultRoomPattern } from '../../src/records/rules/rooms.ts';

const book = (written: string[], known: string[] = [], pattern = defaultRoomPattern) =>
  openRoomBook(known, pattern, written);
const numbered = (spell: (at: number) => string, count = 12) =>
  Array.from({ length: count }, (_, at) => spell(at + 1));
const standard = numbered((at) => `3-2-${String(at).padStart(2, '0')}01`);

describe('the rooms of a new household list', () => {
  it.each([
    ['towers', (at: number) => `A座-${at}03`],
    ['buildings in words', (at: number) => `12栋-1单元-${at}01`],
    ['two parts', (at: number) => `6-${at}301`],
    ['villas', (at: number) => `别墅${at}号`],
    ['flats alone', (at: number) => `${at}203`],
    ['shops', (at: number) => `B1-商铺-${at}`],
  ])('are canonical as the list has them: %s', (_title, spell) => {
    const written = numbered(spell);
    const rooms = book(written);
    expect(written.map((room) => rooms.match(room))).toEqual(written.map((room) => ({ room })));
    expect(written.filter((room) => rooms.isOdd(room))).toEqual([]);
  });

  it('are put into the pattern’s spelling where the list keeps to the pattern', () => {
    expect(book([...standard, '3栋2单元501']).match('3栋2单元501')).toEqual({ room: '3-2-0501' });
  });

  it('are refused where one alone is written unlike a list that keeps to the pattern', () => {
    const rooms = book([...standard, '3-501', 'S-01']);
    expect(rooms.match('3-501')).toEqual({ unknown: '3-501', suggestions: [] });
    expect(rooms.match('S-01')).toEqual({ unknown: 'S-01', suggestions: [] });
  });

  it('are taken and remarked where several of another kind stand beside the pattern', () => {
    const rooms = book([...standard, 'S-01', 'S-02', 'S-03']);
    expect(rooms.match('S-02')).toEqual({ room: 'S-02' });
    expect(rooms.isOdd('S-02')).toBe(true);
    expect(rooms.isOdd('3-2-0101')).toBe(false);
  });

  it('are no rooms without a number, or as a whole sentence', () => {
    const rooms = book(numbered((at) => `A座-${at}03`));
    for (const text of ['A座', '待定', 'A座-101、A座-102', `A座${'1'.repeat(40)}`]) {
      expect(rooms.match(text)).toHaveProperty('unknown');
    }
  });

  it('are remarked where one is written unlike all others', () => {
    const rooms = book([...numbered((at) => `A座-${at}03`), 'A座-12O3']);
    expect([rooms.isOdd('A座-12O3'), rooms.isOdd('A座-103')]).toEqual([true, false]);
  });

  it('keep to a pattern that the site has set, whatever the list does', () => {
    const rooms = book(standard, [], '^([A-Z])座-(\\d+)$');
    expect(rooms.match('3-2-0101')).toHaveProperty('unknown');
  });

  it('are those already there, in any spelling', () => {
    expect(book(['A座101'], ['A座-0101']).match('A座101')).toEqual({ room: 'A座-0101' });
  });
});

describe('the key of a room', () => {
  it('is one for one room in two spellings, and another for another room', () => {
    expect(roomKey('A座-0305')).toBe(roomKey('A座305'));
    expect(roomKey('1-1203')).not.toBe(roomKey('11-203'));
    expect(roomKey('3座-501')).not.toBe(roomKey('3栋-501'));
  });
});
