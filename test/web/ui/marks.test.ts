import { describe, expect, it } from 'vitest';
import { Countdown } from '../../../src/web/kit/ui/countdown.tsx';
import { DataTable } from '../../../src/web/kit/ui/data-table.tsx';
import { Meter } from '../../../src/web/kit/ui/meter.tsx';
import { remainingUntil } from '../../../src/web/kit/ui/remaining.ts';
import { Tag } from '../../../src/web/kit/ui/tag.tsx';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

describe('the time that is left', () => {
  it.each([
    [2 * minute + 31 * second, 'close', '02:31'],
    [-(minute + 10 * second), 'over', '01:10'],
    [3 * hour + 12 * minute, 'calm', '3时12分'],
    [-(2 * hour + 5 * minute), 'over', '2时5分'],
    [102 * hour, 'calm', '4天6时'],
  ] as const)('of %d milliseconds is %s, %s', (gap, pressure, time) => {
    expect(remainingUntil(gap, 0, 'zh')).toEqual({ pressure, time });
  });

  it('presses when its own rule says so', () => {
    const at = (gap: number) => remainingUntil(gap, 0, 'zh', 2 * minute).pressure;
    expect([at(5 * minute), at(2 * minute), at(-second)]).toEqual(['calm', 'close', 'over']);
    const span = { dueAt: '2026-11-23T01:42:50.000Z', now: '2026-11-23T01:38:50.000Z' };
    const html = String(Countdown({ ...span, lang: 'zh', warnMs: 2 * minute }));
    expect(html).toContain('class="countdown countdown-calm"');
    expect(html).toContain('data-warn="120000"');
  });

  it('is said in English too', () => {
    expect(remainingUntil(3 * hour + 12 * minute, 0, 'en').time).toBe('3 h 12 min');
  });

  it('is written by the server with its sign, its moment and the words to go on with', () => {
    const dueAt = '2026-11-23T01:42:50.000Z';
    const html = String(Countdown({ dueAt, now: '2026-11-23T01:44:00.000Z', lang: 'zh' }));
    expect(html).toContain('■ 超时 01:10');
    expect(html).toContain(`data-due="${dueAt}"`);
    expect(html).toContain('data-left="剩 {time}"');
  });
});

describe('a mark', () => {
  it('has a sign and a word beside its colour', () => {
    const html = String(Tag({ tone: 'bad', children: '墙上过期' }));
    expect(html).toContain('■');
    expect(html).toContain('墙上过期');
  });

  it('never rounds a share up to the goal it misses', () => {
    const html = String(Meter({ value: 9799, max: 10_000, label: '回访', goal: 98 }));
    expect(html).toContain('97.9%');
    expect(html).toContain('meter-short');
  });
});

describe('a table', () => {
  const columns = [
    { title: '编号', cell: (row: { number: string; fee: number }) => row.number },
    { title: '费用', cell: (row: { number: string; fee: number }) => row.fee, numeric: true },
  ];

  it('names every cell by its column, and leads from its first cell to the row', () => {
    const rows = [{ number: 'BX-1', fee: 20 }];
    const html = String(
      DataTable({ caption: '登记', columns, rows, rowLink: (row) => `/records/${row.number}` }),
    );
    expect(html).toContain('<caption>登记</caption>');
    expect(html).toContain('data-row-link="/records/BX-1"');
    expect(html).toContain('<th scope="row" data-label="编号"><a href="/records/BX-1">BX-1</a>');
    expect(html).toContain('<td class="numeric" data-label="费用">20</td>');
  });

  it('gives its place to words of help where there is no row', () => {
    const html = String(DataTable({ caption: '登记', columns, rows: [], empty: '今天还没有登记' }));
    expect(html).toContain('今天还没有登记');
    expect(html).not.toContain('<table');
  });
});
