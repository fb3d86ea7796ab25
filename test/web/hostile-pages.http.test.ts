import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findDraft, saveDraft } from '../../src/access/drafts.ts';
import { buildApp } from '../../src/app.ts';
import { type Office, openOffice, passwordOf, repair } from './office.ts';
import { signedIn, visitorOf } from './pages/visitor.ts';

let office: Office;

beforeAll(async () => {
  office = await openOffice();
});

afterAll(() => office?.close());

const asForm = { 'content-type': 'application/x-www-form-urlencoded' };

async function draftsOfNobody(): Promise<number> {
  const rows = await office.home.store.read
    .selectFrom('draft')
    .select('id')
    .where('person_id', 'is', null)
    .execute();
  return rows.length;
}

describe('a form sent by somebody who is not signed in', () => {
  it.each(['/records/X/attachments', '/imports/check', '/walls/post', '/me'])(
    'is refused before it fills memory or disk: %s',
    async (path) => {
      const before = await draftsOfNobody();
      const body = `reason=${'x'.repeat(3 * 1024 * 1024)}`;
      const sent = await visitorOf(office).send(path, { method: 'POST', headers: asForm, body });
      expect(sent.status).toBe(413);
      expect(sent.headers.get('content-type')).toContain('text/html');
      expect(sent.headers.get('cache-control')).toBe('no-store');
      expect(sent.headers.get('content-security-policy')).toContain("default-src 'self'");
      expect(sent.text).toContain('2 MB');
      expect(await draftsOfNobody()).toBe(before);
    },
  );

  it('is kept if a person can have typed it, and the oldest of too many go', async () => {
    const stranger = visitorOf(office);
    const long = await stranger.post('/records/new/01', { 故障现象: '水'.repeat(150_000) });
    expect([long.status, long.path]).toEqual([303, '/sign-in?next=%2Frecords%2Fnew%2F01&ended=1']);
    const ids: string[] = [];
    for (let count = 0; count < 310; count += 1) {
      const fields = [['故障现象', `漏水 ${count}`]] as const;
      ids.push((await saveDraft(office.home, { personId: null, form: '/x' }, fields)) ?? '');
      office.clock.advance(1);
    }
    expect(await draftsOfNobody()).toBe(300);
    const clerk = await signedIn(office, 'clerk');
    const newest = await clerk.get(`/records/new/01?draft=${ids.at(-1)}`);
    expect(newest.html).toContain('漏水 309');
    const oldest = await clerk.get(`/records/new/01?draft=${ids[0]}`);
    expect(oldest.html).not.toContain('漏水 0');
  });

  it('is not kept where a page only keeps what is being typed', async () => {
    const before = await draftsOfNobody();
    const fields = { _form: '/records/new/01', 故障现象: '漏水' };
    expect((await visitorOf(office).post('/drafts', fields)).path).toMatch(/^\/sign-in/);
    expect(await draftsOfNobody()).toBe(before);
  });

  it('is nobody else’s draft once somebody is known', async () => {
    const personId = 'person_1';
    const form = '/records/new/01';
    const id = await saveDraft(office.home, { personId, form }, [['故障现象', '别人的']]);
    const clerk = await signedIn(office, 'clerk');
    expect((await clerk.get(`${form}?draft=${id}`)).html).not.toContain('别人的');
    expect(await findDraft(office.home, { personId, form })).toBeDefined();
  });
});

describe('forms of other pages', () => {
  it.each([
    ['null', { origin: 'null' }],
    ['foreign', { origin: 'https://evil.example' }],
    ['by its port', { origin: 'http://office.example:81' }],
    ['without a host', { origin: 'null', host: '' }],
    ['by what the browser says', { 'sec-fetch-site': 'cross-site' }],
    ['of a sister site', { 'sec-fetch-site': 'same-site' }],
  ])('are refused where the origin is %s', async (_what, headers) => {
    const clerk = await signedIn(office, 'clerk');
    const { _key = '' } = (await clerk.get('/me')).form('/me/language');
    for (const path of ['/me/language', '/sign-in', '/sign-out', '/records/new/01', '/drafts']) {
      const body = new URLSearchParams({ _key, _form: 'x' }).toString();
      const sent = await clerk.send(path, {
        method: 'POST',
        headers: { ...asForm, host: 'office.example', ...headers },
        body,
      });
      expect(sent.status, path).toBe(403);
    }
    expect((await clerk.get('/me')).status).toBe(200);
  });

  it('write nothing without the key of this very session', async () => {
    const [admin, other] = [await signedIn(office, 'admin'), await signedIn(office, 'admin')];
    const { _key = '' } = (await other.get('/me')).form('/me/language');
    const size = async () =>
      (
        await office.home.store.read
          .selectFrom('ledger_head')
          .select('size')
          .executeTakeFirstOrThrow()
      ).size;
    const before = await size();
    const paths = buildApp(office.home)
      .routes.filter(({ method, path }) => method === 'POST' && !/^\/(api|sign-|drafts)/.test(path))
      .map(({ path }) => path.replace(/:\w+/g, 'clerk'));
    expect(paths.length).toBeGreaterThan(40);
    const bodies: [string, RequestInit][] = [
      ['none', { headers: asForm, body: 'active=no&reason=x' }],
      ['another’s', { headers: asForm, body: new URLSearchParams({ _key }).toString() }],
      ['forged', { headers: asForm, body: '_key=AAAA.BBBB' }],
      ['in JSON', { headers: { 'content-type': 'application/json' }, body: '{}' }],
      ['in plain text', { headers: { 'content-type': 'text/plain' }, body: '_key=x' }],
      ['nowhere', {}],
      ['in a broken form', { headers: { 'content-type': 'multipart/form-data' }, body: 'x' }],
    ];
    for (const path of new Set(paths)) {
      for (const [what, init] of bodies) {
        const { status } = await admin.send(path, { method: 'POST', ...init });
        expect(status, `${path}: ${what}`).toBeGreaterThanOrEqual(400);
        expect(status, `${path}: ${what}`).toBeLessThan(500);
      }
    }
    expect(await size()).toBe(before);
  });
});

describe('where a form leads', () => {
  it.each(['//evil.example', '/\\evil.example', '/\t/evil.example', '/\r\nSet-Cookie: x=1', 'x'])(
    'is never another site: %j',
    async (back) => {
      const clerk = await signedIn(office, 'clerk');
      const { _key = '' } = (await clerk.get('/me')).form('/me/language');
      const sent = await clerk.post('/me/language', { _key, back });
      expect([sent.status, sent.path]).toEqual([303, '/']);
      const signed = await visitorOf(office).post('/sign-in', {
        username: 'clerk',
        password: passwordOf('clerk'),
        next: back,
      });
      expect([signed.status, signed.path]).toEqual([303, '/']);
    },
  );
});

describe('a session', () => {
  it('is a new one at each sign-in, and none after signing out', async () => {
    const app = buildApp(office.home);
    const body = new URLSearchParams({ username: 'clerk', password: passwordOf('clerk') });
    const signIn = async (cookie: string) => {
      const headers = { ...asForm, cookie };
      const sent = await app.request('/sign-in', { method: 'POST', headers, body });
      const line = sent.headers.getSetCookie().find((one) => one.startsWith('anjuan='));
      expect(line).toMatch(/HttpOnly.*SameSite=Lax/i);
      return line?.split(';')[0] ?? '';
    };
    const planted = 'anjuan=planted-by-somebody';
    const first = await signIn(planted);
    expect(first).not.toBe(planted);
    const second = await signIn(first);
    const status = async (cookie: string) =>
      (await app.request('/me', { headers: { cookie } })).status;
    expect([await status(planted), await status(first), await status(second)]).toEqual([
      303, 303, 200,
    ]);
    await app.request('/sign-out', { method: 'POST', headers: { ...asForm, cookie: second } });
    expect(await status(second)).toBe(303);
  });

  it('travels in a cookie for TLS only where the page came by TLS, also through a proxy', async () => {
    const app = buildApp(office.home);
    const body = new URLSearchParams({ username: 'clerk', password: passwordOf('clerk') });
    const cookies = async (url: string, more: Record<string, string> = {}) => {
      const headers = { ...asForm, ...more };
      return (await app.request(url, { method: 'POST', headers, body })).headers
        .getSetCookie()
        .join('\n');
    };
    expect(await cookies('http://office/sign-in')).not.toMatch(/Secure/);
    expect(await cookies('https://office/sign-in')).toMatch(/Secure/);
    expect(await cookies('http://office/sign-in', { 'x-forwarded-proto': 'https' })).toMatch(
      /Secure/,
    );
  });

  it('is not asked for by names that can be nobody’s, whose tries are not remembered', async () => {
    const username = 'x'.repeat(100_000);
    for (let tries = 0; tries < 8; tries += 1) {
      const sent = await visitorOf(office).post('/sign-in', { username, password: 'wrong' });
      expect(sent.status).toBe(422);
    }
  });
});

describe('what was said of the last act', () => {
  it('survives a file whose name is cut within a letter, and is never too long to be carried', async () => {
    const clerk = await signedIn(office, 'clerk');
    const api = await office.as('clerk');
    const { number } = (await api.post<{ number: string }>('/records', repair())).body;
    const { html } = await clerk.get(`/records/${number}/attachments`);
    const action = /action="([^"]*\/attachments\?key=[^"]*)"/.exec(html)?.[1] ?? '';
    // The last sixty units of this name begin in the middle of the first letter.
    const name = `😀${'a'.repeat(55)}.txt`;
    const sent = await clerk.upload(action.replaceAll('&amp;', '&'), {
      name,
      bytes: Buffer.from('x'),
    });
    expect([sent.status, sent.path]).toEqual([303, `/records/${number}#attachments`]);
    expect((await clerk.get(`/records/${number}`)).text).toContain('.txt');
    const cookie = sent.headers.getSetCookie().find((one) => one.startsWith('anjuan-flash='));
    expect(cookie?.length).toBeLessThan(4096);
  });
});

describe('a page that cannot be', () => {
  it.each(['/records/%00', '/me?x=%00', '/nothing', '/p/x'])(
    'loads nothing foreign and is not kept: %s',
    async (path) => {
      const clerk = await signedIn(office, 'clerk');
      const { status, headers } = await clerk.get(path);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    },
  );
});

describe('an address', () => {
  it('does not say how much work it makes', async () => {
    const clerk = await signedIn(office, 'clerk');
    const plain = await clerk.get('/walls/post');
    for (const version of ['2147483648', '9e15', 'Infinity', '-1']) {
      const asked = await clerk.get(`/walls/post?version=${version}`);
      expect(asked.status).toBe(200);
      expect(asked.html.match(/<option/g)).toEqual(plain.html.match(/<option/g));
    }
  });
});
