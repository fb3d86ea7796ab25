import { describe, expect, it } from 'vitest';
import { AccessPurpose, purposeTitles } from '../../src/archives/model.ts';
import { notApplicable, viewArchive } from '../../src/archives/rules/completeness.ts';
import { maskHousehold } from '../../src/archives/rules/mask.ts';
import { readPack } from '../../src/catalogue/pack.ts';

const { documentTypes } = readPack();

const orders = (fields: Record<string, string>) =>
  documentTypes
    .filter((type) => notApplicable(type, fields) === undefined)
    .map(({ order }) => order);

describe('what is masked', () => {
  it('is a name but for its first character, and the middle of a phone', () => {
    const masked = maskHousehold({ 业主姓名: '欧阳娜娜', 联系电话: '13522087886' });
    const shownOf = (name: string) => masked.find(({ column }) => column === name)?.value;
    expect([shownOf('业主姓名'), shownOf('联系电话')]).toEqual(['欧**', '135****7886']);
  });

  it('is every personal column, and even whether something is known there', () => {
    const shown = (fields: Record<string, string>) =>
      maskHousehold(fields).filter(({ column }) => column === '租户' || column === '宠物');
    expect(shown({ 租户: '孟文博', 宠物: '猫' })).toEqual(shown({}));
    const text = JSON.stringify(maskHousehold({ 家庭成员: '付晓东', 车牌: '京A·M3WWZ' }));
    expect(text).not.toMatch(/付晓东|M3WWZ/);
  });
});

describe('what an archive must hold', () => {
  it('follows from what is known of the household', () => {
    const always = [1, 2, 3, 4, 5, 6, 10, 11];
    expect(orders({ 房屋状态: '自住', 是否出租: '否', 宠物: '无' })).toEqual(always);
    expect(orders({ 房屋状态: '出租' })).toContain(7);
    expect(orders({ 是否出租: '是', 宠物: '猫', 车牌: '京A·M3WWZ' })).toEqual(
      [...always, 7, 8, 9].toSorted((a, b) => a - b),
    );
    expect(orders({ 房屋状态: '未收房', 宠物: '猫' })).toEqual([]);
  });

  it('never lacks the nineteenth type', () => {
    const household = { site: 'A', room: '1-1-0101', fields: { 房屋状态: '自住' } };
    const { types, completeness } = viewArchive(documentTypes, household, []);
    expect(types.at(-1)).toMatchObject({ order: 19, state: 'not-applicable' });
    expect(completeness.missing).not.toContain(19);
  });
});

describe('the purposes of a look', () => {
  it('have a title each', () => {
    const titles = AccessPurpose.options.map((purpose) => purposeTitles[purpose]);
    expect(new Set(titles).size).toBe(AccessPurpose.options.length);
  });
});
