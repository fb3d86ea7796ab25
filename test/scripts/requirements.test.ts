import { describe, expect, test } from 'vitest';
import { type RequirementList, reportOn } from '../../scripts/requirements.ts';
import { readTests } from '../../scripts/test-titles.ts';

const list: RequirementList = {
  milestone: 1,
  requirements: [
    { id: 'REC-01', title: 'due', milestone: 1 },
    { id: 'REC-02', title: 'later', milestone: 2 },
    { id: 'REC-03', title: 'waiting' },
  ],
};

function faultsOf(file: string, text: string): readonly string[] {
  return reportOn(list, readTests(file, text)).faults;
}

describe('ids are read', () => {
  test.each([
    ['a plain title', "test('[REC-01] files', () => {});", ['REC-01']],
    ['two ids', "it('[REC-01] [REC-02] files', () => {});", ['REC-01', 'REC-02']],
    ['one bracket', "test('[REC-01, REC-02] files', () => {});", ['REC-01', 'REC-02']],
    ['a table', "test.each([1])('[REC-01] files %s', () => {});", ['REC-01']],
    ['a template', 'for (const a of b) test(`[REC-01] on \x24{a}`, () => {});', ['REC-01']],
    ['a group', "describe('[REC-01]', () => { test('files', () => {}); });", ['REC-01']],
    ['a title without one', "test('files', () => {});", []],
  ])('from %s', (_where, text, ids) => {
    expect(readTests('a.http.test.ts', text).flatMap((read) => read.ids)).toEqual(ids);
  });

  test('a group counts for its own tests only', () => {
    const text = "describe('[REC-01]', () => {}); test('files', () => {});";
    expect(readTests('a.http.test.ts', text).map((read) => read.ids)).toEqual([[]]);
  });
});

describe('the check fails', () => {
  test('not when what is due is proved, and the rest waits', () => {
    expect(faultsOf('a.http.test.ts', "test('[REC-01] files', () => {});")).toEqual([]);
  });

  test('when a due requirement has no test', () => {
    expect(faultsOf('a.http.test.ts', "test('[REC-02] files', () => {});")).toEqual([
      'REC-01 is due and has no test',
    ]);
  });

  test.each(['test.skip', 'test.todo', 'describe.skip'])(
    'when its only test is in a %s',
    (call) => {
      const inner = "test('[REC-01] files', () => {})";
      const text = call.startsWith('describe')
        ? `${call}('a', () => { ${inner} });`
        : `test('x', () => {}); ${call}('[REC-01] files', () => {});`;
      expect(faultsOf('a.http.test.ts', text)).toContain('REC-01 is due and has no test');
    },
  );

  test('when a title names an unknown requirement', () => {
    const text = "test('[REC-01] files', () => {}); test('[REC-99] files', () => {});";
    expect(faultsOf('a.cli.test.ts', text)).toEqual([
      'a.cli.test.ts:1 names REC-99, which is not listed',
    ]);
  });

  test('when the id stands on a test of an inner function', () => {
    expect(faultsOf('a.test.ts', "test('[REC-01] files', () => {});")).toEqual([
      'a.test.ts:1 names REC-01, but is no HTTP, CLI or browser test',
      'REC-01 is due and has no test',
    ]);
  });

  test('when no test was read at all', () => {
    expect(faultsOf('a.http.test.ts', '')).toContain('no test was read');
  });
});
