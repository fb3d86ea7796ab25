import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { householdsCsv, type Office, openOffice, repair } from '../office.ts';
import { signedIn, type Visited, type Visitor } from './visitor.ts';

let office: Office;
let clerk: Visitor;

const count = 55;

beforeAll(async () => {
  office = await openOffice();
  const api = await office.as('clerk');
  await api.send('/imports/households?fileName=list.csv', { method: 'POST', body: householdsCsv });
  for (let minute = 0; minute < count; minute += 1) {
    const time = `2026-10-02 10:${String(minute).padStart(2, '0')}`;
    await api.post('/records', repair({ 登记时间: time }));
  }
  await api.post(
    '/records',
    repair({ 登记时间: '2026-11-01 09:00', 房号: '3-2-0501', 首问责任人: '周敏' }),
  );
  await api.post('/records', {
    category: '12',
    fields: {
      通话时间: '2026-11-02 09:00',
      房号: '3-2-0602',
      联系人: '贾芳芳',
      联系电话: '13900001234',
      通话内容: '约定上门时间',
      记录人: '王芳',
    },
  });
  clerk = await signedIn(office, 'clerk');
});

afterAll(() => office?.close());

/** The numbers of the rows, from above. */
function numbersIn({ html }: Visited): string[] {
  const rows = [...html.matchAll(/<tr\b[^>]*data-row-link="\/records\/([^"]+)"/g)];
  return rows.map(([, number = '']) => number);
}

describe('the list of records', () => {
  it('[REC-09] goes back and forth through pages by keyset, each record once', async () => {
    const first = await clerk.get('/records?category=01');
    const older = first.links.find((href) => href.includes('trail=')) ?? '';
    const second = await clerk.get(older);
    const all = [...numbersIn(first), ...numbersIn(second)];
    expect(all).toHaveLength(count + 1);
    expect(new Set(all).size).toBe(count + 1);
    expect(second.html).not.toContain('rel="next"');
    const newer = /rel="prev" href="([^"]+)"/.exec(second.html)?.[1] ?? '';
    expect(numbersIn(await clerk.get(newer.replaceAll('&amp;', '&')))).toEqual(numbersIn(first));
  });

  it('[REC-09] is narrowed by category, month, state, room, person and days, all in the address', async () => {
    const found = async (query: string) => numbersIn(await clerk.get(`/records?${query}`)).length;
    expect(await found('category=YDH')).toBe(1);
    expect(await found('month=2026-11')).toBe(2);
    expect(await found('status=open&month=2026-11')).toBe(1);
    expect(await found(`room=${encodeURIComponent('3栋2单元501')}`)).toBe(1);
    expect(await found(`person=${encodeURIComponent('周敏')}`)).toBe(1);
    expect(await found('from=2026-11-01&until=2026-11-02')).toBe(1);
    const shown = await clerk.get('/records?category=BX&month=2026-11');
    expect(shown.text).toContain('类别: 01 业主日常报修 ×');
    expect(shown.links).toEqual(
      expect.arrayContaining(['/records?month=2026-11', '/records?category=BX', '/records']),
    );
  });

  it('has the columns of the one category that is chosen', async () => {
    const heads = ({ html }: Visited) =>
      [...html.matchAll(/<th scope="col"[^>]*>([^<]*)</g)].map(([, head]) => head);
    const { categories } = office.home.catalogue.document;
    const listed = categories[0]?.fields.filter(({ list }) => list).map(({ name }) => name) ?? [];
    expect(heads(await clerk.get('/records?category=BX'))).toEqual(['编号', '状态', ...listed]);
    expect(heads(await clerk.get('/records'))).toContain('题名');
  });

  it('marks what is kept for ten years, and where each matter stands, in words', async () => {
    const { text } = await clerk.get('/records?month=2026-11');
    expect(text).toMatch(/▲ 未办结 ※ 十年/);
    expect(text).toMatch(/✔ 已办结/);
  });

  it('says what to do where nothing matches', async () => {
    const { text, links } = await clerk.get('/records?category=BX&month=2020-01');
    expect(text).toContain('没有合条件的登记');
    expect(links).toContain('/search');
  });

  it('says in words what is wrong with a condition', async () => {
    for (const query of ['category=QQ', 'month=soon', 'from=2026-02-30', 'status=lost']) {
      expect((await clerk.get(`/records?${query}`)).status, query).toBe(422);
    }
  });

  it('is exported as a file that Excel reads, with personal details masked', async () => {
    const shown = await clerk.get('/records?category=YDH');
    const file = await clerk.post('/records/export', shown.form('/records/export'));
    expect(file.status).toBe(200);
    expect(decodeURIComponent(file.headers.get('content-disposition') ?? '')).toContain(
      "filename*=UTF-8''本项目-与业主电话联系-2026-11-03.csv",
    );
    expect(file.html).toContain('YDH-202611-0001');
    expect(file.html).toContain('139****1234');
    expect(file.html).not.toContain('13900001234');
    const strange = await clerk.post('/records/export', { query: 'category:12' });
    expect(strange.status).toBe(403);
  });

  it('is complete in English', async () => {
    const english = await signedIn(office, 'auditor', 'en');
    const { text, links } = await english.get('/records');
    expect(text).toContain('Calls with owners');
    expect(text).toContain('Open');
    expect(links).not.toContain('/records/new');
  });
});
