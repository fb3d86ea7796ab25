import { describe, expect, it } from 'vitest';
import { cellsByField, matchHeads } from '../../src/registers/match-heads.ts';
import { category } from '../records/pack.ts';

const repairs = category('01');
const names = repairs.fields.map(({ name }) => name);

describe('matching the heads of a file', () => {
  it('takes the register’s own heads in any order without a word', () => {
    const match = matchHeads(repairs, ['序号', ...names.toReversed()]);
    expect(match.findings).toEqual([]);
    expect(match.missing).toEqual([]);
    expect(Object.entries(match.fieldOf).every(([head, field]) => head === field)).toBe(true);
  });

  it('reads width, blanks, brackets and marks as spellings of one head', () => {
    const spelt = ['登 记\n时间', '房号*', '联系电话：', '有偿金额（元）', '故障现象(必填)'];
    const { fieldOf } = matchHeads(repairs, spelt);
    expect(Object.values(fieldOf)).toEqual([
      '登记时间',
      '房号',
      '联系电话',
      '有偿金额元',
      '故障现象',
    ]);
  });

  it('reads a known other name and says so, unless the register has that very column', () => {
    const match = matchHeads(repairs, ['登记时间', '门牌号', '手机号', '故障现象', '首问人']);
    expect(match.fieldOf).toMatchObject({
      门牌号: '房号',
      手机号: '联系电话',
      首问人: '首问责任人',
    });
    expect(match.findings.map(({ severity }) => severity)).toEqual(Array(3).fill('put-right'));
    expect(match.missing).toEqual([]);
  });

  it('names an unknown column, a second column and a missing required one once each', () => {
    const match = matchHeads(repairs, ['登记时间', '房号', '房号〔2〕', '天气', '首问责任人']);
    expect(match.findings.map(({ rule, severity, column }) => [rule, severity, column])).toEqual([
      ['duplicate-column', 'warning', '房号〔2〕'],
      ['unknown-column', 'warning', '天气'],
      ['required', 'rejected', '故障现象'],
    ]);
    expect(match.missing).toEqual(['故障现象']);
  });

  it('passes over row numbers and reasons of an earlier refusal', () => {
    const match = matchHeads(repairs, [...names, '序号', '行号', '原因', '第 24 列']);
    expect(match.findings).toEqual([]);
  });

  it('hands a row’s cells over by field', () => {
    const match = matchHeads(repairs, ['门牌号', '天气']);
    expect(cellsByField({ 门牌号: '3-2-0501', 天气: '晴' }, match)).toEqual({ 房号: '3-2-0501' });
  });
});
