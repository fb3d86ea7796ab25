import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildApp } from '../../../src/app.ts';
import { type Office, openOffice, passwordOf } from '../office.ts';
import { policyHands } from '../policy-hands.ts';
import { signedIn, type Visitor } from './visitor.ts';

let office: Office;

beforeEach(async () => {
  office = await openOffice();
});

afterEach(() => office.close());

const places = ['front-desk', 'gate'];

/** A ※ policy that must hang at reception and at the gate. Resolves to its code. */
async function addPosted(): Promise<string> {
  const writer = await office.as('administration');
  const policy = { title: '夜间值班', posted: true, department: '客服部', places };
  const { body } = await writer.post<{ code: string }>('/policies', policy);
  return body.code;
}

/** Writes the next version and puts it in force from a day on. */
async function publish(code: string, from: string): Promise<void> {
  const { versionAt } = await policyHands(office);
  await versionAt(`/policies/${code}`, { from }, `自 ${from} 起照此办理。`);
}

/** The rows of one of the tables of the walls' page, as words. */
async function rowsOf(visitor: Visitor, panel: 'tasks' | 'all'): Promise<string[]> {
  const { html } = await visitor.get('/walls');
  const part = new RegExp(`<section id="${panel}".*?</section>`, 's').exec(html)?.[0] ?? '';
  const rows = part.split('<tr').slice(2);
  return rows.map((row) =>
    row
      .replace(/<[^>]+>/g, ' ')
      .replace(/^[^>]*>/, '')
      .replace(/\s+/g, ' '),
  );
}

/** A photo of a wall with a camera's notes. */
function wallPhoto(): Promise<Buffer> {
  return sharp({ create: { width: 600, height: 400, channels: 3, background: '#ccb' } })
    .jpeg()
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '31/1 13/1 0/1' } })
    .toBuffer();
}

const aDay = 24 * 3_600_000;

describe('the walls', () => {
  it('[POL-05] list what is missing with place and policy, until it hangs', async () => {
    const code = await addPosted();
    const clerk = await signedIn(office, 'clerk');
    expect((await rowsOf(clerk, 'all')).join()).toContain('尚未生效');
    await publish(code, '2026-11-03');
    const tasks = await rowsOf(clerk, 'tasks');
    expect(tasks).toHaveLength(2);
    expect(tasks[0]).toMatch(/前台墙.*夜间值班.*缺.*贴上第 1 版/);
    expect(tasks[1]).toMatch(/门岗.*夜间值班.*缺/);
    expect((await clerk.get('/policies')).text).toContain('2 处该贴而没贴、已过期或破损');
    const gate = await clerk.get('/walls?place=gate');
    expect(gate.html.match(/<tr[^>]*>(?=<th scope="row")/g)).toHaveLength(2);
    const posted = await clerk.submit('/walls/post', { place: 'gate', code });
    expect(posted.path).toBe('/walls/gate');
    expect((await clerk.follow(posted)).text).toContain(`门岗贴上了 ${code} 第 1 版`);
    expect(await rowsOf(clerk, 'tasks')).toHaveLength(1);
    expect((await rowsOf(clerk, 'all'))[1]).toMatch(/门岗.*当前.*第 1 版.*王芳 2026-11-03 10:00/);
  });

  it('[POL-06] turn out of date at the instant a new version comes into force; its publication opens a task for each', async () => {
    const code = await addPosted();
    await publish(code, '2026-11-03');
    const clerk = await signedIn(office, 'clerk');
    for (const place of places) await clerk.submit('/walls/post', { place, code });
    expect((await clerk.get('/walls')).text).toContain('没有要换的');
    await publish(code, '2026-11-04');
    const ahead = await rowsOf(clerk, 'tasks');
    expect(ahead).toHaveLength(2);
    expect(ahead[0]).toMatch(/待换 2026-11-04.*第 1 版换成第 2 版.*2026-11-04 生效/);
    expect((await clerk.get('/policies')).text).not.toContain('该贴而没贴');
    // Midnight in Shanghai, to the millisecond: 14 hours after ten in the morning.
    office.clock.advance(14 * 3_600_000 - 1);
    await clerk.signIn('clerk');
    expect((await rowsOf(clerk, 'all')).join()).not.toContain('墙上过期');
    office.clock.advance(1);
    expect((await rowsOf(clerk, 'all')).filter((row) => row.includes('墙上过期'))).toHaveLength(2);
    await clerk.submit('/walls/post', { place: 'gate', code });
    const tasks = await rowsOf(clerk, 'tasks');
    expect(tasks).toHaveLength(1);
    expect(tasks[0]).toMatch(/前台墙.*墙上过期.*第 1 版换成第 2 版/);
  });

  it('take a new sheet ahead of its day, and then ask for nothing', async () => {
    const code = await addPosted();
    await publish(code, '2026-11-03');
    await publish(code, '2026-11-05');
    const clerk = await signedIn(office, 'clerk');
    for (const place of places) await clerk.submit('/walls/post', { place, code, version: '2' });
    expect((await clerk.get('/walls')).text).toContain('没有要换的');
    office.clock.advance(2 * aDay);
    await clerk.signIn('clerk');
    expect((await rowsOf(clerk, 'all')).join()).not.toContain('墙上过期');
  });

  it('keep a photo of what hangs, and refuse what is no photo', async () => {
    const code = await addPosted();
    await publish(code, '2026-11-03');
    const app = buildApp(office.home);
    const credentials = { username: 'clerk', password: passwordOf('clerk') };
    const signedIn = await app.request('/sign-in', {
      method: 'POST',
      body: new URLSearchParams(credentials),
    });
    const cookie = signedIn.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const send = async (bytes: Uint8Array<ArrayBuffer>) => {
      const page = await (await app.request('/walls/post', { headers: { cookie } })).text();
      const form = new FormData();
      form.set('_key', /name="_key" value="([^"]+)"\/?><div class="fields"/.exec(page)?.[1] ?? '');
      form.set('place', 'gate');
      form.set('code', code);
      form.set('photo', new File([bytes], 'wall.jpg', { type: 'image/jpeg' }));
      return app.request('/walls/post', { method: 'POST', headers: { cookie }, body: form });
    };
    const jpeg = new Uint8Array(await wallPhoto());
    for (const bytes of [new Uint8Array([1, 2, 3, 4]), jpeg.slice(0, 300)]) {
      const refused = await send(bytes);
      expect(refused.status).toBe(422);
      expect(await refused.text()).toContain('只收能打开的 JPEG 或 PNG 照片');
    }
    expect((await send(jpeg)).status).toBe(303);
    const wall = await (await app.request('/walls/gate', { headers: { cookie } })).text();
    const path = /src="(\/walls\/photos\/[^"?]+)\?as=thumbnail/.exec(wall)?.[1] ?? '';
    for (const [as, side] of [
      ['?as=thumbnail', 240],
      ['', 600],
    ] as const) {
      const photo = await app.request(path + as, { headers: { cookie } });
      expect(photo.headers.get('content-type')).toBe('image/jpeg');
      const shown = await sharp(Buffer.from(await photo.arrayBuffer())).metadata();
      expect([shown.width, shown.exif]).toEqual([side, undefined]);
    }
    expect((await app.request(path)).status).toBe(303);
  });

  it('are set for each policy by who publishes, and never to none', async () => {
    const code = await addPosted();
    await publish(code, '2026-11-03');
    const admin = await signedIn(office, 'admin');
    const path = `/policies/${code}/places`;
    const { places: _ticked, ...kept } = (await admin.get(path)).form();
    expect((await admin.post(path, kept)).status).toBe(422);
    expect((await admin.post(path, { ...kept, places: 'duty-room' })).status).toBe(303);
    const rows = await rowsOf(admin, 'all');
    expect(rows).toHaveLength(1);
    expect(rows[0]).toContain('值班室');
    expect((await (await signedIn(office, 'clerk')).get(path)).status).toBe(403);
  });
});
