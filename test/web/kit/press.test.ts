import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { withPress } from '../../../src/web/kit/press.ts';

describe('sheets set for pages', () => {
  it('are set two at once, the others in turn, and too many are sent away', async () => {
    let atWork = 0;
    let most = 0;
    const order: number[] = [];
    const work = (number: number) =>
      withPress(async () => {
        atWork += 1;
        most = Math.max(most, atWork);
        order.push(number);
        await pause(2);
        atWork -= 1;
        if (number % 5 === 4) throw new Error(`sheet ${number} is broken`);
        return number;
      });
    const all = await Promise.allSettled(Array.from({ length: 60 }, (_, number) => work(number)));
    expect(most).toBe(2);
    expect(order).toEqual(Array.from({ length: 42 }, (_, number) => number));
    const away = all.slice(42).map((one) => (one.status === 'rejected' ? one.reason.code : one));
    expect(away).toEqual(Array.from({ length: 18 }, () => 'unavailable'));
    expect(all.slice(0, 42).filter(({ status }) => status === 'rejected')).toHaveLength(8);
    expect(await work(100)).toBe(100);
  });
});
