import { describe, expect, it } from 'vitest';
import { categorySchema, recordSchema } from '../../src/bundles/build/json-schema.ts';
import { schemaFaults } from '../../src/bundles/report/check-schema.ts';
import { category, repair } from '../records/pack.ts';

const schema = categorySchema(category('01'), 1);
const record = (changes: Record<string, unknown> = {}) => ({
  category: '01',
  fields: { ...repair, 有偿金额元: 116, ...changes },
});

describe('the schema of a category', () => {
  it('fits a record of the category', () => {
    expect(schemaFaults(record(), schema)).toEqual([]);
  });

  it('names what does not fit: type, shape, choice of yes and no, an unknown column', () => {
    expect(schemaFaults(record({ 有偿金额元: '116' }), schema)).toEqual([
      '/fields/有偿金额元: not number',
    ]);
    expect(schemaFaults(record({ 登记时间: '2026/10/01' }), schema)).toHaveLength(1);
    expect(schemaFaults(record({ 业主签字: 'yes' }), schema)).toHaveLength(1);
    expect(schemaFaults(record({ 密码: 'x' }), schema)).toEqual(['/fields/密码: unknown member']);
    const { 房号: _left, ...rest } = record().fields;
    expect(schemaFaults({ category: '01', fields: rest }, schema)).toEqual([
      '/fields/房号: missing',
    ]);
    expect(schemaFaults({ ...record(), category: '02' }, schema)).toEqual(['/category: not 01']);
  });

  it('asks every line for all its members', () => {
    expect(schemaFaults({}, recordSchema).length).toBeGreaterThan(15);
  });

  it('throws on a keyword it does not know, so that nothing passes unread', () => {
    expect(() => schemaFaults('x', { maxLength: 1 })).toThrow('unknown keyword maxLength');
  });
});
