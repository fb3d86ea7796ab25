import { describe, expect, it } from 'vitest';
import { compareNumbers } from '../../src/bundles/data/records.ts';
import { shareText, statisticsOf } from '../../src/bundles/data/statistics.ts';
import { daysOf } from '../../src/core/month.ts';
import { category } from '../records/pack.ts';

const zone = 'Asia/Shanghai';

function counted(fields: Record<string, string>, more: { kind?: string; void?: true } = {}) {
  const status = more.void ? ('void' as const) : ('closed' as const);
  return { fields, status, heading: { kind: more.kind ?? '' } };
}

describe('statistics of a category', () => {
  const repair = (登记时间: string, 派工时间?: string, more: Record<string, string> = {}) =>
    counted({ 登记时间, ...(派工时间 ? { 派工时间 } : {}), ...more });
  const kept = (...records: ReturnType<typeof counted>[]) => {
    const [deadline] = statisticsOf(category('01'), records, zone).deadlines;
    return [deadline?.kept, deadline?.due];
  };

  it('keeps a promise of five minutes up to the fifth minute and no further', () => {
    expect(kept(repair('2026-10-01 09:00', '2026-10-01 09:05'))).toEqual([1, 1]);
    expect(kept(repair('2026-10-01 09:00', '2026-10-01 09:06'))).toEqual([0, 1]);
    expect(kept(repair('2026-10-01 23:58', '2026-10-02 00:02'))).toEqual([1, 1]);
  });

  it('counts what has no end, or an end before its start, as not kept', () => {
    expect(kept(repair('2026-10-01 09:00'))).toEqual([0, 1]);
    expect(kept(repair('2026-10-01 09:00', '2026-10-01 08:59'))).toEqual([0, 1]);
  });

  it('keeps a promise by the order that was taken, though nobody wrote its time down', () => {
    const taken = (at: string) => ({ ...repair('2026-10-01 09:00'), dispatchedAt: at });
    expect(kept(taken('2026-10-01T01:05:00.000Z'))).toEqual([1, 1]);
    expect(kept(taken('2026-10-01T01:06:00.000Z'))).toEqual([0, 1]);
  });

  it('leaves out what the promise does not concern, and voids', () => {
    const answered = repair('2026-10-01 09:00', undefined, { 未派工原因: '电话解决' });
    expect(kept(answered)).toEqual([0, 0]);
    const voided = { ...repair('2026-10-01 09:00', '2026-10-01 09:01'), status: 'void' as const };
    expect(kept(voided)).toEqual([0, 0]);
  });

  it('keeps a promise for the same day until midnight', () => {
    const complaint = (at: string) => counted({ 投诉时间: '2026-10-01 21:00', 上报主管时间: at });
    const of = (at: string) => statisticsOf(category('04'), [complaint(at)], zone).deadlines[0];
    expect(of('2026-10-01 23:59')?.kept).toBe(1);
    expect(of('2026-10-02 00:00')?.kept).toBe(0);
  });

  it('counts kinds, most frequent first, and an empty one as such', () => {
    const records = ['水', '电', '电', ''].map((kind) => counted({}, { kind }));
    const voided = counted({}, { kind: '水', void: true });
    const {
      kinds,
      records: all,
      void: gone,
    } = statisticsOf(category('01'), [...records, voided], zone);
    expect(kinds).toEqual([
      { kind: '电', count: 2 },
      { kind: '未填', count: 1 },
      { kind: '水', count: 1 },
    ]);
    expect([all, gone]).toEqual([5, 1]);
  });

  it('says a share with its count, and says so when there was nothing', () => {
    expect(shareText({ kept: 49, due: 51 })).toBe('49／51（96.1%）');
    expect(shareText({ kept: 0, due: 0 })).toBe('本月无此项');
  });
});

describe('a month', () => {
  it('has every calendar day, leap days too', () => {
    expect(daysOf('2026-10')).toHaveLength(31);
    expect(daysOf('2028-02').at(-1)).toBe('2028-02-29');
  });

  it('puts 10000 behind 9999', () => {
    const numbers = ['BX-202610-10000', 'BX-202610-9999', 'A-BX-202610-0001'];
    expect(numbers.sort(compareNumbers)).toEqual([
      'A-BX-202610-0001',
      'BX-202610-9999',
      'BX-202610-10000',
    ]);
  });
});
