import { beforeEach, describe, expect, test } from 'vitest';
import { type Finder, openFinder } from '../../src/finder/finder.ts';
import type { HouseholdHeader } from '../../src/finder/household-terms.ts';

const everything = { names: true, plates: true };
const households: HouseholdHeader[] = [
  { id: 'h1', site: 'A', room: '3-2-0501', names: ['张伟明'], plates: ['粤B12345'] },
  { id: 'h2', site: 'A', room: '3-2-0502', names: ['曾国强', 'John Smith'], plates: [] },
  { id: 'h3', site: 'A', room: '13-2-0501', names: ['欧阳倩'], plates: ['粤B·8D2C6', '湘A66666'] },
  { id: 'h4', site: 'A', room: '5-1-1203', names: ['吕芳', '章伟'], plates: [] },
  { id: 'h5', site: 'B', room: '3-2-0501', names: ['张伟明'], plates: ['粤B12345'] },
];

describe('the finder', () => {
  let finder: Finder;

  beforeEach(() => {
    finder = openFinder();
    finder.load(households);
  });

  const ids = (query: string, may = everything, site = 'A') =>
    finder.find(query, { site, limit: 10, may }).map((hit) => hit.id);

  test.each([
    '3-2-0501',
    '3栋2单元501',
    '３－２－５０１',
    '三栋二单元五〇一',
    '3栋 2单元 501室',
    '320501',
  ])('finds a room written %j first', (written) => {
    expect(ids(written)[0]).toBe('h1');
  });

  test('finds a room while it is typed, and by its door alone', () => {
    expect(ids('3-2')).toEqual(expect.arrayContaining(['h1', 'h2']));
    expect(ids('3-2')[0]).toBe('h1');
    expect(ids('501')).toEqual(expect.arrayContaining(['h1', 'h3']));
    expect(ids('1203')).toEqual(['h4']);
    expect(ids('5-1-1204')).toEqual([]);
  });

  test('takes a single digit as the beginning of a room', () => {
    expect(ids('5')).toEqual(['h4']);
    expect(ids('1')).toEqual(['h3']);
  });

  test.each([
    ['张伟明', 'h1'],
    ['张', 'h1'],
    ['伟明', 'h1'],
    ['zhangweiming', 'h1'],
    ['zhangwm', undefined],
    ['zwm', 'h1'],
    ['weim', 'h1'],
    ['ZengGuo', 'h2'],
    ['ceng', 'h2'],
    ['smith', 'h2'],
    ['欧阳', 'h3'],
    ['oyq', 'h3'],
    ['lvfang', 'h4'],
  ])('finds a name typed as %j', (typed, id) => {
    expect(ids(typed)[0]).toBe(id);
  });

  test.each([
    ['章伟明', 'h1'],
    ['张围明', 'h1'],
    ['张大明', 'h1'],
    ['zhangweimin', 'h1'],
    ['zhngweiming', 'h1'],
    ['smiht', undefined],
    ['smitj', 'h2'],
    ['粤B12346', 'h1'],
    ['粤b8d2c', 'h3'],
  ])('forgives one typing error, as in %j', (typed, id) => {
    expect(ids(typed)[0]).toBe(id);
  });

  test('finds a plate whole, with or without its dot, and by its tail', () => {
    for (const typed of ['粤B·12345', '粤b12345', 'B12345', '345']) {
      expect(ids(typed)[0], typed).toBe('h1');
    }
    expect(ids('8D2C6')).toEqual(['h3']);
    expect(ids('666')).toEqual(['h3']);
  });

  test('answers every word, each in its own way', () => {
    expect(ids('张 501')).toEqual(['h1']);
    expect(ids('欧阳 粤B')).toEqual(['h3']);
    expect(ids('张 502')).toEqual([]);
    expect(ids('')).toEqual([]);
    expect(ids('，。')).toEqual([]);
  });

  test('a field that the asker may not see is not matched at all', () => {
    const names = { names: true, plates: false };
    const plates = { names: false, plates: true };
    const none = { names: false, plates: false };
    expect(ids('粤B12345', names)).toEqual([]);
    expect(ids('345', names)).toEqual([]);
    expect(ids('张伟明', plates)).toEqual([]);
    expect(ids('zwm', plates)).toEqual([]);
    expect(ids('张 501', plates)).toEqual([]);
    expect(ids('501', none)).toEqual(['h1', 'h3']);
    expect(finder.find('501', { site: 'A', limit: 9, may: none })).toContainEqual({
      id: 'h1',
      room: '3-2-0501',
      by: ['room'],
    });
  });

  test('tells by what a household was found', () => {
    const find = (query: string) => finder.find(query, { site: 'A', limit: 1, may: everything });
    expect(find('张伟明')).toEqual([{ id: 'h1', room: '3-2-0501', by: ['name'] }]);
    expect(find('张 501 粤B')).toEqual([
      { id: 'h1', room: '3-2-0501', by: ['room', 'name', 'plate'] },
    ]);
  });

  test('keeps to the site and to the limit', () => {
    expect(ids('张伟明', everything, 'B')).toEqual(['h5']);
    expect(ids('张伟明', everything, 'C')).toEqual([]);
    expect(finder.find('3-2', { site: 'A', limit: 1, may: everything })).toHaveLength(1);
  });

  test('follows changes at once', () => {
    finder.put({ id: 'h1', site: 'A', room: '3-2-0501', names: ['李雷'], plates: [] });
    expect(ids('张伟明')).toEqual([]);
    expect(ids('粤B12345')).toEqual([]);
    expect(ids('lilei')).toEqual(['h1']);
    finder.remove('h1');
    finder.remove('h1');
    expect(ids('李雷')).toEqual([]);
    finder.load([]);
    expect(ids('501')).toEqual([]);
  });
});
