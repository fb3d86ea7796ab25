import { describe, expect, it } from 'vitest';
import { checkFields } from '../../../src/records/rules/check-fields.ts';
import { closedAtOf } from '../../../src/records/rules/closing.ts';
import { occurredAtOf } from '../../../src/records/rules/occurrence.ts';
import { prefill } from '../../../src/records/rules/prefill.ts';
import { rowDigest } from '../../../src/records/rules/row-digest.ts';
import { headingOf } from '../../../src/records/rules/title.ts';
import { category, context, repair } from '../pack.ts';

const zone = 'Asia/Shanghai';
const occurredAt = '2026-10-01T00:14:00.000Z';

describe('the end of a matter', () => {
  it('comes with the field its category names, and not before', () => {
    const at = { occurredAt, zone };
    expect(closedAtOf(category('01'), repair, at)).toBe('2026-10-01T01:41:00.000Z');
    expect(closedAtOf(category('01'), { ...repair, 回复业主时间: '' }, at)).toBeUndefined();
    expect(closedAtOf(category('02'), {}, at)).toBeUndefined();
    expect(closedAtOf(category('27'), { 止租日期: '2031-09-01' }, at)).toBe(
      '2031-08-31T16:00:00.000Z',
    );
  });

  it('is the occurrence itself elsewhere, in 19 only once the work is done', () => {
    const at = { occurredAt, zone };
    expect(closedAtOf(category('12'), {}, at)).toBe(occurredAt);
    expect(closedAtOf(category('19'), { 完成情况: '完成' }, at)).toBe(occurredAt);
    expect(closedAtOf(category('19'), { 完成情况: '进行中' }, at)).toBeUndefined();
  });
});

describe('the time of a record', () => {
  it('is read on the wall clock of the site', () => {
    expect(occurredAtOf(category('01'), repair, zone)).toBe(occurredAt);
    expect(occurredAtOf(category('09'), { 日期: '2026-10-01' }, zone)).toBe(
      '2026-09-30T16:00:00.000Z',
    );
    expect(occurredAtOf(category('09'), {}, zone)).toBeUndefined();
  });

  it('is the last day of its period where a statistic names only that', () => {
    expect(occurredAtOf(category('05'), { 统计周期: '2026年9月' }, zone)).toBe(
      '2026-09-29T16:00:00.000Z',
    );
  });
});

describe('the heading of a record', () => {
  it('names the matter, who answers for it and its kind', () => {
    expect(headingOf(category('01'), repair)).toEqual({
      title: '3-2-0501 楼道 地漏返味',
      responsible: '周敏',
      kind: '楼道',
    });
  });

  it('falls back to the category and is never long', () => {
    expect(headingOf(category('29'), {})).toEqual({
      title: '其它与物业管理有关的事件',
      responsible: '',
      kind: '',
    });
    expect([...headingOf(category('29'), { 事件: '𠮷'.repeat(300) }).title]).toHaveLength(80);
  });
});

describe('prefilling', () => {
  it('adds time, room and filer where they are missing, and replaces nothing', () => {
    const known = { occurredAt, room: '3-2-0501', filer: '陈晓', zone };
    expect(prefill(category('01'), { 故障现象: '漏水' }, known)).toEqual({
      登记时间: '2026-10-01 08:14',
      房号: '3-2-0501',
      故障现象: '漏水',
      首问责任人: '陈晓',
    });
    expect(prefill(category('01'), repair, known)).toEqual(repair);
    expect(prefill(category('05'), {}, known)).toMatchObject({ 统计周期: '2026年10月' });
    expect(prefill(category('16'), {}, known)).not.toHaveProperty('交班人');
  });

  it('names the filer only where a person of the office answers for the record', () => {
    const filed = { filer: '陈晓', zone };
    for (const code of ['08', '13', '14', '15', '16', '20', '25', '27']) {
      expect(Object.values(prefill(category(code), {}, filed)), code).not.toContain('陈晓');
    }
    expect(prefill(category('31'), {}, filed)).toMatchObject({ 办理人: '陈晓' });
  });
});

describe('the digest of a row', () => {
  const digest = (raw: Record<string, unknown>) =>
    rowDigest('01', checkFields(category('01'), raw, context()).fields);

  it('is the same however the row is numbered, spelt and ordered', () => {
    const respelt = { ...repair, 序号: '7', 登记时间: '2026/10/1 8:14', 房号: '3栋2单元501' };
    const reordered = Object.fromEntries(Object.entries(respelt).reverse());
    expect(digest(reordered)).toBe(digest(repair));
  });

  it('differs with any value and with the category', () => {
    expect(digest({ ...repair, 有偿金额元: '117' })).not.toBe(digest(repair));
    expect(rowDigest('02', repair)).not.toBe(rowDigest('01', repair));
  });
});
