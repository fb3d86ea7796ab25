import { describe, expect, it } from 'vitest';
import { checkChange } from '../../src/catalogue/check-change.ts';
import type { DeadlineRule, SiteDocument } from '../../src/catalogue/model.ts';
import { initialSiteDocument } from '../../src/catalogue/pack.ts';

const before = initialSiteDocument();

/** The document with the rules of complaints changed. */
function withRules(change: (rule: DeadlineRule) => DeadlineRule): SiteDocument {
  const categories = before.categories.map((category) =>
    category.code === '04'
      ? { ...category, deadlines: (category.deadlines ?? []).map(change) }
      : category,
  );
  return { ...before, categories };
}

describe('a change of the site document', () => {
  it('has nothing wrong with the one it starts from', () => {
    expect(checkChange(before, before)).toEqual([]);
  });

  it('is refused where a promised time, or what reminds of it, ends in no column', () => {
    const wrongEnd = withRules((rule) => ({ ...rule, to: '没有的栏' }));
    const wrongReminder = withRules((rule) =>
      rule.prompt === undefined ? rule : { ...rule, prompt: { ...rule.prompt, to: '没有的栏' } },
    );
    for (const after of [wrongEnd, wrongReminder]) {
      expect(checkChange(before, after)).toEqual([
        expect.objectContaining({
          field: expect.stringMatching(/^categories\.\d+\.deadlines$/),
          message: '没有“没有的栏”这个栏目',
        }),
      ]);
    }
  });
});
