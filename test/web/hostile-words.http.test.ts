import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SiteDocument } from '../../src/catalogue/model.ts';
import { furnish } from '../browser/kit/furnish.ts';
import { type Caller, type Office, openOffice, passwordOf, repair } from './office.ts';
import { signedIn, type Visitor } from './pages/visitor.ts';

/** What somebody writes who would like a page to do what they want. */
const attack = `"'><img src=x onerror=alert(1)>`;

let office: Office;

beforeAll(async () => {
  office = await openOffice();
  await furnish(office);
  await writeEverywhere();
}, 120_000);

afterAll(() => office?.close());

async function done<Body = { number: string; code: string; id: string }>(
  caller: Caller,
  path: string,
  body?: unknown,
): Promise<Body> {
  const answer = await caller.post<Body>(path, body);
  expect(answer.status, `${path} ${JSON.stringify(answer.body)}`).toBeLessThan(300);
  return answer.body;
}

async function writeEverywhere(): Promise<void> {
  const [admin, clerk, engineer, writer] = [
    await office.as('admin'),
    await office.as('clerk'),
    await office.as('engineer'),
    await office.as('administration'),
  ];
  const { version, document } = (
    await admin.get<{ version: number; document: SiteDocument }>('/catalogue')
  ).body;
  const changed = {
    ...document,
    company: `公司${attack}`,
    sites: document.sites.map((one) => ({ ...one, name: `项目${attack}` })),
    places: document.places.map((one) => ({ ...one, title: `处${attack}` })),
    categories: document.categories.map((one) => ({ ...one, title: `${one.title}${attack}` })),
  };
  const saved = await admin.put('/catalogue', { expects: version, document: changed });
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  const fields = { 故障现象: attack, 报修部位: attack, 登记时间: '2026-11-03 09:59' };
  const { number } = await done(clerk, '/records', repair(fields));
  const change = { changes: { 故障现象: `改${attack}` }, reason: attack };
  await done(clerk, `/records/${number}/corrections`, change);
  const name = encodeURIComponent(`${attack}.txt`);
  const file = await clerk.send(`/records/${number}/attachments?name=${name}`, {
    method: 'POST',
    body: attack,
  });
  expect(file.status).toBe(201);
  const order = { record: number, matter: attack, department: attack, engineer: attack };
  await done(clerk, '/dispatch-orders', order);
  const approver = { username: 'supervisor', password: passwordOf('supervisor') };
  const gone = await done(clerk, '/dispatch-orders', { matter: attack });
  await done(clerk, `/dispatch-orders/${gone.number}/void`, { reason: attack, approver });
  const wish = { room: '3-2-0501', fields: ['联系电话'], purpose: 'repair', reason: attack };
  await done(engineer, '/access-requests', { ...wish, minutes: 15 });
  const papers = `房号,资料序号,资料名称,保管处\n3-2-0501,1,"${attack.replaceAll('"', '""')}",工程部\n`;
  const imported = await clerk.send('/imports/documents?fileName=d.csv', {
    method: 'POST',
    body: papers,
  });
  expect(imported.status).toBe(200);
  const person = { username: 'mallory', name: attack, password: 'a-long-password', role: 'clerk' };
  await done(admin, '/people', person);
  const policy = { title: attack, posted: true, department: '客服部' };
  const { code } = await done(writer, '/policies', policy);
  await done(writer, `/policies/${code}/versions`, { text: policyText, reason: attack });
}

const policyText = [
  `# ${attack}`,
  `## 第一章 ${attack}`,
  `[点](javascript:alert(1)) [点](JaVaScRiPt:alert(1)) [点](data:text/html,<script>alert(1)</script>)`,
  `<javascript:alert(1)> <a href="javascript:alert(1)">点</a> <script>alert(1)</script>`,
  `![${attack}](javascript:alert(1)) ![x](https://evil.example/x.png)`,
  `[点](https://good.example "${attack.replaceAll('"', '&quot;')}")`,
  '```"><script>alert(1)</script>\ncode\n```',
  `\`\`\`chart\nflow TB\na[${attack}] -> b[<script>alert(1)</script>]\n\`\`\``,
  `| ${attack} | b |\n|---|---|\n| ${attack} | <b>b</b> |`,
].join('\n\n');

/** Pages by their links, a few of each kind. */
async function crawl(who: Visitor, from: readonly string[], most: number) {
  const queue = [...from];
  const seen = new Set(queue);
  const kinds = new Map<string, number>();
  const pages: { path: string; html: string; status: number; headers: Headers }[] = [];
  for (let path = queue.shift(); path !== undefined && pages.length < most; path = queue.shift()) {
    const { html, status, headers } = await who.get(path);
    if (/html/.test(headers.get('content-type') ?? '')) pages.push({ path, html, status, headers });
    for (const [, link = ''] of html.matchAll(/(?:href|src|action|data-\w+)="(\/[^"#]*)/g)) {
      const to = link.replaceAll('&amp;', '&');
      const kind = to.replace(/\d+/g, '9').replace(/=[^&]*/g, '=');
      const count = kinds.get(kind) ?? 0;
      if (seen.has(to) || count >= 3 || to.startsWith('/assets')) continue;
      kinds.set(kind, count + 1);
      seen.add(to);
      queue.push(to);
    }
  }
  return pages;
}

const asked = encodeURIComponent(attack);
const starts = [
  '/',
  '/desk',
  '/deadlines',
  '/records',
  '/orders',
  '/policies',
  '/archives',
  '/access',
  '/access-log',
  '/days',
  '/walls',
  '/months',
  '/retention',
  '/log',
  '/people',
  '/set-up',
  '/imports',
  '/inbox',
  '/me',
  `/search?q=${asked}`,
  `/search?q=img`,
  `/records?q=${asked}&room=${asked}&category=${asked}&status=${asked}`,
  `/access-log?room=${asked}&person=${asked}&kind=${asked}`,
  `/archives?q=${asked}`,
  `/palette?q=${asked}`,
  `/rooms/card?room=${asked}`,
  `/walls?code=${asked}&place=${asked}`,
  `/orders?month=${asked}`,
  `/policies?q=${asked}`,
  `/people?q=${asked}`,
  `/sign-in?next=${asked}&draft=${asked}`,
  `/${asked}`,
  `/records/${asked}`,
  `/people/${asked}`,
];

describe('what people write', () => {
  it.each([
    ['admin', 'zh'],
    ['clerk', 'zh'],
    ['supervisor', 'en'],
    ['administration', 'en'],
    ['auditor', 'zh'],
  ] as const)(
    'is words on every page that %s opens in %s, never a part of it',
    async (one, lang) => {
      const who = await signedIn(office, one, lang);
      const pages = await crawl(who, starts, 220);
      expect(pages.length).toBeGreaterThan(60);
      expect(pages.filter(({ html }) => html.includes('&lt;img src=x')).length).toBeGreaterThan(20);
      for (const { path, html, status, headers } of pages) {
        expect(status, path).toBeLessThan(500);
        expect(html.includes('<img src=x'), path).toBe(false);
        expect(html.includes(attack.slice(0, 8)), path).toBe(false);
        expect(
          /<script>|<[^>]+\s(?:href|src|action)="\s*(?:javascript|data|vbscript):/i.test(html),
          path,
        ).toBe(false);
        expect(/<[a-z][^<>]*\son\w+=/i.test(html.replace(/"[^"]*"/g, '""')), path).toBe(false);
        expect(/evil\.example/.test(html.replaceAll(/&[a-z]+;/g, '')), path).toBe(false);
        expect(headers.get('content-security-policy'), path).toContain("default-src 'self'");
        expect(headers.get('cache-control'), path).toBe('no-store');
      }
    },
    120_000,
  );

  it('changes nothing when it is only looked at', async () => {
    const size = async () =>
      (await office.home.store.read.selectFrom('ledger_head').select('size').executeTakeFirst())
        ?.size;
    const [clerk, manager] = [await signedIn(office, 'clerk'), await signedIn(office, 'manager')];
    const before = await size();
    for (const who of [clerk, manager]) await crawl(who, starts, 150);
    expect(await size()).toBe(before);
  }, 120_000);
});

/** The personal words of the households and of the records that were filed. */
const personal = /莫小兰|贾芳芳|叶军|方租|13800000501|13900001234|19971581498|13700000000/;

/** Parts of them, as somebody types who guesses. */
const guesses = ['莫小', '贾芳', 'jiafang', 'mxl', '1390000', '13800000', '方', '叶'].map(
  encodeURIComponent,
);

describe('what is personal', () => {
  it.each(['supervisor', 'manager', 'engineer', 'finance', 'administration', 'auditor', 'admin'])(
    '[OWN-03] is in no page, list or answer that %s gets',
    async (one) => {
      const who = await signedIn(office, one);
      const pages = await crawl(who, starts, 150);
      const answers = guesses.flatMap((q) => [
        `/search?q=${q}`,
        `/records?q=${q}&person=${q}`,
        `/archives?q=${q}`,
        `/palette?q=${q}`,
        `/rooms?q=${q}`,
        `/rooms/card?room=${q}`,
        `/access-log?person=${q}&room=${q}`,
        `/people?q=${q}`,
      ]);
      for (const path of answers) pages.push({ ...(await who.get(path)), path });
      for (const { path, html, status } of pages) {
        expect(status, path).toBeLessThan(500);
        expect(personal.exec(html)?.[0], path).toBeUndefined();
      }
    },
    120_000,
  );

  it('[OWN-03] is in no mail, no word of the log and no refusal', async () => {
    const { read } = office.home.store;
    const entries = await read.selectFrom('entry').select('leaf').execute();
    expect(personal.exec(entries.map(({ leaf }) => leaf).join('\n'))?.[0]).toBeUndefined();
    const mails = await read.selectFrom('outbox').selectAll().execute();
    expect(personal.exec(JSON.stringify(mails))?.[0]).toBeUndefined();
    const clerk = await signedIn(office, 'clerk');
    const wrong = await clerk.submit('/records/new/01', {
      房号: '3-2-0602',
      报修人: '贾芳芳',
      联系电话: '13900001234',
      登记时间: '2031-01-01',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.headers.getSetCookie().join()).not.toMatch(personal);
    expect(/<title>[^<]*/.exec(wrong.html)?.[0]).not.toMatch(personal);
  });
});
