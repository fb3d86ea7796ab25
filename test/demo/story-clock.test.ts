import { expect, test } from 'vitest';
import { fixedClock } from '../../src/core/clock.ts';
import { storyClock } from '../../src/demo/story-clock.ts';

const start = '2026-09-01T00:30:00.000Z';
const present = '2026-09-01T02:00:00.000Z';

test('the time of a story goes on and never back', () => {
  const clock = storyClock(start, fixedClock(present));
  clock.wait(30);
  clock.moveTo('2026-09-01T00:45:00.000Z');
  expect(clock.now()).toBe('2026-09-01T01:00:00.000Z');
});

test('a story never runs ahead of the present', () => {
  const clock = storyClock(start, fixedClock(present));
  clock.wait(600);
  expect(clock.now()).toBe(present);
});

test('a told story goes on in the present, and is not told on', () => {
  const now = fixedClock(present);
  const clock = storyClock(start, now);
  clock.runOn();
  now.advance(1000);
  expect(clock.now()).toBe('2026-09-01T02:00:01.000Z');
  expect(() => clock.moveTo(present)).toThrow('told on');
});
