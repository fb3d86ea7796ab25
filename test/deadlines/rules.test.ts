import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getCategory } from '../../src/catalogue/catalogue.ts';
import { initialSiteDocument } from '../../src/catalogue/pack.ts';
import { instantAfter } from '../../src/core/clock.ts';
import { instantOf, localDateOf, localMinuteOf, nextDay } from '../../src/core/month.ts';
import { deadlinesFor, dueAtOf, stateOf, warningMs } from '../../src/deadlines/rules.ts';

const shanghai = 'Asia/Shanghai';
const category = (code: string) => getCategory(initialSiteDocument(), code);
const at = (local: string) => instantOf(local, shanghai);
const minute = 60_000;

describe('the promised times of a record', () => {
  const repair = { 登记时间: '2026-11-03 10:00', 首问责任人: '王芳' };
  const look = (fields: Record<string, string>, now: string, dispatchedAt?: string) =>
    deadlinesFor(category('01'), fields, { now, zone: shanghai, dispatchedAt });

  it('run from the written start, warn before the end, and are overdue after its last minute', () => {
    const states = ['10:00', '10:02', '10:03', '10:05', '10:06'].map((clock) => {
      const [deadline] = look(repair, at(`2026-11-03 ${clock}`));
      return [deadline?.state, deadline?.leftSeconds];
    });
    expect(states).toEqual([
      ['running', 300],
      ['running', 180],
      ['warned', 120],
      ['warned', 0],
      ['overdue', -60],
    ]);
    const within = instantAfter(at('2026-11-03 10:05'), { milliseconds: 59_999 });
    expect(look(repair, within)[0]?.state).toBe('warned');
  });

  it('end with the written field, in time or late, whatever the clock says since', () => {
    const now = at('2026-12-01 00:00');
    const ended = (done: string) => look({ ...repair, 派工时间: `2026-11-03 ${done}` }, now)[0];
    expect(ended('10:05')).toMatchObject({ state: 'met', doneAt: at('2026-11-03 10:05') });
    expect(ended('10:06')).toMatchObject({ state: 'late', leftSeconds: null });
    // Statistics of the month take an end before its start for no promise kept, and so does this.
    expect(ended('09:59')?.state).toBe('late');
  });

  it('end with the first order too, where an order is the end, and the written time goes first', () => {
    const now = at('2026-11-03 11:00');
    const order = instantAfter(at('2026-11-03 10:05'), { milliseconds: 59_000 });
    expect(look(repair, now, order)[0]).toMatchObject({ state: 'met', doneAt: order });
    expect(look(repair, now, at('2026-11-03 10:06'))[0]?.state).toBe('late');
    expect(look(repair, now, at('2026-11-03 09:58'))[0]?.state).toBe('met');
    const written = { ...repair, 派工时间: '2026-11-03 10:30' };
    expect(look(written, now, order)[0]).toMatchObject({ state: 'late' });
    const other = deadlinesFor(
      category('31'),
      { 开始时间: '2026-11-03 10:00' },
      { now, zone: shanghai, dispatchedAt: order },
    );
    expect(other[0]).toMatchObject({ doneAt: null, state: 'overdue', byOrder: false });
  });

  it('are none where the condition does not hold or the start is not written down', () => {
    const now = at('2026-11-03 10:00');
    expect(look({ ...repair, 未派工原因: '重复报修' }, now)).toEqual([]);
    expect(look({ 登记时间: '不详' }, now)).toEqual([]);
    const inquiry = { 咨询时间: '2026-11-03 10:00' };
    expect(deadlinesFor(category('03'), inquiry, { now, zone: shanghai })).toEqual([]);
    expect(deadlinesFor(category('09'), inquiry, { now, zone: shanghai })).toEqual([]);
  });

  it('prompt 48 hours after a report until somebody asks or the owner is answered, never late', () => {
    const complaint = { 投诉时间: '2026-11-03 10:00', 上报主管时间: '2026-11-03 11:00' };
    const prompt = (more: Record<string, string>, now: string) =>
      deadlinesFor(category('04'), { ...complaint, ...more }, { now: at(now), zone: shanghai })[1];
    expect(prompt({}, '2026-11-05 10:59')).toMatchObject({
      rule: 'press-48h',
      prompt: true,
      state: 'running',
      dueAt: at('2026-11-05 11:00'),
      endsWith: '追询时间',
    });
    expect(prompt({}, '2026-11-05 11:00')?.state).toBe('warned');
    expect(prompt({}, '2027-01-01 00:00')?.state).toBe('warned');
    for (const end of ['追询时间', '答复业主时间']) {
      const ended = prompt({ [end]: '2026-11-09 10:00' }, '2026-11-10 10:00');
      expect(ended).toMatchObject({ state: 'met', doneAt: at('2026-11-09 10:00') });
    }
    const unreported = { 投诉时间: '2026-11-03 10:00' };
    const now = at('2026-11-20 10:00');
    expect(deadlinesFor(category('04'), unreported, { now, zone: shanghai })).toHaveLength(1);
  });
});

describe('a same-day promise', () => {
  const zones = [
    shanghai,
    'Europe/Berlin',
    'America/New_York',
    'America/Santiago',
    'Africa/Cairo',
    'Asia/Kathmandu',
    'Pacific/Apia',
  ];
  const start = fc
    .integer({ min: Date.parse('2010-01-01T00:00Z'), max: Date.parse('2035-01-01T00:00Z') })
    .map((time) => new Date(Math.floor(time / minute) * minute).toISOString());

  it('lasts through the last minute of its calendar day, in every zone, whatever the night', () => {
    fc.assert(
      fc.property(start, fc.constantFrom(...zones), (startedAt, zone) => {
        const due = dueAtOf({ sameDay: true }, startedAt, zone);
        const day = localDateOf(startedAt, zone);
        expect(localDateOf(due, zone)).toBe(day);
        expect(localDateOf(instantAfter(due, { minutes: 1 }), zone) > day).toBe(true);
        expect(due >= startedAt).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is kept by an end of the same day alone, as the register’s own dates say', () => {
    const soon = fc.integer({ min: 0, max: 3 * 24 * 60 });
    fc.assert(
      fc.property(start, fc.constantFrom(...zones), soon, (startedAt, zone, minutes) => {
        const doneAt = instantAfter(startedAt, { minutes });
        const dueAt = dueAtOf({ sameDay: true }, startedAt, zone);
        const same = localDateOf(doneAt, zone) === localDateOf(startedAt, zone);
        expect(stateOf({ startedAt, dueAt, doneAt }, doneAt)).toBe(same ? 'met' : 'late');
      }),
      { numRuns: 500 },
    );
  });

  it('ends at 23:59 in the site’s zone, though the day ends elsewhere', () => {
    const due = dueAtOf({ sameDay: true }, '2026-11-02T16:00:00.000Z', shanghai);
    expect(localMinuteOf(due, shanghai)).toBe('2026-11-03 23:59');
    expect(nextDay('2026-11-03')).toBe(localDateOf(instantAfter(due, { minutes: 1 }), shanghai));
  });
});

describe('a running clock', () => {
  const minutes = fc.integer({ min: 1, max: 3 * 1440 });

  it('warns with at most two hours and at most 40 % of its time left', () => {
    fc.assert(
      fc.property(minutes, (total) => {
        const left = warningMs(total * minute);
        expect(left).toBeLessThanOrEqual(120 * minute);
        const share = left / (total * minute);
        if (total >= 300) expect(left).toBe(120 * minute);
        else expect(share).toBeCloseTo(0.4, 9);
      }),
    );
  });

  it('only ever goes from running over warned to overdue', () => {
    const order = ['running', 'warned', 'overdue'];
    const moments = fc.array(fc.integer({ min: 0, max: 6 * 1440 * 60 }), { minLength: 2 });
    fc.assert(
      fc.property(minutes, moments, (total, seconds) => {
        const startedAt = at('2026-11-03 10:00');
        const dueAt = dueAtOf({ minutes: total }, startedAt, shanghai);
        const seen = [...seconds]
          .sort((one, other) => one - other)
          .map((second) => instantAfter(startedAt, { milliseconds: second * 1000 }))
          .map((now) => order.indexOf(stateOf({ startedAt, dueAt, doneAt: null }, now)));
        expect(seen).toEqual([...seen].sort((one, other) => one - other));
        expect(seen).not.toContain(-1);
      }),
    );
  });
});
