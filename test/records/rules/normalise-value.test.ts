import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Field } from '../../../src/catalogue/model.ts';
import { normaliseValue } from '../../../src/records/rules/normalise-value.ts';
import { context } from '../pack.ts';

const { zone, rooms } = context();

function read(type: Field['type'], raw: unknown, more: Partial<Field> = {}) {
  return normaliseValue({ name: '栏', en: 'column', type, ...more }, raw, { zone, rooms });
}

/** The value, or undefined if it was refused. */
function value(type: Field['type'], raw: unknown, more: Partial<Field> = {}) {
  return read(type, raw, more).value;
}

function table(type: Field['type'], pairs: [string, unknown][], more: Partial<Field> = {}) {
  for (const [raw, expected] of pairs)
    expect([raw, value(type, raw, more)]).toEqual([raw, expected]);
}

describe('reading a value', () => {
  it('reads a time in every spelling that has one meaning', () => {
    table('minute', [
      ['2026-10-02 09:05', '2026-10-02 09:05'],
      ['2026/10/2 9:05', '2026-10-02 09:05'],
      ['2026.10.2 9:05', '2026-10-02 09:05'],
      ['2026-10-02 09:05:30', '2026-10-02 09:05'],
      ['2026-10-02T09:05', '2026-10-02 09:05'],
      ['2026-10-02T01:05:00Z', '2026-10-02 09:05'],
      ['2026-10-02T09:05:00+08:00', '2026-10-02 09:05'],
      ['２０２６－１０－０２　０９：０５', '2026-10-02 09:05'],
      ['2026年10月2日9时5分', '2026-10-02 09:05'],
      ['2026年 10月 2日 9:05', '2026-10-02 09:05'],
      ['2026年10月2日下午3点整', '2026-10-02 15:00'],
      ['2026-10-2 上午 9:05', '2026-10-02 09:05'],
      ['2026/10/2 3:05 PM', '2026-10-02 15:05'],
      ['46297.37847222', '2026-10-02 09:05'],
      ['\u200b2026-10-02 09:05\ufeff ', '2026-10-02 09:05'],
    ]);
  });

  it('refuses a time that does not exist or could be another', () => {
    table('minute', [
      ['2026-02-30 08:00', undefined],
      ['2026-09-31 08:00', undefined],
      ['2026-10-02 25:10', undefined],
      ['2026-10-02 24:00', undefined],
      ['2026-10-02 09:60', undefined],
      ['2026-10-02 下午 13:70', undefined],
      ['2026-10-02', undefined],
      ['03/04/26 09:00', undefined],
      ['10-02 09:05', undefined],
      ['26-10-02 09:05', undefined],
      ['昨天上午', undefined],
      ['0026-10-02 09:05', undefined],
    ]);
    expect(read('minute', '2026-10-02 24:00').findings[0]?.message).toContain('次日');
  });

  it('reads a day in every spelling that has one meaning', () => {
    table('date', [
      ['2026-10-02', '2026-10-02'],
      ['2026/10/2', '2026-10-02'],
      ['2026年10月2日', '2026-10-02'],
      ['2026年10月2号', '2026-10-02'],
      ['20261002', '2026-10-02'],
      ['46297', '2026-10-02'],
      ['2026-10-02 00:00:00', '2026-10-02'],
      ['2026-02-29', undefined],
      ['2024-02-29', '2024-02-29'],
      ['03/04/26', undefined],
      ['10月2日', undefined],
      ['12', undefined],
    ]);
  });

  it('reads amounts and refuses words for them', () => {
    table(
      'decimal',
      [
        ['1,234.50', 1234.5],
        ['￥1,234.50', 1234.5],
        ['¥ 88', 88],
        ['88元', 88],
        ['８８．５元整', 88.5],
        ['-12', -12],
        ['－12', -12],
        ['.5', 0.5],
        ['约３千', undefined],
        ['3万', undefined],
        ['1,23', undefined],
        ['1.234,50', undefined],
        ['1e3', undefined],
        ['0x10', undefined],
        ['12345678901234567890', undefined],
      ],
      { unit: '元' },
    );
    table(
      'integer',
      [
        ['3户', 3],
        ['3.0', 3],
        ['3.5', undefined],
        ['三', undefined],
      ],
      { unit: '户' },
    );
  });

  it('says what it put right, and nothing where nothing changed', () => {
    expect(read('decimal', '116').findings).toEqual([]);
    expect(read('decimal', '116.50').findings).toEqual([]);
    expect(read('decimal', '1,160').findings).toMatchObject([
      { rule: 'normalised', severity: 'put-right', value: '1,160' },
    ]);
    expect(read('date', '2026/10/2').findings[0]?.message).toContain('2026-10-02');
  });

  it('joins the lines of a one-line cell and says so; long text keeps them', () => {
    const typed = '插座没电\r\n（业主补充：晚上更明显）';
    expect(read('text', typed)).toMatchObject({
      value: '插座没电（业主补充：晚上更明显）',
      findings: [{ severity: 'put-right', message: '格内的换行已并成一行' }],
    });
    expect(value('text', 'first\nsecond')).toBe('first second');
    expect(value('long-text', typed)).toBe('插座没电\n（业主补充：晚上更明显）');
  });

  it('keeps free text as typed, full-width characters and all', () => {
    expect(read('text', '第３号楼 ＡＢ')).toEqual({ value: '第３号楼 ＡＢ', findings: [] });
    expect(value('text', 'a\u0000b\u200bc')).toBe('abc');
    expect(read('text', '地漏�味').findings[0]?.rule).toBe('characters');
  });

  it('keeps a formula as text with a warning, but leaves plain signed numbers alone', () => {
    for (const typed of ['=1+1', '+SUM(A1)', '-cmd|x', '@SUM(A1)', '＝1+1']) {
      expect(read('text', typed)).toMatchObject({ value: typed, findings: [{ rule: 'formula' }] });
    }
    for (const typed of ['-5', '+86 138 0013 8000'])
      expect(read('text', typed).findings).toEqual([]);
  });

  it('reads telephone numbers without blanks and dashes', () => {
    table('phone', [
      ['１９９９９１３４４４６', '19999134446'],
      ['138 0013 8000', '13800138000'],
      ['138-0013-8000', '13800138000'],
      ['+86 13800138000', '13800138000'],
      ['(010) 8888 7777', '010-88887777'],
      ['0571 8888777-12', '0571-8888777-12'],
      ['139****1234', '139****1234'],
      ['010-88887777', '010-88887777'],
      ['110', '110'],
    ]);
  });

  it('reads order numbers of one shape only', () => {
    table('order-number', [
      ['PG-202610-0001', 'PG-202610-0001'],
      ['pg-202610-0001', 'PG-202610-0001'],
      ['ＰＧ－２０２６１０－０００１', 'PG-202610-0001'],
      ['B-PG-202610-0001', 'B-PG-202610-0001'],
      ['PG-202610-12345', 'PG-202610-12345'],
      ['PG-202613-0001', undefined],
      ['PG-202610-01', undefined],
      ['202610-0001', undefined],
    ]);
    expect(read('record-number', '老登记 12').findings[0]?.severity).toBe('warning');
    expect(read('record-number', 'bx-202610-0001')).toMatchObject({ value: 'BX-202610-0001' });
  });

  it('reads yes and no', () => {
    for (const yes of ['是', '有', 'Y', '√', '1', true]) expect(value('yes-no', yes)).toBe('是');
    for (const no of ['否', '无', 'n', '×', '0', false]) expect(value('yes-no', no)).toBe('否');
    expect(value('yes-no', '也许')).toBeUndefined();
  });

  it('takes a dash for an empty cell where a value of a kind belongs', () => {
    for (const blank of ['/', '—', '无', '-']) {
      expect(read('minute', blank)).toMatchObject({ findings: [{ severity: 'put-right' }] });
      expect(value('minute', blank)).toBeUndefined();
    }
    expect(value('text', '无')).toBe('无');
  });

  it('refuses a text longer than a cell may be', () => {
    expect(value('text', '长'.repeat(4001))).toBeUndefined();
    expect(value('long-text', '长'.repeat(4001))).toHaveLength(4001);
  });

  it('changes nothing when it reads again what it read', () => {
    const types = fc.constantFrom<Field['type']>(
      'text',
      'long-text',
      'integer',
      'decimal',
      'date',
      'minute',
      'choice',
      'yes-no',
      'room',
      'phone',
      'order-number',
      'record-number',
    );
    const typed = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'0123456789-/:. 年月日时分,￥元１－ABPGx\n\t（)') }),
    );
    fc.assert(
      fc.property(types, typed, (type, raw) => {
        const once = read(type, raw, { choices: ['电话', 'ＡＢ'] });
        if (once.value === undefined) return;
        const twice = read(type, once.value, { choices: ['电话', 'ＡＢ'] });
        expect(twice.value).toBe(once.value);
        expect(twice.findings.filter(({ severity }) => severity === 'put-right')).toEqual([]);
      }),
      { numRuns: 5000 },
    );
  });
});
