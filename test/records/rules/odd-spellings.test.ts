import { describe, expect, it } from 'vitest';
import type { Field } from '../../../src/catalogue/model.ts';
import { normaliseValue } from '../../../src/records/rules/normalise-value.ts';
import { context } from '../pack.ts';

const { zone, rooms } = context();

function read(type: Field['type'], raw: string, more: Partial<Field> = {}) {
  const field = { name: '栏', en: 'column', type, ...more };
  const { value, findings } = normaliseValue(field, raw, { zone, rooms });
  return { value, said: findings.map(({ severity }) => severity).join() };
}

describe('a cell typed by somebody in a hurry', () => {
  it.each(['-', '—', '/', 'N/A'])('is empty where %s stands for an answer', (mark) => {
    const empty = { value: undefined, said: 'put-right' };
    expect(read('yes-no', mark)).toEqual(empty);
    expect(read('choice', mark, { choices: ['电话', '书面'] })).toEqual(empty);
    expect(read('record-number', mark)).toEqual(empty);
  });

  it('answers by 无 where that is an answer', () => {
    expect(read('yes-no', '无').value).toBe('否');
    expect(read('choice', '无', { choices: ['有', '无'] })).toEqual({ value: '无', said: '' });
    expect(read('record-number', '无').value).toBeUndefined();
  });

  it.each(['☑', '✔️', '已签收', '已确认', '是的'])('says yes by %s', (word) => {
    expect(read('yes-no', word)).toEqual({ value: '是', said: 'put-right' });
  });

  it.each(['拒签', '代签', '待签', '不满意'])('says neither yes nor no by %s', (word) => {
    expect(read('yes-no', word)).toEqual({ value: undefined, said: 'rejected' });
  });

  it('keeps the joiner inside a picture and drops a loose one', () => {
    expect(read('text', '全家👨‍👩‍👧').value).toBe('全家👨‍👩‍👧');
    expect(read('text', '张\u200d三').value).toBe('张三');
  });

  it.each(['10²', '①', '3₂'])('takes %s for no number', (text) => {
    expect(read('integer', text)).toEqual({ value: undefined, said: 'rejected' });
  });

  it('reads a day and time written without marks, and a half hour', () => {
    for (const text of ['20261002 0905', '202610020905', '20261002 09:05']) {
      expect(read('minute', text).value).toBe('2026-10-02 09:05');
    }
    expect(read('minute', '2026年10月2日上午8点半').value).toBe('2026-10-02 08:30');
    expect(read('minute', '20261302 0905').value).toBeUndefined();
  });

  it('finds no fault with the telephone number that its own hint shows', () => {
    expect(read('phone', '010-62345678')).toEqual({ value: '010-62345678', said: '' });
    expect(read('phone', '86-13800000000').value).toBe('13800000000');
  });

  it('says what became of line breaks and of signs that nobody sees', () => {
    const message = (type: Field['type'], raw: string) =>
      normaliseValue({ name: '栏', en: 'column', type }, raw, { zone, rooms }).findings[0]?.message;
    expect(message('long-text', '一\r\n二')).toBe('换行的写法已统一');
    expect(message('text', '一\r\n二')).toBe('格内的换行已并成一行');
    expect(message('text', '张\u202e三')).toBe('已去掉看不见的字符');
  });

  it('finds a choice typed with a blank in it', () => {
    expect(read('choice', '电 话', { choices: ['电话'] }).value).toBe('电话');
  });

  it('has typed nothing where a dash stands for what is required', () => {
    expect(read('text', '—', { required: true }).value).toBeUndefined();
    expect(read('text', '—').value).toBe('—');
    expect(read('text', '无', { required: true }).value).toBe('无');
  });

  it('means one order by one number, however many zeros fill it up', () => {
    for (const text of ['PG-202610-0012', 'PG-202610-00012', 'pg-202610-000012']) {
      expect(read('order-number', text).value).toBe('PG-202610-0012');
    }
    expect(read('order-number', 'PG-202610-12345').value).toBe('PG-202610-12345');
    expect(read('order-number', 'PG-202610-0000').value).toBe('PG-202610-0000');
    expect(read('record-number', 'BX-202610-00012').value).toBe('BX-202610-0012');
  });
});
