import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Question } from '../../src/training/model/inputs.ts';
import {
  isPaper,
  markAnswers,
  pointsIn,
  readPaper,
  usualPassMark,
  writePaper,
} from '../../src/training/rules/paper.ts';
import { type KeptResults, resultOf } from '../../src/training/rules/results.ts';
import { countWeeks, type WeeklyHour, weekOf } from '../../src/training/rules/weeks.ts';
import { signInWindow } from '../../src/training/rules/window.ts';

const zone = 'Asia/Shanghai';

const words = fc
  .string({ unit: fc.constantFrom('甲', '乙', '单', '（', '）', '3', '分', '?'), maxLength: 8 })
  .map((tail) => `题${tail}尾`);

const question: fc.Arbitrary<Question> = fc
  .record({
    text: words,
    points: fc.integer({ min: 1, max: 100 }),
    options: fc.uniqueArray(words, { minLength: 2, maxLength: 8 }),
    right: fc.uniqueArray(fc.nat(7), { minLength: 1, maxLength: 8 }),
    isShort: fc.boolean(),
  })
  .map(({ text, points, options, right, isShort }) => {
    if (isShort) return { text, points, options: [], right: [] };
    const fit = [...new Set(right.map((one) => one % options.length))].toSorted((a, b) => a - b);
    return { text, points, options, right: fit };
  });

describe('questions as they are typed', () => {
  it('read as they were written, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(question, { minLength: 1, maxLength: 6 }), (questions) => {
        expect(readPaper(writePaper(questions))).toEqual(questions);
      }),
    );
  });

  it('share a hundred points where none is given', () => {
    const read = readPaper('1. 甲？\nA 一\nB 二 √\n\n2、乙？\nA、一 ✓\nB、二 √\n\n丙？');
    expect(isPaper(read) && read.map(({ points }) => points)).toEqual([33, 33, 34]);
    expect(isPaper(read) && read.map(({ right }) => right)).toEqual([[1], [0, 1], []]);
    expect(isPaper(read) && read.map(({ text }) => text)).toEqual(['甲？', '乙？', '丙？']);
  });

  it.each([
    ['', 1, '还没有题目'],
    ['甲？（5分）\nA. 一\nB. 二', 1, '没有标出正确答案'],
    ['甲？（5分）\nA. 一 √', 1, '只有一个选项'],
    ['甲？（5分）\n\n乙？', 3, '分值'],
    ['甲？（0分）', 1, '1 至 100'],
    ['甲？（5分）\nA. 一 √\nB. 一', 1, '相同'],
  ])('%j is refused at line %i: %s', (text, line, message) => {
    const read = readPaper(text);
    expect(isPaper(read)).toBe(false);
    expect(read).toContainEqual({ line, message: expect.stringContaining(message) });
  });

  it('are worth their points to whoever chooses all the right ones and no other', () => {
    fc.assert(
      fc.property(
        fc.array(question, { minLength: 1, maxLength: 5 }),
        fc.array(fc.uniqueArray(fc.nat(7)), { minLength: 5, maxLength: 5 }),
        (questions, chosen) => {
          const sum = questions.reduce((total, { options, right, points }, index) => {
            const given = chosen[index] ?? [];
            const same = [...given].toSorted().join() === [...right].toSorted().join();
            return total + (options.length > 0 && same ? points : 0);
          }, 0);
          const { points, open } = markAnswers(questions, chosen);
          expect(points).toBe(sum);
          expect(open).toBe(questions.some(({ options }) => options.length === 0));
          expect(usualPassMark(pointsIn(questions))).toBeLessThanOrEqual(pointsIn(questions));
        },
      ),
    );
  });
});

describe('the weeks', () => {
  const hour = fc
    .record({
      day: fc.integer({ min: 0, max: 30 }),
      root: fc.nat(5),
      minutes: fc.constantFrom(30, 60, 90),
      status: fc.constantFrom('planned', 'incomplete', 'closed', 'cancelled'),
      present: fc.nat(2),
    })
    .map(
      (one): Omit<WeeklyHour, 'id'> => ({
        root: `r${one.root}`,
        startsAt: new Date(Date.UTC(2026, 11, 17 + one.day, 15, 30)).toISOString(),
        minutes: one.minutes,
        topic: null,
        status: one.status as WeeklyHour['status'],
        present: one.present,
      }),
    );

  it('count each hour held once, in the week in which it was held first', () => {
    fc.assert(
      fc.property(fc.array(hour, { maxLength: 12 }), (drawn) => {
        const hours = drawn.map((one, index) => ({ ...one, id: `h${index}` }));
        const asked = { from: '2026-12-14', to: '2027-01-31', now: '2027-02-01T00:00:00.000Z' };
        const weeks = countWeeks(hours, asked, zone);
        for (const week of weeks) {
          const held = hours.filter(
            ({ status, minutes, present }) =>
              (status === 'closed' || status === 'incomplete') && minutes >= 60 && present > 0,
          );
          const firsts = new Map<string, string>();
          let free = '';
          const inOrder = held.toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
          for (const { root, startsAt, minutes } of inOrder) {
            if (firsts.has(root) || startsAt < free) continue;
            firsts.set(root, startsAt);
            free = new Date(Date.parse(startsAt) + minutes * 60_000).toISOString();
          }
          const local = (at: string) =>
            new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10);
          const expected = [...firsts.values()].filter(
            (at) => local(at) >= week.monday && local(at) <= week.sunday,
          ).length;
          expect(week.counted.length).toBe(expected);
        }
        const all = weeks.flatMap(({ counted, uncounted }) => [
          ...counted,
          ...uncounted.map(({ id }) => id),
        ]);
        expect(all.toSorted()).toEqual(hours.map(({ id }) => id).toSorted());
      }),
    );
  });

  it('are those of ISO 8601, across the turn of a year', () => {
    expect(weekOf('2027-01-03')).toBe('2026-W53');
    expect(weekOf('2027-01-04')).toBe('2027-W01');
  });
});

describe('a sign-in', () => {
  it('is open from an hour before to the end of the day, or of the hour', () => {
    const day = signInWindow({ startsAt: '2026-11-04T06:00:00.000Z', minutes: 60 }, zone);
    expect(day).toEqual({ from: '2026-11-04T05:00:00.000Z', until: '2026-11-04T16:00:00.000Z' });
    const night = signInWindow({ startsAt: '2026-11-04T15:30:00.000Z', minutes: 60 }, zone);
    expect(night.until).toBe('2026-11-04T16:30:00.000Z');
  });
});

describe('a result', () => {
  it('is what was kept first with every correction taken in, in order', () => {
    const at = '2026-11-04T06:00:00.000Z';
    const made = { id: '', reason: '', by: '', at, person: 'p' };
    const kept: KeptResults = {
      expected: [],
      signIns: [],
      scores: [{ person: 'p', points: 60, by: '', at }],
      corrections: [
        { ...made, what: 'attendance', was: 'absent', becomes: 'present' },
        { ...made, what: 'score', was: '60', becomes: null },
        { ...made, what: 'score', was: null, becomes: '85' },
      ],
    };
    expect(resultOf(kept, 'p')).toMatchObject({ present: true, score: 85, firstScore: 60 });
    expect(resultOf(kept, 'q')).toMatchObject({ present: false, score: undefined });
  });
});
