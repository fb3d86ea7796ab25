import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addPolicy } from '../../../src/policies/commands/add-policy.ts';
import { adoptPolicies } from '../../../src/policies/commands/adopt-policies.ts';
import { readLibrary } from '../../../src/policies/commands/seed-policies.ts';
import { writeVersion } from '../../../src/policies/commands/write-version.ts';
import type { PriceListView } from '../../../src/policies/price-views.ts';
import { operator } from '../../kit/open-home.ts';
import { type Office, openOffice } from '../office.ts';
import { signedIn } from './visitor.ts';

let office: Office;

beforeEach(async () => {
  office = await openOffice();
});

afterEach(() => office.close());

const text = readLibrary().find(({ code }) => code === 'ZD-07')?.text ?? '';
const edit = '/prices/ZD-07/edit';

/** Policy 7 as the starter library has it, in force. */
async function adoptPrices(): Promise<void> {
  const { home } = office;
  const policy = { title: '特需服务收费标准', posted: true, department: '财务部' };
  await addPolicy(home, operator, { ...policy, code: 'ZD-07' });
  await writeVersion(home, operator, { code: 'ZD-07', text });
  await adoptPolicies(home, operator, { from: '2026-09-01' });
}

/** Today at the installation. */
function today(): string {
  return office.home.ledger.clock.now().slice(0, 10);
}

/** Takes a draft of the price list all the way into force. */
async function bringIn(version: number, from: string): Promise<void> {
  const path = `/policies/ZD-07/versions/${version}`;
  expect((await (await office.as('administration')).post(`${path}/submit`)).status).toBe(201);
  expect((await (await office.as('supervisor')).post(`${path}/approve`, {})).status).toBe(201);
  const published = await (await office.as('admin')).post(`${path}/publish`, { inForceFrom: from });
  expect(published.status).toBe(201);
}

async function pricesOn(on?: string) {
  const caller = await office.as('clerk');
  const query = on === undefined ? '' : `?on=${on}`;
  return caller.get<PriceListView>(`/policies/ZD-07/prices${query}`);
}

/** The name of the form's field beside the one that says `name`. */
function beside(form: Record<string, string>, name: string, part: string): string {
  const [field = ''] = Object.entries(form).find(([, value]) => value === name) ?? [];
  return field.replace(/\.name$/, `.${part}`);
}

describe('the price list', () => {
  it('[POL-01] policy 7 is data: groups, units and prices of any day', async () => {
    expect((await pricesOn()).status).toBe(404);
    await adoptPrices();
    const { status, body } = await pricesOn();
    expect(status).toBe(200);
    expect(body).toMatchObject({ code: 'ZD-07', version: 1, inForceFrom: '2026-09-01' });
    expect(body.groups.map(({ title }) => title.slice(0, 2))).toEqual([
      '一、',
      '二、',
      '三、',
      '四、',
    ]);
    const copy = body.groups[0]?.prices.find(({ name }) => name === '复印');
    expect(copy).toEqual({
      name: '复印',
      unit: '面',
      price: 0.5,
      includes: 'A4 黑白，纸张自备减半',
    });
    expect([body.before, body.changes]).toEqual([null, []]);
    expect((await pricesOn('2026-08-31')).status).toBe(404);
    expect((await pricesOn('31.8.2026')).status).toBe(422);
  });

  it('[POL-01] refuses a version whose block is broken, naming line and reason', async () => {
    await adoptPrices();
    const writer = await office.as('administration');
    const broken = { text: text.replace('打字 | 页 | 5', '打字 | 页 | 五'), reason: '改价' };
    const refused = await writer.post('/policies/ZD-07/versions', broken);
    const line = broken.text.split('\n').findIndex((one) => one.startsWith('打字')) + 1;
    expect(refused.status).toBe(422);
    expect(JSON.stringify(refused.body)).toContain(`第 ${line} 行：“打字”`);
    const page = await signedIn(office, 'administration');
    const shown = await page.submit('/policies/ZD-07/write', broken);
    expect([shown.status, shown.text.includes(`第 ${line} 行`)]).toEqual([422, true]);
    expect((await page.get('/policies/ZD-07')).text).toContain('复印 面 0.5');
  });

  it('shows today’s list, finds by parts of words and by pinyin, and says where there is none', async () => {
    const reader = await signedIn(office, 'engineer');
    expect((await reader.get('/prices')).text).toContain('还没有价目');
    await adoptPrices();
    const all = await reader.get('/prices');
    expect(all.text).toContain('ZD-07 第 1 版，自 2026-09-01 起执行');
    expect(all.text).toContain('这是第一版价目');
    expect(all.links).not.toContain(edit);
    for (const typed of ['复印', '印', 'fuyin', 'sfzsm']) {
      const found = await reader.get(`/prices?q=${encodeURIComponent(typed)}`);
      expect(found.text, typed).toContain('身份证双面复印');
      expect(found.text, typed).not.toContain('洗地毯');
    }
    expect((await reader.get('/prices?q=zzz')).text).toContain('没有叫“zzz”的项目');
    expect((await reader.get('/prices?on=2026-08-01')).text).toContain('2026-08-01 没有生效的价目');
    expect((await reader.get('/prices?on=x')).text).toContain('不是日期');
    const english = await signedIn(office, 'clerk', 'en');
    expect((await english.get('/prices')).text).toContain('charged since 2026-09-01');
  });

  it('[POL-03] is changed by a form of rows into the next version, through four eyes', async () => {
    await adoptPrices();
    const writer = await signedIn(office, 'administration');
    const form = (await writer.get(edit)).form(edit);
    const added = Object.keys(form).find(
      (name) => /^g0\.r\d+\.name$/.test(name) && form[name] === '',
    );
    const key = (added ?? '').replace(/\.name$/, '');
    const changed = {
      ...form,
      [beside(form, '打字', 'price')]: '6',
      [beside(form, '复印', 'price')]: '0.4',
      [beside(form, '扫描', 'drop')]: 'yes',
      [`${key}.name`]: '装订',
      [`${key}.unit`]: '本',
      [`${key}.price`]: '面议',
      reason: '三家同类价格比过',
    };
    const saved = await writer.post(edit, changed);
    expect(saved.path).toBe('/policies/ZD-07/versions/2');
    expect((await pricesOn()).body.version).toBe(1);
    const own = await (await office.as('administration')).post('/policies/ZD-07/versions/2/submit');
    expect(own.status).toBe(201);
    const alone = await office.as('deputy');
    expect((await alone.post('/policies/ZD-07/versions/2/approve', {})).status).toBe(201);
    const from = today();
    const admin = await office.as('admin');
    const published = { inForceFrom: from };
    expect((await admin.post('/policies/ZD-07/versions/2/publish', published)).status).toBe(201);

    const { body } = await pricesOn();
    expect(body).toMatchObject({ version: 2, before: { version: 1, inForceFrom: '2026-09-01' } });
    expect(body.changes.map(({ kind, name }) => [kind, name])).toEqual([
      ['raised', '打字'],
      ['lowered', '复印'],
      ['new', '装订'],
      ['gone', '扫描'],
    ]);
    expect((await pricesOn('2026-09-02')).body.version).toBe(1);
    const page = await writer.get('/prices');
    expect(page.text).toContain('打字 一、文印代办 ▲ 涨价 5 / 页 6 / 页');
    expect(page.text).toContain('三家同类价格比过');
    expect(page.links).toContain('/policies/ZD-07/compare?from=1&to=2');
    const whole = await (await office.as('clerk')).get<{ text: string }>(
      '/policies/ZD-07/in-force',
    );
    expect(whole.body.text.split('```')[0]).toBe(text.split('```')[0]);
    expect(whole.body.text.split('```')[2]).toBe(text.trim().split('```')[2]);
  });

  it('keeps what was typed where a row is wrong, adds rows on demand, and files nothing alike', async () => {
    await adoptPrices();
    const writer = await signedIn(office, 'administration');
    const form = (await writer.get(edit)).form(edit);
    const price = beside(form, '打字', 'price');
    const wrong = { [price]: '五元', [beside(form, '复印', 'unit')]: '', reason: '改' };
    const refused = await writer.post(edit, { ...form, ...wrong });
    expect(refused.status).toBe(422);
    expect(refused.form(edit)[price]).toBe('五元');
    expect(refused.text).toContain('请写单位');
    const unfit = { [beside(form, '打字', 'name')]: '打|字', 'g1.title': '一、文印代办' };
    const twice = await writer.post(edit, { ...form, ...unfit, reason: '改' });
    expect(twice.text).toContain('不能写竖线');
    expect(twice.text).toContain('前面已有叫“一、文印代办”的一组');
    const more = await writer.post(`${edit}/rows`, { ...form, [price]: '7' });
    expect(more.status).toBe(200);
    const rows = (one: Record<string, string>) =>
      Object.keys(one).filter((name) => name.endsWith('.name')).length;
    expect(rows(more.form(edit))).toBeGreaterThan(rows(form) + 5);
    expect(more.form(edit)[price]).toBe('7');
    const same = await writer.post(edit, { ...form, reason: '没有改' });
    expect([same.status, same.text.includes('没有什么要存的')]).toEqual([422, true]);
    const reason = await writer.post(edit, { ...form, [price]: '7', reason: '' });
    expect([reason.status, reason.text.includes('请写明为什么修订')]).toEqual([422, true]);
    expect((await (await signedIn(office, 'clerk')).get(edit)).status).toBe(403);
  });

  it('two who change prices at once: the second is told, and nothing is lost', async () => {
    await adoptPrices();
    const writer = await signedIn(office, 'administration');
    const form = (await writer.get(edit)).form(edit);
    const other = await signedIn(office, 'admin');
    const theirs = (await other.get(edit)).form(edit);
    const price = beside(form, '打字', 'price');
    expect((await writer.post(edit, { ...form, [price]: '6', reason: '涨' })).status).toBe(303);
    const late = await other.post(edit, { ...theirs, [price]: '9', reason: '涨更多' });
    expect(late.status).toBe(409);
    expect(late.form(edit)[price]).toBe('9');
  });

  it('is taken along as a file that a spreadsheet opens, of any day', async () => {
    await adoptPrices();
    const writer = await office.as('administration');
    const dearer = { text: text.replace('打字 | 页 | 5', '打字 | 页 | 6'), reason: '改价' };
    expect((await writer.post('/policies/ZD-07/versions', dearer)).status).toBe(201);
    await bringIn(2, today());
    const reader = await signedIn(office, 'clerk');
    const now = await reader.get('/prices.csv');
    expect(now.headers.get('content-type')).toContain('text/csv');
    expect(now.html).toContain('一、文印代办,打字,页,6,');
    expect(now.html).toContain(',面议,');
    const then = await reader.get('/prices.csv?on=2026-09-01');
    expect(then.html).toContain('一、文印代办,打字,页,5,');
    expect((await reader.get('/prices.csv?on=2020-01-01')).status).toBe(404);
  });

  it('is told by the palette, and posts are', async () => {
    const reader = await signedIn(office, 'engineer');
    const palette = async (q: string) =>
      (await reader.get(`/palette?q=${encodeURIComponent(q)}`)).html;
    expect(await palette('价目')).toContain('"/prices"');
    expect(await palette('gangwei')).toContain('"/posts"');
  });
});
