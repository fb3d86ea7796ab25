import { describe, expect, it } from 'vitest';
import {
  maskFields,
  maskIdNumber,
  maskName,
  maskPhone,
  maskPlate,
} from '../../src/records/rules/masking.ts';

describe('masking', () => {
  it('leaves of each value what tells it apart, and no more', () => {
    expect(maskName('张强')).toBe('张**');
    expect(maskName('欧阳修远')).toBe('欧**');
    expect(maskPhone('13812346621')).toBe('138****6621');
    expect(maskPhone('010-12345678')).toBe('010****5678');
    expect(maskPhone('87654321')).toBe('****21');
    expect(maskPhone('110')).toBe('****');
    expect(maskIdNumber('11010119900101123X')).toBe('110****3X');
    expect(maskIdNumber('E1234567')).toBe('****');
    expect(maskPlate('京A·12321')).toBe('京A·***21');
    expect(maskPlate('无牌')).toBe('****');
  });

  it('masks personal fields by what they hold and leaves the others', () => {
    const field = { en: '', type: 'text' as const };
    const category = {
      fields: [
        { ...field, name: '姓名', personal: true },
        { ...field, name: '证件号', personal: true, shape: 'identity' as const },
        { ...field, name: '电话', type: 'phone' as const, personal: true },
        { ...field, name: '备用', personal: true },
        { ...field, name: '事由' },
      ],
    };
    const fields = {
      姓名: '张强',
      证件号: '11010119900101123X',
      电话: '13812346621',
      备用: '张磊 18697855638',
      事由: '张强来访',
    };
    expect(maskFields(category, fields)).toEqual({
      姓名: '张**',
      证件号: '110****3X',
      电话: '138****6621',
      备用: '张**',
      事由: '张强来访',
    });
  });
});
