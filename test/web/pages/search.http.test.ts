import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type engines, householdsCsv, type Office, openOffice, repair } from '../office.ts';
import { signedIn, type Visited, type Visitor } from './visitor.ts';

const both = ['sqlite', 'postgres'] as const satisfies typeof engines;

describe.each(both)('the search page on %s', (engine) => {
  let office: Office;
  let auditor: Visitor;
  let clerk: Visitor;

  beforeAll(async () => {
    office = await openOffice(engine);
    const api = await office.as('clerk');
    await api.send('/imports/households?fileName=list.csv', {
      method: 'POST',
      body: householdsCsv,
    });
    await api.post('/records', repair({ 房号: '3-2-0501', 故障现象: '厨房水管漏水' }));
    await api.post('/records', repair({ 故障现象: '阳台漏水', 首问责任人: '周敏' }));
    await api.post('/records', repair({ 登记时间: '2025-03-04 09:00', 故障现象: '电梯困人' }));
    await api.post('/policies', {
      title: '漏水处置规定',
      text: '发现漏水，先关总阀。',
      department: '客服',
      posted: false,
    });
    auditor = await signedIn(office, 'auditor');
    clerk = await signedIn(office, 'clerk');
  });

  afterAll(() => office?.close());

  const count = ({ text }: Visited) => Number(/(\d+) 条，\d+\.\d\d 秒/.exec(text)?.[1]);
  const search = (query: Record<string, string>) =>
    auditor.get(`/search?${new URLSearchParams(query)}`);
  /** The words and the address of a facet's link that is called so. */
  const facet = ({ html }: Visited, title: string) => {
    const found = [...html.matchAll(/<a href="([^"]*)" aria-label="([^"]*)，(\d+) 条/g)].find(
      ([, , name]) => name === title,
    );
    return found && { href: found[1]?.replaceAll('&amp;', '&') ?? '', hits: Number(found[3]) };
  };

  it('[AUD-01] marks the words in each hit, and counts what each facet would leave', async () => {
    const found = await search({ q: '漏水' });
    expect(found.status).toBe(200);
    expect(found.html).toContain('厨房水管<mark>漏水</mark>');
    expect(count(found)).toBeGreaterThanOrEqual(2);
    expect(facet(found, '王芳')?.hits).toBe(1);
    expect(facet(found, '2026')?.hits).toBe(count(found));
    for (const title of ['业主日常报修', '十年', '周敏', '3-2-0501']) {
      const link = facet(found, title);
      expect(link, title).toBeDefined();
      expect(count(await auditor.get(link?.href ?? '')), title).toBe(link?.hits);
    }
  });

  it('[AUD-01] finds by conditions alone, each of which can be taken away again', async () => {
    const found = await search({ from: '2025-01-01', to: '2025-12-31', category: 'BX' });
    expect(count(found)).toBe(1);
    expect(found.text).toContain('电梯困人');
    expect(found.text).toContain('类别：业主日常报修');
    expect(found.links).toContain('/search?category=BX&to=2025-12-31');
    expect(count(await search({ person: '周敏' }))).toBe(1);
    expect(count(await search({ person: '周' }))).toBe(0);
    expect(count(await search({ retention: 'y5', category: 'BX' }))).toBe(0);
  });

  it('[AUD-01] takes a room in any spelling, and opens a bare number', async () => {
    const found = await search({ q: '漏水 3栋2单元501' });
    expect(count(found)).toBe(1);
    expect(found.text).toContain('按房号的写法查的是“漏水 3-2-0501”');
    expect(count(await search({ place: '3#2-501' }))).toBe(1);
    const [number = ''] = /BX-202610-\d{4}/.exec(found.html) ?? [];
    for (const typed of [number, number.toLowerCase(), number.replaceAll('-', ' ')]) {
      expect(await search({ q: typed })).toMatchObject({ status: 303, path: `/records/${number}` });
    }
    expect((await search({ q: 'BX-209901-0001' })).status).toBe(200);
    expect(await search({ q: 'zd10' })).not.toMatchObject({ status: 500 });
  });

  it('finds a household by its owner’s initials for who may read names, and for nobody else', async () => {
    const theirs = await clerk.get('/search?q=mxl');
    expect(theirs.links).toContain('/archives/3-2-0501');
    expect((await search({ q: 'mxl' })).links).not.toContain('/archives/3-2-0501');
  });

  it('[AUD-01] keeps a search under a name, and forgets it', async () => {
    const address = '/search?q=%E6%BC%8F%E6%B0%B4&person=%E5%91%A8%E6%95%8F';
    const form = (await auditor.get(address)).form('/search/saved');
    const bare = await auditor.post('/search/saved', { ...form, title: ' ' });
    expect(bare.status).toBe(422);
    const kept = await auditor.post('/search/saved', { ...form, title: '周敏的漏水' });
    expect(kept.status).toBe(303);
    const page = await auditor.get('/search');
    expect(page.text).toContain('周敏的漏水');
    expect(page.links).toContain(address);
    expect((await clerk.get('/search')).text).not.toContain('周敏的漏水');
    const drop = /action="(\/search\/saved\/[^"]+\/delete)"/.exec(page.html)?.[1] ?? '';
    await clerk.post(drop, { _key: (await clerk.get('/search')).form('/me/language')._key ?? '' });
    expect((await auditor.get('/search')).text).toContain('周敏的漏水');
    await auditor.post(drop, page.form(drop));
    expect((await auditor.get('/search')).text).not.toContain('周敏的漏水');
  });

  it('[AUD-02] exports what was found for a reason that is sealed into the log', async () => {
    const path = '/search/export?q=%E6%BC%8F%E6%B0%B4&person=%E5%91%A8%E6%95%8F';
    const form = (await auditor.get(path)).form();
    const entries = () =>
      office.home.store.read
        .selectFrom('entry')
        .select('leaf')
        .where('kind', '=', 'export.made')
        .execute();
    const before = (await entries()).length;
    expect((await auditor.post(path, form)).status).toBe(422);
    expect(await entries()).toHaveLength(before);
    const made = await auditor.post(path, { ...form, reason: '年度内审' });
    expect(made.status).toBe(200);
    expect(made.headers.get('content-disposition')).toMatch(/filename="exp_.*\.csv"/);
    expect(made.html).toContain('阳台漏水');
    expect(made.html).not.toContain('厨房水管');
    expect(made.html).not.toContain('13900001234');
    expect(await entries()).toHaveLength(before + 1);
    expect(JSON.stringify(await entries())).not.toContain('年度内审');
  });

  it('says what is wrong with a condition and what to do when nothing is found', async () => {
    const wrong = await search({ q: '漏水', from: '2026-13-40' });
    expect(wrong.status).toBe(200);
    expect(wrong.text).toContain('请写成 2026-10-02');
    const none = await search({ q: '绝无此词' });
    expect(none.text).toContain('没有查到');
    expect(none.text).toContain('少写一个词');
    const signs = await search({ q: '% ！' });
    expect(signs.text).toContain('“% ！”里没有可查的字');
    expect(signs.html).not.toContain('class="hit"');
    const home = await search({ q: '3-2-0501', category: 'TS' });
    expect(home.text).toContain('要找的是上面这样的房屋');
    const english = await signedIn(office, 'auditor', 'en');
    expect((await english.get('/search?q=%E6%BC%8F%E6%B0%B4')).text).toContain('found in');
  });

  it('[AUD-01] shows nothing of a site where the reader has no right', async () => {
    const stranger = await signedIn(office, 'stranger');
    expect((await stranger.get('/search?q=%E6%BC%8F%E6%B0%B4')).text).not.toContain('厨房水管');
  });
});
