import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  axeFindings,
  expectNoAxeFindings,
  expectNoOverflow,
  focusFaults,
  look,
  outlineOf,
  overflowAt,
  widths,
} from './kit/checks.ts';
import { openBrowser, type SharedBrowser } from './kit/desk.ts';
import { keystrokesOf } from './kit/keys.ts';
import { openOfficeServer, type Served, serveFetch } from './kit/office-server.ts';
import { kindOf, walk } from './kit/walk.ts';

const csp = "default-src 'self'; style-src 'self'";

function page(body: string, title = '试页'): string {
  return (
    `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${title}</title>` +
    '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/style.css">' +
    `<link rel="icon" href="/icon.svg"></head><body><main><h1>${title}</h1>${body}</main></body></html>`
  );
}

const form =
  '<form method="post" action="/said"><label>房号 <input name="room"></label>' +
  '<label>事由 <input name="matter"></label><button>保存</button></form>';

const pages: Readonly<Record<string, string>> = {
  '/': page(`<p>一切正常。</p><a href="/form">登记</a>`),
  '/form': page(form),
  '/faint': page('<p class="faint">看不清的字</p>'),
  '/nameless': page('<form method="post"><input name="room"><button></button></form>'),
  '/wide': page('<div class="wide">这一行在手机上放不下</div>'),
  '/crowded': page(
    '<p><span class="thin">竖着的字</span></p>' +
      '<p class="tops"><a href="/">左边</a><a class="back" href="/form">右边</a></p>',
  ),
  '/held': page('<div class="held"><div class="wide">这一行自己滚动</div></div>'),
  '/dead': page(
    '<a href="#">回去</a><a>无处</a><a href="#gone">往下</a><button type="button">点</button>',
  ),
  '/unseen': page(
    '<p><a class="bare" href="/">无框</a></p><p><a href="/">看得见</a></p>' +
      '<div class="over"><a href="/">被盖住</a><div></div></div>',
  ),
  '/styled': page('<p style="color:red">行内样式</p>'),
  '/broken': page('<img src="/no-such.png" alt="图">'),
  '/index': page(
    ['/things/1', '/things/2', '/things/3', '/no-such-page', '/headless']
      .map((path) => `<p><a href="${path}">${path}</a></p>`)
      .join(''),
  ),
  '/things/1': page('<p>一</p>'),
  '/things/2': page('<p>二</p>'),
  '/headless': page('<img src="/no-such.png" alt="图">').replace(/h1>/g, 'h2>'),
  '/script': page('<script src="/fault.js"></script>'),
};

let browser: SharedBrowser;
let server: Served;

beforeAll(async () => {
  browser = await openBrowser();
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    context.header('content-security-policy', csp);
  });
  app.get('/style.css', (context) =>
    context.body(
      'input,button{min-height:24px} .wide{width:900px} .held{overflow-x:auto}.thin{display:block;width:10px}.back{margin-left:-20px}.faint{color:#ccc}' +
        ':focus-visible{outline:2px solid #000}.bare:focus-visible{outline:none}' +
        '.over{position:relative}.over div{position:absolute;inset:0;background:#fff}',
      200,
      { 'content-type': 'text/css' },
    ),
  );
  app.get('/icon.svg', (context) =>
    context.body('<svg xmlns="http://www.w3.org/2000/svg"/>', 200, {
      'content-type': 'image/svg+xml',
    }),
  );
  app.get('/fault.js', (context) =>
    context.body('throw new Error("planted")', 200, { 'content-type': 'text/javascript' }),
  );
  app.post('/said', async (context) => {
    const said = await context.req.parseBody();
    return context.html(page(`<p role="status">${said.room}：${said.matter}</p>`, '已存'));
  });
  for (const [path, html] of Object.entries(pages)) {
    app.get(path, (context) => context.html(html));
  }
  server = await serveFetch(app.fetch);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

describe('the browser kit', () => {
  it('finds nothing on a page that is right', async () => {
    const desk = await browser.desk(server.url);
    const answer = await desk.visit('/');
    expect(answer.status()).toBe(200);
    await expectNoAxeFindings(desk.page);
    await expectNoOverflow(desk.page);
    expect(await outlineOf(desk.page)).toMatchObject({
      title: '试页',
      lang: 'zh-CN',
      headings: ['试页'],
      links: ['/form'],
      named: ['/form'],
      faults: [],
    });
    await look(desk.page, 'kit');
  });

  it('finds words too faint, buttons too small, and fields and buttons without a name', async () => {
    const desk = await browser.desk(server.url);
    await desk.visit('/faint');
    expect(await axeFindings(desk.page)).toEqual([expect.stringMatching(/^color-contrast: /)]);
    await desk.visit('/nameless');
    const findings = await axeFindings(desk.page);
    expect(findings.map((finding) => finding.split(':')[0]).sort()).toEqual([
      'button-name',
      'label',
      'target-size',
    ]);
    expect((await outlineOf(desk.page)).faults).toEqual([
      expect.stringContaining('a button without a name'),
    ]);
  });

  it('finds what a phone cannot show, but not what scrolls by itself', async () => {
    const desk = await browser.desk(server.url);
    await desk.visit('/wide');
    expect(await overflowAt(desk.page, widths.desk)).toEqual([]);
    expect(await overflowAt(desk.page, widths.phone)).toEqual([
      expect.stringContaining('the page is'),
      expect.stringContaining('这一行在手机上放不下'),
    ]);
    await desk.visit('/crowded');
    expect(await overflowAt(desk.page, widths.phone)).toEqual([
      'squeezed to less than two letters: <span> "竖着的字"',
      '<a> "左边" and <a> "右边" lie over each other',
    ]);
    await desk.visit('/held');
    await expectNoOverflow(desk.page);
  });

  it('finds what takes the focus unseen, or under something else', async () => {
    const desk = await browser.desk(server.url);
    await desk.visit('/unseen');
    expect(await focusFaults(desk.page)).toEqual([
      'the focus does not show on <a > "无框"',
      'the focus on <a > "被盖住" is covered by <div>',
    ]);
    await desk.visit('/form');
    expect(await focusFaults(desk.page)).toEqual([]);
  });

  it('finds links that lead nowhere and buttons that do nothing', async () => {
    const desk = await browser.desk(server.url);
    await desk.visit('/dead');
    const { faults } = await outlineOf(desk.page);
    expect(faults).toEqual([
      'a link that leads nowhere: <a> "回去" href="#"',
      'a link that leads nowhere: <a> "无处"',
      'a link to a place that is not on the page: <a> "往下" href="#gone"',
      'a button that does nothing: <button> "点"',
    ]);
  });

  it.each([
    ['/styled', /console: .*style/i],
    ['/broken', /status 404: GET .*no-such\.png/],
    ['/script', /script: planted/],
  ])('hears what the browser complains of at %s', async (path, complaint) => {
    const desk = await browser.desk(server.url);
    await desk.visit(path);
    await desk.page.waitForTimeout(100);
    expect(desk.faults.take().join('\n')).toMatch(complaint);
  });

  it('types by keyboard alone, Chinese through the input method, and counts the keys', async () => {
    const desk = await browser.desk(server.url);
    await desk.visit('/form');
    await desk.keys.tabTo('房号');
    await desk.keys.type('3-2-501');
    await desk.keys.press('Tab');
    await desk.keys.type('漏水');
    await desk.keys.press('Tab');
    expect(await desk.keys.focused()).toBe('保存');
    const answer = await desk.answered(() => desk.keys.press('Enter'));
    expect(answer.status()).toBe(200);
    expect(await desk.find('status').textContent()).toBe('3-2-501：漏水');
    // Tab, seven of the room, Tab, "loushui" and a space, Tab, Enter.
    expect(desk.keys.count).toBe(19);
    expect(keystrokesOf('3-2-501漏水')).toBe(15);
    expect(desk.mouseUsed()).toBe(0);
  });

  it('shows a page the Enter that takes a candidate as part of the composition', async () => {
    const desk = await browser.desk(server.url);
    await desk.visit('/form');
    await desk.page.evaluate(`
      window.heard = [];
      for (const kind of ['keydown', 'compositionend', 'submit'])
        addEventListener(kind, (e) => heard.push([kind, e.isComposing ?? null, e.keyCode ?? 0]), true);
    `);
    await desk.keys.tabTo('房号');
    await desk.keys.compose('漏水', 'Enter');
    const heard = await desk.page.evaluate<[string, boolean | null, number][]>('heard');
    expect(heard.filter(([kind]) => kind === 'submit')).toEqual([]);
    expect(heard).toContainEqual(['keydown', true, 229]);
    expect(await desk.find('textbox', '房号').inputValue()).toBe('漏水');
  });

  it('counts a mouse that is used', async () => {
    const desk = await browser.desk(server.url);
    await desk.visit('/');
    await desk.page.getByRole('link').hover();
    await desk.page.mouse.down();
    await desk.page.mouse.up();
    await desk.page.waitForURL('**/form');
    expect(desk.mouseUsed()).toBe(1);
  });

  it('walks by the links, and finds a dead one and a page that has no heading', async () => {
    const desk = await browser.desk(server.url);
    const { kinds, findings } = await walk(desk, ['/index'], { lang: 'zh' });
    expect([...kinds.keys()]).toEqual(['/index', '/things/:one', '/no-such-page', '/headless']);
    expect(findings).toEqual([
      '/no-such-page: status 404, linked from /index',
      '/headless: 0 headings of the first rank',
      expect.stringMatching(/^\/headless: status 404: GET .*no-such\.png, linked from \/index$/),
    ]);
  });

  it('tells pages apart by their kind, not by what they show', () => {
    expect(kindOf('/records/BX-202610-0001')).toBe('/records/:one');
    expect(kindOf('/archives/3-2-0602/ask?for=phone&day=2026-10-02')).toBe(
      '/archives/:one/ask?day=:one&for=phone',
    );
    expect(kindOf('/policies/ZD-01/poster.pdf')).toBe('/policies/:one/poster.pdf');
  });

  it('shows Chinese in glyphs of its own', async () => {
    const desk = await browser.desk(server.url);
    await desk.visit('/');
    const session = await desk.page.context().newCDPSession(desk.page);
    await session.send('DOM.enable');
    await session.send('CSS.enable');
    const { root } = await session.send('DOM.getDocument');
    const { nodeId } = await session.send('DOM.querySelector', {
      nodeId: root.nodeId,
      selector: 'h1',
    });
    const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId });
    expect(fonts.map(({ familyName }) => familyName)).toEqual(['Noto Sans SC']);
  });
});

describe('a furnished office', () => {
  it('has work of every room, and lets its people in, with script and without', async () => {
    const furnished = await openOfficeServer({ furnished: true });
    onTestFinished(() => furnished.close());
    const clerk = await furnished.office.as('clerk');
    for (const room of [
      '/records',
      '/dispatch-orders?month=2026-11',
      '/policies',
      '/postings',
      '/households',
    ]) {
      const { body } = await clerk.get<{ items: unknown[] }>(room);
      expect(body.items.length, room).toBeGreaterThan(1);
    }
    const { body } = await clerk.get<{ state: string }>('/bundles/2026-09');
    expect(body.state).toBe('sealed');
    for (const [lang, script] of [['zh', true] as const, ['en', false] as const]) {
      const desk = await browser.desk(furnished.url, { lang, script });
      await desk.signIn('clerk');
      expect(desk.path()).not.toMatch(/^\/sign-in/);
      expect((await outlineOf(desk.page)).lang).toBe(lang === 'zh' ? 'zh-CN' : 'en');
      await desk.close();
    }
  });
});
