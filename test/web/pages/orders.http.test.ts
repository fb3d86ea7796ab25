import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { householdsCsv, type Office, openOffice, passwordOf, repair } from '../office.ts';
import { signedIn, type Visitor } from './visitor.ts';

let office: Office;
let clerk: Visitor;

beforeAll(async () => {
  office = await openOffice();
  const path = '/imports/households?fileName=list.csv';
  const api = await office.as('clerk');
  expect((await api.send(path, { method: 'POST', body: householdsCsv })).status).toBe(200);
  clerk = await signedIn(office, 'clerk');
});

afterAll(() => office?.close());

async function file(): Promise<string> {
  const { body } = await (await office.as('clerk')).post<{ number: string }>('/records', repair());
  return body.number;
}

/** Takes an order through its page; resolves to its number. */
async function take(record = '', more: Record<string, string> = {}): Promise<string> {
  const path = record === '' ? '/orders/new' : `/orders/new?record=${record}`;
  const done = await clerk.submit(path, { matter: '路灯不亮', ...more });
  expect(done.status, done.text).toBe(303);
  return done.path.split('/').at(-1) ?? '';
}

interface Order {
  readonly status: string;
  readonly copies: readonly { copy: string }[];
  readonly department: string;
  readonly room: string;
  readonly matter: string;
}

async function read(number: string): Promise<Order> {
  return (await (await office.as('clerk')).get<Order>(`/dispatch-orders/${number}`)).body;
}

describe('the dispatch pages', () => {
  it('[DSP-01] take the next number for a record, filled in from it, and no number twice', async () => {
    const record = await file();
    const page = await clerk.get(`/orders/new?record=${record}`);
    expect(page.form()).toMatchObject({
      room: '3-2-0602',
      matter: '阳台 窗户关不严',
      department: '工程部',
      record,
    });
    const fields = { ...page.form(), engineer: '刘志' };
    const [first, again] = [
      await clerk.post('/orders/new', fields),
      await clerk.post('/orders/new', fields),
    ];
    expect([first.status, first.path]).toEqual([303, '/orders/PG-202611-0001']);
    expect(again.path).toBe(first.path);
    expect(await read('PG-202611-0001')).toMatchObject({ department: '工程部', room: '3-2-0602' });
    expect(await take()).toBe('PG-202611-0002');
    const warned = await clerk.get(`/orders/new?record=${record}`);
    expect(warned.text).toContain(`${record} 已有派工单 PG-202611-0001`);
    const unmeant = await clerk.post('/orders/new', warned.form());
    expect([unmeant.status, unmeant.links.includes('#f-again')]).toEqual([422, true]);
    const meant = await clerk.post('/orders/new', { ...warned.form(), again: 'yes' });
    expect(meant.path).toBe('/orders/PG-202611-0003');
  });

  it('keep what was typed where the room is unknown, and say which it may be', async () => {
    const refused = await clerk.submit('/orders/new', { matter: '漏水', room: '3-2-0599' });
    expect(refused.status).toBe(422);
    expect(refused.form()).toMatchObject({ matter: '漏水', room: '3-2-0599' });
    expect(refused.html).toContain('href="#f-room"');
    const nothing = await clerk.submit('/orders/new', { matter: '' });
    expect(nothing.html).toContain('href="#f-matter"');
  });

  it('[DSP-03] check a copy in by its number or its last figures, and file the order by the service copy', async () => {
    const number = await take();
    const ordinal = String(Number(number.slice(-4)));
    const done = await clerk.submit(
      '/orders',
      { number: ordinal, copy: 'service' },
      '/orders/check-in',
    );
    expect(done.status, done.text).toBe(303);
    expect(await read(number)).toMatchObject({ status: 'done', copies: [{ copy: 'service' }] });
    const list = await clerk.follow(done);
    expect(list.text).toContain(`${number} 的客服部存联已收回`);
    const twice = await clerk.submit('/orders', { number, copy: 'service' }, '/orders/check-in');
    expect(twice.status).toBe(409);
    expect(twice.html).toContain('href="#f-number"');
    expect(twice.form('/orders/check-in').number).toBe(number);
    const unknown = await clerk.submit('/orders', { number: '9999' }, '/orders/check-in');
    // The next scan goes into the field: it alone asks for the focus, and the fault is an alert.
    expect(unknown.html).toMatch(/<div class="summary" role="alert" tabindex="-1">/);
    expect(unknown.html).toMatch(/<input[^>]* name="number"[^>]* data-autofocus/);
    expect(unknown.status).toBe(404);
    expect(unknown.text).toContain('没有派工单“PG-202611-9999”');
    const empty = await clerk.submit('/orders', { number: '' }, '/orders/check-in');
    expect(empty.status).toBe(422);
  });

  it('[DSP-03] let engineering confirm its own copy, on the page of the order', async () => {
    const number = await take();
    const engineer = await signedIn(office, 'engineer');
    const page = await engineer.get(`/orders/${number}`);
    const path = `/orders/${number}/check-in`;
    const { _key = '' } = page.form(path);
    const done = await engineer.post(path, { _key, copy: 'engineering' });
    expect([done.status, done.path]).toEqual([303, `/orders/${number}`]);
    const { text } = await engineer.follow(done);
    expect(text).toMatch(/工程部存联 ✔ 2026-11-03 10:00 刘志 收回/);
    expect(await read(number)).toMatchObject({ status: 'issued' });
    // Numbers are taken by the desk.
    expect((await engineer.get('/orders/new')).status).toBe(403);
    expect(page.links).not.toContain(`/orders/${number}/void`);
  });

  it('[DSP-01] void an order with a reason and the password of a second person', async () => {
    const number = await take();
    const path = `/orders/${number}/void`;
    const typed = { reason: '开错单', 'approver.username': 'supervisor' };
    const wrong = await clerk.submit(path, { ...typed, 'approver.password': 'not-it' });
    expect(wrong.status).toBe(422);
    expect(wrong.form()).toMatchObject({ reason: '开错单', 'approver.password': '' });
    const clerks = { reason: '开错单', 'approver.username': 'secondClerk' };
    const refused = await clerk.submit(path, {
      ...clerks,
      'approver.password': passwordOf('secondClerk'),
    });
    expect(refused.status).toBe(403);
    expect(refused.text).toMatch(/第二位签字人周敏没有“[^”]+”的权限，可办理的有：主管/);
    expect(refused.text).not.toContain('您没有');
    expect(await read(number)).toMatchObject({ status: 'issued' });
    const done = await clerk.submit(path, {
      ...typed,
      'approver.password': passwordOf('supervisor'),
    });
    expect(done.status, done.text).toBe(303);
    const { text } = await clerk.follow(done);
    expect(text).toContain('原因：开错单；批准：何光');
    expect((await clerk.get('/orders')).html).toMatch(
      new RegExp(`strip-void.*?${number} 已作废`, 's'),
    );
    const back = await clerk.submit('/orders', { number, copy: 'owner' }, '/orders/check-in');
    expect((await clerk.follow(back)).text).toContain(`${number} 是已作废的单，业主联已收回`);
  });

  it('[DSP-03] show every number of the month on the strip, with missing ones as ranges', async () => {
    await (await office.as('clerk')).post('/records', {
      ...repair({ 登记时间: '2026-11-03 09:00', 派工时间: '2026-11-03 09:02' }),
      fields: {
        ...repair().fields,
        登记时间: '2026-11-03 09:00',
        派工时间: '2026-11-03 09:02',
        派工单号: 'PG-202611-0020',
        派往部门: '工程部',
      },
    });
    const { text, html, links } = await clerk.get('/orders?month=2026-11');
    expect(html).toMatch(/strip-filed/);
    expect(html).toMatch(/strip-out/);
    expect(html).toMatch(/strip-gap/);
    expect(text).toMatch(/缺号 1 段/);
    expect(text).toMatch(/PG-202611-00\d\d 至 PG-202611-0019/);
    expect(text).toContain('PG-202611-0021 下一号');
    expect(links).toContain('/orders/PG-202611-0001');
    const void_ = await clerk.get('/orders?month=2026-11&status=void');
    expect(void_.html.match(/data-row-link/g)).toHaveLength(1);
    expect((await clerk.get('/orders?month=2026-99')).status).toBe(422);
    expect((await clerk.get('/orders?month=2026-01')).text).toContain('2026-01 还没有派工单');
  });

  it('[OWN-03] show the contact of an open order to engineering in one click, which the log knows', async () => {
    const number = await take(await file());
    const engineer = await signedIn(office, 'engineer');
    const page = await engineer.get(`/orders/${number}`);
    expect(page.html).not.toContain('13900001234');
    const path = `/orders/${number}/contact`;
    const opened = await engineer.post(path, page.form(path));
    expect(opened.status).toBe(200);
    expect(opened.text).toContain('13900001234');
    const looks = await office.home.store.read
      .selectFrom('entry')
      .select('leaf')
      .where('kind', '=', 'order.contact-opened')
      .where('subject', '=', number)
      .execute();
    expect(looks).toHaveLength(1);
    expect(looks[0]?.leaf).not.toContain('13900001234');
    const finance = await signedIn(office, 'finance');
    expect((await finance.get(`/orders/${number}`)).html).not.toContain(path);
    const { _key = '' } = (await finance.get('/me')).form('/me/language');
    expect((await finance.post(path, { _key })).status).toBe(403);
    await clerk.submit('/orders', { number, copy: 'service' }, '/orders/check-in');
    const late = await engineer.post(path, page.form(path));
    expect(late.status).toBe(409);
    expect(late.html).not.toContain('13900001234');
  });

  it('[DSP-02] print the four copies, note each print, and name the second one on the page', async () => {
    const number = await take(await file());
    const before = await clerk.get(`/orders/${number}`);
    expect(before.text).toContain('还没有打印');
    const path = `/orders/${number}/print`;
    const first = await clerk.post(path, before.form(path));
    expect([first.status, first.path]).toEqual([
      303,
      `/orders/${number}/slip.pdf?profile=a4&print=1`,
    ]);
    const pdf = await clerk.follow(first);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(pdf.html.startsWith('%PDF-')).toBe(true);
    const after = await clerk.get(`/orders/${number}`);
    const second = await clerk.post(path, { ...after.form(path), profile: 'carbonless' });
    expect(second.path).toContain('print=2');
    const { text } = await clerk.get(`/orders/${number}`);
    expect(text).toMatch(/打印四联 王芳.*补打第 2 次 王芳/);
    // One form is one print, however often it is sent.
    expect((await clerk.post(path, before.form(path))).path).toBe(first.path);
    const engineer = await signedIn(office, 'engineer');
    expect((await engineer.get(`/orders/${number}/slip.pdf`)).status).toBe(403);
    expect((await clerk.get(`/orders/${number}/slip.pdf?profile=papyrus`)).status).toBe(422);
  }, 30_000);

  it('speak English where that is the language, but for what people wrote', async () => {
    const number = await take();
    const visitor = await signedIn(office, 'clerk', 'en');
    for (const path of ['/orders', `/orders/${number}`, '/orders/new', `/orders/${number}/void`]) {
      const { status, html } = await visitor.get(path);
      expect(status).toBe(200);
      const shown = html
        .replace(/<head>.*<\/head>/s, '')
        .replace(/<(\w+)[^>]*lang="zh-CN"[^>]*>.*?<\/\1>/gs, '')
        .replace(/<[^>]+>/g, ' ');
      const left = shown.match(/\p{Script=Han}+/gu) ?? [];
      const data = [
        '路灯不亮',
        '工程部',
        '王芳',
        '阳台',
        '窗户关不严',
        '刘志',
        '本项目',
        '案卷',
        '作废',
      ];
      expect(left.filter((words) => !data.includes(words))).toEqual([]);
    }
  });
});
