import { expect, it } from 'vitest';
import { labelOf } from '../../../src/bundles/build/volumes.ts';

it('says a unit behind a label, but not again behind one that ends with it', () => {
  expect(labelOf({ name: '页数', unit: '页' })).toBe('页数（页）');
  expect(labelOf({ name: '有偿金额元', unit: '元' })).toBe('有偿金额元');
  expect(labelOf({ name: '备注' })).toBe('备注');
});
