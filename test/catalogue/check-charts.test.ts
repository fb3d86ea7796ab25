import { describe, expect, it } from 'vitest';
import type { FlowStep } from '../../src/catalogue/chart-model.ts';
import { siteChartsOf } from '../../src/catalogue/charts.ts';
import { checkChange } from '../../src/catalogue/check-change.ts';
import { SiteDocument } from '../../src/catalogue/model.ts';
import { initialSiteDocument } from '../../src/catalogue/pack.ts';
import type { Branch } from '../../src/core/chart/model.ts';

const document = initialSiteDocument();

/** What is said of a document, each fault with its place. */
function faultsOf(changed: Partial<SiteDocument>): string[] {
  const after = SiteDocument.parse({ ...document, ...changed });
  return checkChange(document, after).map(({ field, message }) => `${field} ${message}`);
}

function withPost(code: string, reportsTo: string | undefined) {
  return document.posts.map((post) => {
    const { reportsTo: _before, ...rest } = post;
    if (post.code !== code) return post;
    return reportsTo === undefined ? rest : { ...rest, reportsTo };
  });
}

function withStep(number: string, change: Partial<FlowStep>) {
  const repair = document.flows?.repair;
  if (repair === undefined) throw new Error('the pack holds a flow of repairs');
  const steps = repair.steps.map((step) =>
    step.number === number ? { ...step, ...change } : step,
  );
  return { flows: { ...document.flows, repair: { ...repair, steps } } };
}

function titlesOf({ title, branches }: Branch): string[] {
  return [title, ...branches.flatMap(titlesOf)];
}

describe('what the charts are drawn from', () => {
  it('is sound in the starter set', () => {
    const { patrolRoute: _route, flows: _flows, ...bare } = document;
    expect(checkChange(SiteDocument.parse(bare), document)).toEqual([]);
  });

  it('names a superior that is no post, the post itself, and every circle', () => {
    expect(faultsOf({ posts: withPost('cleaner', 'nobody') })).toEqual([
      'posts.9.reportsTo “保洁员”的上级“nobody”不是岗位表里的岗位',
    ]);
    expect(faultsOf({ posts: withPost('cleaner', 'cleaner') })).toEqual([
      'posts.9.reportsTo “保洁员”不能是自己的上级',
    ]);
    expect(faultsOf({ posts: withPost('cleaning-supervisor', 'cleaner') })).toEqual([
      'posts.9.reportsTo 上下级绕成了圈：保洁员 → 保洁主管 → 保洁员',
      'posts.10.reportsTo 上下级绕成了圈：保洁主管 → 保洁员 → 保洁主管',
    ]);
  });

  it('names a department that nobody belongs to', () => {
    expect(faultsOf({ departmentDuties: { 绿化部: '养护' } })).toEqual([
      'departmentDuties.绿化部 没有“绿化部”这个部门',
    ]);
  });

  it('names the step that leads nowhere, to no step, to itself, or that nothing leads to', () => {
    expect(faultsOf(withStep('2', { next: [] }))[0]).toBe(
      'flows.repair.steps.1.next 第 2 步：没有写下一步；到此结束的写“完”',
    );
    expect(faultsOf(withStep('2', { next: [{ to: '99' }] }))).toContain(
      'flows.repair.steps.1.next 第 2 步：没有第 99 步',
    );
    expect(faultsOf(withStep('2', { next: [{ to: '2' }] }))).toContain(
      'flows.repair.steps.1.next 第 2 步：一步不能通向它自己',
    );
    expect(faultsOf(withStep('2', { next: [{ to: '完' }] }))).toContain(
      'flows.repair.steps.2 第 3 步：没有哪一步通向这里',
    );
    expect(faultsOf(withStep('3', { next: [{ to: '4' }, { to: '5', label: '否' }] }))).toEqual([
      'flows.repair.steps.2.next 第 3 步：问句的每条路都要写答案',
    ]);
    expect(faultsOf(withStep('4', { lane: '工程' }))).toEqual([
      'flows.repair.steps.3.lane 第 4 步：没有“工程”这条泳道，有的是 业主、客服前台、工程部、客服主管',
    ]);
  });

  it('names two places on one square and a way without its minutes', () => {
    const route = document.patrolRoute;
    if (route === undefined) throw new Error('the pack holds a route');
    const points = route.points.map((point, at) => {
      const { walk: _walk, ...rest } = point;
      return at === 1 ? { ...rest, at: 'B6' } : at === 2 ? rest : point;
    });
    expect(faultsOf({ patrolRoute: { ...route, points } })).toEqual([
      'patrolRoute.points.1.at B6 格已有“客服中心”，“南大门岗”要换一格',
      'patrolRoute.points.2.walk “地面停车区”没有写从上一点走几分钟',
    ]);
    expect(
      SiteDocument.safeParse({ ...document, patrolRoute: { ...route, start: '25:00' } }),
    ).toMatchObject({ success: false });
  });
});

describe('the organisation chart', () => {
  const treeOf = (changed: Partial<SiteDocument>) => {
    const { organisation } = siteChartsOf({ ...document, ...changed });
    if (organisation.kind !== 'tree') throw new Error('an organisation is a tree');
    return organisation;
  };

  it('stands on the post without a superior, departments under whom they answer to', () => {
    const { root } = treeOf({});
    expect(root.title).toBe('总经理');
    const director = root.branches[0]?.branches[0];
    expect(director?.branches.map(({ title }) => title)).toEqual(document.departments.slice(1));
    expect(titlesOf(root)).toEqual(
      expect.arrayContaining(document.posts.map(({ title }) => title)),
    );
  });

  it('stands on the company where several posts have no superior', () => {
    const { root } = treeOf({ posts: withPost('office-director', undefined) });
    expect(root.title).toBe(document.company);
    expect(titlesOf(root)).toHaveLength(1 + 1 + document.posts.length + 6);
  });

  it('takes from the pack what settings of before the question do not say', () => {
    const posts = document.posts.map(({ reportsTo: _above, duties: _duties, ...post }) => post);
    const { departmentDuties: _d, patrolRoute: _r, flows: _f, handbook: _h, ...rest } = document;
    const older = SiteDocument.parse({ ...rest, posts });
    expect(siteChartsOf(older)).toEqual(siteChartsOf(document));
    expect(checkChange(document, older)).toEqual([]);
  });
});
