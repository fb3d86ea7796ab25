import { describe, expect, test } from 'vitest';
import { isRoomLike, roomKey } from '../../src/finder/room-key.ts';

describe('a room', () => {
  test.each([
    '3-2-0501',
    '3-2-501',
    '03-02-0501',
    '３－２－０５０１',
    '3栋2单元501',
    '3幢 2单元 0501室',
    '3号楼2单元501号',
    '3#2-501',
    '3栋2单元5楼01',
    '3栋2单元5层1室',
    '三栋二单元五〇一',
    '三号楼二单元五零一室',
  ])('written %j is the same room', (written) => {
    expect(roomKey(written)).toBe('3-2-501');
    expect(isRoomLike(written)).toBe(true);
  });

  test.each([
    ['A座1203', 'a-1203'],
    ['a1203', 'a-1203'],
    ['十二栋二十单元', '12-20'],
    ['荷花苑3-101', '荷花苑-3-101'],
    ['两栋', '2'],
  ])('written %j has the key %j', (written, key) => {
    expect(roomKey(written)).toBe(key);
  });

  test.each(['张伟', 'zhangwei', '粤B12345', '荷花苑', ''])('is not what %j reads as', (text) => {
    expect(isRoomLike(text)).toBe(false);
  });
});
