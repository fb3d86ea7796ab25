import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildApp } from '../../../src/app.ts';
import type { VersionView } from '../../../src/policies/model.ts';
import { requireTool } from '../../kit/outside-tools.ts';
import { type Office, openOffice, passwordOf } from '../office.ts';
import { signedIn, visitorOf } from './visitor.ts';

let office: Office;

beforeEach(async () => {
  office = await openOffice();
});

afterEach(() => office.close());

/** A ※ policy with its first version in force. Resolves to its code. */
async function addPosted(): Promise<string> {
  const writer = await office.as('administration');
  const policy = { title: '夜间值班', posted: true, department: '客服部', places: ['gate'] };
  const { body } = await writer.post<{ code: string }>('/policies', policy);
  await publish(body.code, '夜间每两小时巡视一次。', '2026-11-03');
  return body.code;
}

async function publish(code: string, text: string, from: string): Promise<void> {
  const [writer, approver] = [await office.as('administration'), await office.as('supervisor')];
  const made = await writer.post<VersionView>(`/policies/${code}/versions`, { text, reason: '改' });
  const path = `/policies/${code}/versions/${made.body.version}`;
  await writer.post(`${path}/submit`);
  await approver.post(`${path}/approve`, { sha256: made.body.sha256 });
  const published = await (await office.as('admin')).post(`${path}/publish`, { inForceFrom: from });
  expect(published.status).toBe(201);
}

async function setPublicUrl(publicUrl: string): Promise<void> {
  const { catalogue } = office.home;
  const document = { ...catalogue.document, publicUrl };
  await catalogue.save(office.requester('admin').actor, document);
}

/** Makes a sheet for the gate through the page. Resolves to where its PDF and its scan are. */
async function print(code: string, size = 'a4'): Promise<{ pdf: string; sheet: string }> {
  const clerk = await signedIn(office, 'clerk');
  const made = await clerk.submit(`/policies/${code}/poster`, { place: 'gate', size });
  expect(made.status, made.text).toBe(303);
  const page = await clerk.follow(made);
  const link = (pattern: RegExp) => page.links.find((one) => pattern.test(one)) ?? 'no link';
  return { pdf: link(/poster\.pdf\?print=/), sheet: link(/^\/p\//) };
}

/** Every QR code of a PDF's first page, as a scanner reads it. */
function scanned(pdf: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'anjuan-poster-'));
  try {
    const path = join(folder, 'poster.pdf');
    writeFileSync(path, pdf);
    const page = join(folder, 'page');
    const look = ['-r', '100', '-png', '-f', '1', '-l', '1', '-singlefile'];
    execFileSync(requireTool('pdftoppm'), [...look, path, page]);
    return execFileSync(requireTool('zbarimg'), ['-q', '--raw', `${page}.png`], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .toString()
      .trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function pdfOf(path: string): Promise<Uint8Array> {
  const app = buildApp(office.home);
  const credentials = { username: 'clerk', password: passwordOf('clerk') };
  const body = new URLSearchParams(credentials);
  const signedIn = await app.request('/sign-in', { method: 'POST', body });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const answer = await app.request(path, { headers: { cookie } });
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  return new Uint8Array(await answer.arrayBuffer());
}

describe('a sheet for the wall', () => {
  it.each(['a4', 'a3', 'a2'])(
    '[POL-07] printed on %s carries a code that a phone reads, and anybody may ask whether it is in force',
    async (size) => {
      const code = await addPosted();
      await setPublicUrl('https://anjuan.example');
      const { pdf, sheet } = await print(code, size);
      expect(sheet).toMatch(/^\/p\/[0-9A-Z]{20}$/);
      expect(scanned(await pdfOf(pdf))).toBe(`https://anjuan.example${sheet}`);
      const stranger = visitorOf(office);
      const seen = await stranger.get(sheet);
      expect(seen.status).toBe(200);
      expect(seen.html).toContain('<strong>现行</strong>');
      expect(seen.text).toContain('门岗');
      expect(seen.links.filter((link) => link.startsWith('/walls'))).toEqual([]);
      expect(seen.text).not.toContain('每两小时');
    },
    60_000,
  );

  it('[POL-07] says that it is out of date, with the text now in force, and that it is retired', async () => {
    const code = await addPosted();
    await setPublicUrl('https://anjuan.example');
    const { sheet } = await print(code);
    const stranger = visitorOf(office);
    await publish(code, '夜间每一小时巡视一次。', '2026-11-04');
    expect((await stranger.get(sheet)).html).toContain('<strong>现行</strong>');
    const { sheet: early } = await print(code);
    expect((await stranger.get(early)).html).toContain('<strong>未生效</strong>');
    office.clock.advance(24 * 3_600_000);
    const old = await stranger.get(sheet);
    expect(old.html).toContain('<strong>墙上过期</strong>');
    expect(old.text).toMatch(/墙上 第 1 版.*现行 第 2 版.*每一小时/);
    expect((await stranger.get(early)).html).toContain('<strong>现行</strong>');
    const admin = await signedIn(office, 'admin');
    await admin.submit(`/policies/${code}/retire`, { on: '2026-11-04', reason: '并入别的规程' });
    expect((await stranger.get(sheet)).html).toContain('<strong>已废止</strong>');
  });

  it.each([
    '/p/',
    '/p/x',
    '/p/00000000000000000000',
    '/p/%E5%81%87',
    '/p/%',
    '/p/%ff%fe',
    '/p/%00',
    '/p/a/b/c?lang=zz',
    '/p/__proto__',
    "/p/'; DROP TABLE posting; --",
    `/p/${'A'.repeat(400)}`,
    `/p/${'%E9%87%91'.repeat(300)}`,
  ])('[POL-07] that we have not made is unknown, and no fault: %s', async (path) => {
    const seen = await visitorOf(office).get(path);
    expect(seen.status).toBe(404);
    expect(seen.html).toContain('<strong>未知</strong>');
  });

  it('is known by its code only whole: one letter changed is a forgery', async () => {
    const code = await addPosted();
    await setPublicUrl('https://anjuan.example');
    const { sheet } = await print(code);
    const stranger = visitorOf(office);
    const last = sheet.at(-1) === '7' ? '8' : '7';
    expect((await stranger.get(sheet.slice(0, -1) + last)).status).toBe(404);
    const human = sheet.slice(3, 11);
    const clerk = await signedIn(office, 'clerk');
    const typed = `${human.slice(0, 4).toLowerCase()}-${human.slice(4)}`;
    expect((await clerk.get(`/walls?code=${typed}`)).path).toBe(sheet);
    expect((await clerk.get('/walls?code=0000-0000')).text).toContain('没有编码为 0000-0000');
  });

  it('[POL-07] of another installation is unknown here', async () => {
    const code = await addPosted();
    await setPublicUrl('https://anjuan.example');
    const { sheet } = await print(code);
    const other = await openOffice();
    try {
      const seen = await visitorOf(other).get(sheet);
      expect(seen.status).toBe(404);
      expect(seen.html).toContain('<strong>未知</strong>');
    } finally {
      await other.close();
    }
  });

  it('leads whoever signs in back to this very sheet, and offers them what to say of it', async () => {
    const code = await addPosted();
    await setPublicUrl('https://anjuan.example');
    const { sheet } = await print(code);
    const stranger = visitorOf(office);
    const seen = await stranger.get(sheet);
    const link = seen.links.find((one) => one.startsWith('/sign-in')) ?? '';
    const door = await stranger.get(link);
    const credentials = { username: 'clerk', password: passwordOf('clerk') };
    const entered = await stranger.post('/sign-in', { ...door.form(), ...credentials });
    expect(entered.path).toBe(sheet);
    const back = await stranger.follow(entered);
    for (const found of ['replaced', 'good', 'damaged', 'missing']) {
      expect(back.html).toContain(`name="found" value="${found}"`);
    }
    expect(back.html).toMatch(/<option value="gate" selected/);
    expect((await (await signedIn(office, 'finance')).get(sheet)).html).not.toContain(
      'name="found"',
    );
  });

  it.each([
    ['', '还没有填本系统的网址'],
    ['http://127.0.0.1:8080', '只有本机打得开'],
    ['http://localhost', '只有本机打得开'],
  ])(
    'is not printed while its address leads nowhere (%s), and says where to set it',
    async (url, words) => {
      const code = await addPosted();
      await setPublicUrl(url);
      const clerk = await signedIn(office, 'clerk');
      const page = await clerk.get(`/policies/${code}/poster`);
      expect(page.text).toContain(words);
      expect(page.text).toContain('publicUrl');
      const refused = await clerk.submit(`/policies/${code}/poster`, { place: 'gate', size: 'a4' });
      expect(refused.status).toBe(503);
      expect(refused.text).toContain(words);
    },
  );
});
