import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { printPoster } from '../../../src/walls/commands/print-poster.ts';
import { tokenOf } from '../../../src/walls/poster-code.ts';
import { type Office, openOffice } from '../office.ts';
import { policyHands } from '../policy-hands.ts';
import { signedIn, type Visited, type Visitor } from './visitor.ts';

let office: Office;

beforeEach(async () => {
  office = await openOffice();
});

afterEach(() => office.close());

/** A ※ policy in force that must hang at reception and at the gate. Resolves to its code. */
async function addPosted(from = '2026-11-03'): Promise<string> {
  const writer = await office.as('administration');
  const places = ['front-desk', 'gate'];
  const policy = { title: '夜间值班', posted: true, department: '客服部', places };
  const { code } = (await writer.post<{ code: string }>('/policies', policy)).body;
  await publish(code, from);
  const { catalogue } = office.home;
  const document = { ...catalogue.document, publicUrl: 'https://anjuan.example' };
  await catalogue.save(office.requester('admin').actor, document);
  return code;
}

async function publish(code: string, from: string): Promise<void> {
  const { versionAt } = await policyHands(office);
  await versionAt(`/policies/${code}`, { from }, `自 ${from} 起照此办理。`);
}

/** A sheet for the gate. Resolves to its address. */
async function printed(code: string): Promise<string> {
  const clerk = office.requester('clerk');
  const id = await printPoster(office.home, clerk, { code, place: 'gate', size: 'a4' });
  return `/p/${tokenOf(office.home.keyring, id)}`;
}

/** A JPEG that its camera took at a time of the site's clocks, and at a place. */
function photo(shade: number, takenAt: string): Promise<Buffer> {
  const background = { r: shade, g: 200, b: 180 };
  return sharp({ create: { width: 60, height: 40, channels: 3, background } })
    .jpeg()
    .withExif({
      IFD2: { DateTimeOriginal: takenAt },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '31/1 13/1 0/1' },
    })
    .toBuffer();
}

/** Says of a scanned sheet what was found, by the form behind its code. Resolves to what was kept. */
async function say(
  visitor: Visitor,
  sheet: string,
  said: { found: string; place?: string; photo?: Buffer },
): Promise<Visited> {
  const page = await visitor.get(sheet);
  const action = /action="(\/walls\/sheets\/[^"]+)"/.exec(page.html)?.[1] ?? 'no form';
  const form = new FormData();
  form.set('_key', page.form(action)._key ?? '');
  form.set('place', said.place ?? page.form(action).place ?? '');
  form.set('found', said.found);
  if (said.photo !== undefined) {
    const name = 'wall.jpg';
    form.set('photo', new File([new Uint8Array(said.photo)], name, { type: 'image/jpeg' }));
  }
  return visitor.send(action, { method: 'POST', body: form });
}

describe('what is said of a scanned sheet', () => {
  it('[POL-06] by one press and a photo: hung, then damaged, and the wall says so', async () => {
    const code = await addPosted();
    const sheet = await printed(code);
    const clerk = await signedIn(office, 'clerk');
    const taken = await photo(10, '2026:11:03 09:58:00');
    const hung = await say(clerk, sheet, { found: 'replaced', photo: taken });
    expect(hung.status, hung.text).toBe(303);
    const kept = await clerk.follow(hung);
    expect(kept.text).toContain('已登记：门岗挂上了第 1 版');
    expect(kept.text).not.toContain('照片有疑点');
    expect((await clerk.get('/walls/gate')).text).toMatch(/夜间值班 \S* ?当前 第 1 版/);
    const damaged = await clerk.follow(await say(clerk, sheet, { found: 'damaged' }));
    expect(damaged.text).toContain('已记下：门岗，破损');
    expect((await clerk.get('/walls/gate')).text).toMatch(/夜间值班 \S* ?破损 第 1 版/);
    expect((await clerk.get('/inbox')).text).toContain('门岗：破损 1 张');
    const nothing = await say(clerk, sheet, { found: '' });
    expect(nothing.status).toBe(422);
    expect(nothing.text).toContain('请按一个结果');
  });

  it('[POL-07] elsewhere than it belongs is caught as a copy, and hangs nowhere', async () => {
    const code = await addPosted();
    const sheet = await printed(code);
    const clerk = await signedIn(office, 'clerk');
    const wish = { found: 'replaced', place: 'front-desk' };
    const answer = await clerk.follow(await say(clerk, sheet, wish));
    expect(answer.text).toContain('这张（或它的复制品）不该在前台墙，它属于门岗');
    expect((await clerk.get('/walls/front-desk')).text).toMatch(/夜间值班 \S* ?缺/);
    const gate = (await clerk.get('/walls/gate')).text;
    expect(gate).toMatch(/不该在此.*属于门岗的一张，出现在前台墙/);
  });

  it('[POL-06] names a photo that was used before, and a camera more than a day apart; never its place', async () => {
    const code = await addPosted();
    const sheet = await printed(code);
    const clerk = await signedIn(office, 'clerk');
    const old = await photo(20, '2026:11:02 09:59:59');
    const first = await clerk.follow(await say(clerk, sheet, { found: 'good', photo: old }));
    expect(first.text).toContain('相机时刻 2026-11-02 09:59 与登记时刻相差 24 小时以上');
    expect(first.text).not.toContain('同一张照片');
    const again = await clerk.follow(await say(clerk, sheet, { found: 'good', photo: old }));
    expect(again.text).toContain('同一张照片以前用过');
    const fresh = await photo(30, '2026:11:02 10:00:00');
    const other = await clerk.follow(await say(clerk, sheet, { found: 'good', photo: fresh }));
    expect(other.text).not.toContain('照片有疑点');
    const shown = other.html.match(/src="(\/walls\/photos\/[^"]+)"/)?.[1] ?? '';
    expect(shown).not.toBe('');
    expect((await clerk.get('/walls/gate')).text).toContain('相差 24 小时以上');
  });

  it('of an old version that was replaced gives way to the one in force', async () => {
    const code = await addPosted();
    const sheet = await printed(code);
    const clerk = await signedIn(office, 'clerk');
    await say(clerk, sheet, { found: 'replaced' });
    await publish(code, '2026-11-04');
    office.clock.advance(24 * 3_600_000);
    await clerk.signIn('clerk');
    expect((await clerk.get(sheet)).html).toContain('<strong>墙上过期</strong>');
    const kept = await clerk.follow(await say(clerk, sheet, { found: 'replaced' }));
    expect(kept.text).toContain('门岗挂上了第 2 版');
  });
});

describe('a posting place', () => {
  it('is checked as a whole, sheet by sheet, and shown on its picture', async () => {
    const code = await addPosted();
    const clerk = await signedIn(office, 'clerk');
    expect((await clerk.get('/walls/gate')).text).toContain('还没有图');
    const form = await clerk.get('/walls/gate/check');
    expect(form.text).toContain('只能记缺失');
    const none = await clerk.submit('/walls/gate/check', {});
    expect(none.status).toBe(422);
    await clerk.submit('/walls/post', { place: 'gate', code });
    const kept = await clerk.submit('/walls/gate/check', { [`found.${code}`]: 'good' });
    expect(kept.path).toBe('/walls/gate');
    expect((await clerk.follow(kept)).text).toMatch(/已记下 1 张的核对.*完好/);
    expect((await clerk.submit('/walls/gate/picture', { kind: 'plan' })).status).toBe(422);
    const fields = (await clerk.get('/walls/gate/picture')).form();
    const body = new FormData();
    for (const [name, value] of Object.entries({ ...fields, kind: 'plan' })) body.set(name, value);
    const bytes = new Uint8Array(await photo(40, '2026:11:03 09:00:00'));
    body.set('photo', new File([bytes], 'plan.jpg', { type: 'image/jpeg' }));
    const sent = await clerk.send('/walls/gate/picture', { method: 'POST', body });
    expect(sent.path).toBe('/walls/gate');
    const wall = await clerk.follow(sent);
    expect(wall.text).toContain('图已保存');
    const picture = /src="(\/walls\/pictures\/[^"]+)"/.exec(wall.html)?.[1] ?? '';
    expect((await clerk.get(picture)).headers.get('content-type')).toBe('image/jpeg');
    expect((await clerk.get('/walls/roof')).status).toBe(404);
  });

  it('[POL-07] has all that is due there printed as one PDF, each sheet with a code of its own', async () => {
    const code = await addPosted();
    const clerk = await signedIn(office, 'clerk');
    expect((await clerk.get('/walls/gate')).text).toContain('打印要贴的（1 张）');
    const form = await clerk.get('/walls/print');
    expect(form.html.match(/value="[^"]+@(front-desk|gate)" checked/g)).toHaveLength(2);
    const body = new URLSearchParams({ ...form.form(), sheets: `${code}@gate` });
    body.append('sheets', `${code}@front-desk`);
    const made = await clerk.send('/walls/print', { method: 'POST', body });
    expect(made.status, made.text).toBe(303);
    const page = await clerk.follow(made);
    expect(page.text, page.path).toContain('已生成 2 张');
    expect(page.text.match(/[0-9A-Z]{4}-[0-9A-Z]{4} (前台墙|门岗)/g)).toHaveLength(2);
    const rows = await office.home.store.read.selectFrom('poster_print').selectAll().execute();
    expect(rows.map(({ policy, size }) => [policy, size])).toEqual([
      [code, 'a4'],
      [code, 'a4'],
    ]);
    const link = page.links.find((one) => one.startsWith('/walls/posters.pdf')) ?? '';
    const pdf = await clerk.get(link);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(pdf.html.startsWith('%PDF-')).toBe(true);
  }, 60_000);
});
