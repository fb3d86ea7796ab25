import { describe, expect, it } from 'vitest';
import { siteChartsOf } from '../../src/catalogue/charts.ts';
import { initialSiteDocument } from '../../src/catalogue/pack.ts';
import { digestOf } from '../../src/core/digest.ts';
import { changesBetween, type PolicyInForce, planEdition } from '../../src/handbook/rules.ts';

const charts = siteChartsOf(initialSiteDocument());

function policy(code: string, more: Partial<PolicyInForce> = {}): PolicyInForce {
  const text = more.text ?? `# ${code}\n\n照办。`;
  const usual = { title: `${code} 的规定`, posted: false, department: '客服部', version: 1 };
  const dated = { from: '2026-10-01', approver: '何光', sha256: digestOf(text), text };
  return { code, ...usual, ...dated, ...more };
}

const plan = (inForce: readonly PolicyInForce[], holdsPosted = true, own = charts) =>
  planEdition({ inForce, without: [], charts: own, holdsPosted, heads: { company: '甲' } });

describe('what an edition holds', () => {
  it('is every policy in force, ※ ones by setting, in parts and by number', () => {
    const all = ['BZ-01', 'ZD-10', 'ZD-2', 'GW-01', 'KH-01'].map((code) => policy(code));
    const posted = policy('ZD-04', { posted: true });
    const codes = (holdsPosted: boolean) =>
      plan([...all, posted], holdsPosted)
        .lines.filter(({ version }) => version !== null)
        .map(({ code }) => code);
    expect(codes(true)).toEqual(['ZD-2', 'ZD-04', 'ZD-10', 'GW-01', 'KH-01', 'BZ-01']);
    expect(codes(false)).toEqual(['ZD-2', 'ZD-10', 'GW-01', 'KH-01', 'BZ-01']);
    expect(plan([posted], false).missing).toEqual([
      { code: 'ZD-04', title: 'ZD-04 的规定', why: 'posted' },
    ]);
  });

  it('draws alone each of the five documents that no policy carries', () => {
    const drawn = (inForce: readonly PolicyInForce[]) =>
      plan(inForce).lines.flatMap(({ chart }) => (chart === null ? [] : [chart]));
    const all = ['organisation', 'patrol-route', 'repair', 'emergency', 'complaint'];
    expect(drawn([policy('ZD-01')])).toEqual(all);
    const refers = policy('ZD-10', { text: '```chart\nsite repair\n```' });
    expect(drawn([refers])).toEqual(all.filter((name) => name !== 'repair'));
    // A version of before the settings were asked draws its chart itself.
    const own = policy('SC-01', { text: '```chart\ntree 组织\n经理\n```' });
    expect(drawn([own])).toEqual(all.slice(1));
    expect(drawn([policy('SC-01', { text: '只有文字' })])).toEqual(all);
  });

  it('is another when a version, a drawing or the setting is, and not for a new draft', () => {
    const refers = policy('SC-03', { text: '```chart\nsite repair\n```' });
    const { material } = plan([refers]);
    expect(plan([refers]).material).toBe(material);
    expect(plan([{ ...refers, version: 2 }]).material).not.toBe(material);
    const repair = { ...charts.repair, title: '报修' };
    expect(plan([refers], true, { ...charts, repair }).material).not.toBe(material);
    const without = [{ code: 'ZD-99', title: '草稿' }];
    const drafted = planEdition({
      ...{ inForce: [refers], without, charts, holdsPosted: true, heads: { company: '甲' } },
    });
    expect(drafted.material).toBe(material);
    expect(drafted.missing).toHaveLength(1);
  });
});

describe('what has changed since an edition', () => {
  it('is said chapter by chapter', () => {
    const refers = policy('SC-03', { text: '```chart\nsite repair\n```' });
    const before = plan([policy('ZD-01'), policy('ZD-02'), policy('ZD-03'), refers]).lines;
    const repair = { ...charts.repair, title: '报修' };
    const revised = policy('ZD-02', { version: 2, text: '另一条' });
    const after = plan([policy('ZD-01'), revised, policy('ZD-05'), refers], true, {
      ...charts,
      repair,
    }).lines;
    expect(
      changesBetween(before, after).map(({ code, kind, before: was, after: is }) => [
        ...[code, kind, was, is],
      ]),
    ).toEqual([
      ['ZD-02', 'revised', 1, 2],
      ['ZD-05', 'added', null, 1],
      ['SC-03', 'redrawn', 1, 1],
      ['ZD-03', 'removed', 1, null],
    ]);
    expect(changesBetween(after, after)).toEqual([]);
  });
});
