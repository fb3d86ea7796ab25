import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import type { PolicyView } from '../../src/policies/model.ts';
import type { CheckView, PostingTask, WallDuty } from '../../src/walls/model.ts';
import { engines, type Office, openOffice, type Problem } from './office.ts';
import { policyHands } from './policy-hands.ts';

let office: Office;

afterEach(() => office.close());

const places = ['front-desk', 'gate'];

/** A ※ policy in force since today that must hang at reception and at the gate. */
async function addPosted(): Promise<string> {
  const writer = await office.as('administration');
  const policy = { title: '夜间值班', posted: true, department: '客服部', places };
  const { code } = (await writer.post<PolicyView>('/policies', policy)).body;
  await publish(code, '2026-11-03');
  const { catalogue } = office.home;
  const document = { ...catalogue.document, publicUrl: 'https://anjuan.example' };
  await catalogue.save(office.requester('admin').actor, document);
  return code;
}

async function publish(code: string, from: string): Promise<void> {
  const { versionAt } = await policyHands(office);
  await versionAt(`/policies/${code}`, { from }, `自 ${from} 起照此办理。`);
}

type Items<One> = { items: One[] };

async function states(username = 'clerk') {
  const { body } = await (await office.as(username)).get<Items<WallDuty>>('/walls?site=A');
  return Object.fromEntries(body.items.map(({ place, state }) => [place, state]));
}

async function wallForm(fields: Record<string, string>, shade = 120): Promise<FormData> {
  const background = { r: shade, g: 100, b: 90 };
  const bytes = await sharp({ create: { width: 50, height: 40, channels: 3, background } })
    .jpeg()
    .withExif({ IFD2: { DateTimeOriginal: '2026:10:01 08:00:00' } })
    .toBuffer();
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('photo', new File([new Uint8Array(bytes)], 'wall.jpg', { type: 'image/jpeg' }));
  return form;
}

describe.each(engines)('walls over HTTP on %s', (engine) => {
  it('[POL-05] say how each duty stands: missing, current, damaged, out of date, unchecked', async () => {
    office = await openOffice(engine);
    const code = await addPosted();
    expect(await states()).toEqual({ 'front-desk': 'missing', gate: 'missing' });
    const clerk = await office.as('clerk');
    for (const place of places) await clerk.post('/postings', { code, place });
    expect(await states()).toEqual({ 'front-desk': 'current', gate: 'current' });
    const damaged = { code, place: 'gate', found: 'damaged' };
    const kept = await clerk.post<CheckView>('/wall-checks', damaged);
    expect(kept.status).toBe(201);
    expect(kept.body).toMatchObject({ place: 'gate', found: 'damaged', photo: false });
    expect(await states()).toEqual({ 'front-desk': 'current', gate: 'damaged' });
    const { items } = (await clerk.get<Items<CheckView>>('/wall-checks?place=gate')).body;
    expect(items).toMatchObject([{ id: kept.body.id, checkedBy: '王芳' }]);
    expect((await clerk.get<Items<CheckView>>('/wall-checks?place=front-desk')).body.items).toEqual(
      [],
    );
    await publish(code, '2026-11-04');
    office.clock.advance(14 * 3_600_000 - 1);
    expect((await states('secondClerk'))['front-desk']).toBe('current');
    office.clock.advance(1);
    expect(await states('secondClerk')).toEqual({
      'front-desk': 'out-of-date',
      gate: 'out-of-date',
    });
    const later = await office.as('manager');
    for (const place of places) await later.post('/postings', { code, place });
    office.clock.advance(30 * 24 * 3_600_000);
    expect((await states('auditor')).gate).toBe('current');
    office.clock.advance(1);
    expect((await states('auditor')).gate).toBe('unchecked');
  });

  it('[POL-06] tell what is to be done, and which sheet is to be replaced', async () => {
    office = await openOffice(engine);
    const code = await addPosted();
    const clerk = await office.as('clerk');
    const posting = await clerk.post<{ id: string }>('/postings', { code, place: 'gate' });
    await publish(code, '2026-11-05');
    const { items } = (await clerk.get<Items<PostingTask>>(`/posting-tasks?code=${code}`)).body;
    expect(items).toMatchObject([
      { place: 'front-desk', why: 'missing', version: 2, replaces: null },
      { place: 'gate', why: 'ahead', version: 2, from: '2026-11-05', replaces: posting.body.id },
    ]);
  });

  it('[POL-06] take a photo with a check, once, and flag it; what is no photo is refused', async () => {
    office = await openOffice(engine);
    const code = await addPosted();
    const clerk = await office.as('clerk');
    await clerk.post('/postings', { code, place: 'gate' });
    const send = async (form: FormData, key: string) => {
      const headers = { 'idempotency-key': key };
      const answer = await clerk.send('/wall-checks', { method: 'POST', body: form, headers });
      return { status: answer.status, body: (await answer.json()) as CheckView & Problem };
    };
    const fields = { code, place: 'gate', found: 'good' };
    const first = await send(await wallForm(fields), 'one');
    expect(first.status, JSON.stringify(first.body)).toBe(201);
    expect(first.body).toMatchObject({ photo: true, photoUsedBefore: false, cameraApart: true });
    expect((await send(await wallForm(fields), 'one')).body.id).toBe(first.body.id);
    expect((await send(await wallForm(fields), 'two')).body.photoUsedBefore).toBe(true);
    const shown = await clerk.send(`/wall-photos/${first.body.id}`, { method: 'GET' });
    expect(shown.headers.get('content-type')).toBe('image/jpeg');
    const copy = await sharp(Buffer.from(await shown.arrayBuffer())).metadata();
    expect(copy.exif).toBeUndefined();
    const wrong = await wallForm(fields);
    wrong.set('photo', new File(['not a photo'], 'wall.jpg', { type: 'image/jpeg' }));
    expect((await send(wrong, 'three')).status).toBe(422);
    const picture = await wallForm({ place: 'gate', kind: 'plan' }, 10);
    const added = await clerk.send('/place-pictures', { method: 'POST', body: picture });
    expect(added.status).toBe(201);
    const pictures = (await clerk.get<Items<{ place: string; kind: string }>>('/place-pictures'))
      .body;
    expect(pictures.items).toMatchObject([{ place: 'gate', kind: 'plan' }]);
    for (const body of [{}, { place: 'gate', found: 'good' }, { ...fields, place: 'roof' }]) {
      expect((await clerk.post('/wall-checks', body)).status).toBe(422);
    }
    const cashier = await office.as('finance');
    expect((await cashier.post('/wall-checks', fields)).status).toBe(403);
    const kept = () => readdirSync(join(office.home.path, 'files'), { recursive: true }).length;
    const before = kept();
    for (const [path, more] of [
      ['/wall-checks', fields],
      ['/place-pictures', { place: 'gate', kind: 'photo' }],
    ] as const) {
      const body = await wallForm(more, 77);
      expect((await cashier.send(path, { method: 'POST', body })).status).toBe(403);
    }
    expect(kept()).toBe(before);
  });
});

describe('posters over HTTP', () => {
  it('[POL-07] are printed many at once, on the smallest paper that holds them, and come as one PDF', async () => {
    office = await openOffice();
    const code = await addPosted();
    const clerk = await office.as('clerk');
    const sheets = places.map((place) => ({ code, place }));
    type Poster = { id: string; size: string; fits: boolean; path: string; place: string };
    const made = await clerk.post<Items<Poster>>('/posters', { sheets });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(made.body.items).toMatchObject([
      { place: 'front-desk', size: 'a4', fits: true },
      { place: 'gate', size: 'a4', fits: true },
    ]);
    const ids = made.body.items.map(({ id }) => id).join(',');
    const pdf = await clerk.send(`/posters/${ids}.pdf`, { method: 'GET' });
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect((await clerk.get('/posters/00000000.pdf')).status).toBe(404);
    const gate = made.body.items[1];
    const hung = { code, place: 'gate', print: gate?.id };
    expect((await clerk.post('/postings', hung)).status).toBe(201);
    const strayed = { place: 'front-desk', print: gate?.id, found: 'good' };
    expect((await clerk.post<CheckView>('/wall-checks', strayed)).body).toMatchObject({
      found: 'elsewhere',
      belongs: { place: 'gate' },
    });
    const prices = { sheets: [{ code, place: 'gate', part: 'prices' }] };
    expect((await clerk.post('/posters', prices)).status).toBe(422);
    expect((await (await office.as('finance')).post('/posters', { sheets })).status).toBe(403);
  }, 60_000);
});
