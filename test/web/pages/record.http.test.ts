import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { householdsCsv, type Office, openOffice, passwordOf, repair } from '../office.ts';
import { type Visitor, visitorOf } from './visitor.ts';

let office: Office;
let clerk: Visitor;

beforeAll(async () => {
  office = await openOffice();
  const path = '/imports/households?fileName=list.csv';
  const api = await office.as('clerk');
  expect((await api.send(path, { method: 'POST', body: householdsCsv })).status).toBe(200);
  clerk = visitorOf(office);
  await clerk.signIn('clerk');
});

afterAll(() => office?.close());

async function visitorNamed(username: string): Promise<Visitor> {
  const visitor = visitorOf(office);
  await visitor.signIn(username);
  return visitor;
}

async function file(record: object = repair()): Promise<string> {
  const { status, body } = await (await office.as('clerk')).post<{ number: string }>(
    '/records',
    record,
  );
  expect(status).toBe(201);
  return body.number;
}

/** The key of a page's form for files. */
function keyOf(html: string): string {
  return /attachments\?key=([^"]*)"/.exec(html)?.[1] ?? '';
}

/** Changes a content as only somebody with the database in hand can: past its trigger. */
function putContent(id: string, sealed: Uint8Array): void {
  const database = new DatabaseSync(join(office.home.path, 'ledger.sqlite'));
  database.exec('DROP TRIGGER IF EXISTS content_no_update');
  database.prepare('UPDATE content SET sealed = ? WHERE id = ?').run(sealed, id);
  database.close();
}

interface Seen {
  readonly status: string;
  readonly fields: Record<string, unknown>;
  readonly original: Record<string, unknown>;
  readonly corrections: readonly { by: string; reason: string; changes: object }[];
  readonly attachments: readonly { id: string; name: string; sha256: string }[];
}

async function read(number: string): Promise<Seen> {
  return (await (await office.as('clerk')).get<Seen>(`/records/${number}`)).body;
}

describe("a record's page", () => {
  it('[REC-03] keeps the original in sight beside the correction, with who, when and why', async () => {
    const number = await file();
    const done = await clerk.submit(`/records/${number}/correct`, {
      报修部位: '卧室',
      reason: '听错了',
    });
    expect([done.status, done.path]).toEqual([303, `/records/${number}`]);
    const { html, text } = await clerk.follow(done);
    expect(html).toMatch(/<del>阳台<\/del>\s*<ins>卧室<\/ins>/);
    expect(text).toContain('更正1');
    expect(text).toMatch(/更正 王芳.*听错了/);
    const { original, fields, corrections } = await read(number);
    expect([original.报修部位, fields.报修部位]).toEqual(['阳台', '卧室']);
    expect(corrections).toEqual([
      expect.objectContaining({
        by: '王芳',
        reason: '听错了',
        changes: { 报修部位: { from: '阳台', to: '卧室' } },
      }),
    ]);
  });

  it('[REC-03] asks for a reason, and files nothing without one', async () => {
    const number = await file();
    const refused = await clerk.submit(`/records/${number}/correct`, { 报修部位: '卧室' });
    expect(refused.status).toBe(422);
    expect(refused.form().报修部位).toBe('卧室');
    expect(refused.html).toContain('href="#f-reason"');
    expect((await read(number)).corrections).toEqual([]);
  });

  it('[REC-03] a stale page: 409 that shows both texts, keeps what was typed, and can be saved', async () => {
    const number = await file();
    const page = await clerk.get(`/records/${number}/correct`);
    const other = await visitorNamed('secondClerk');
    await other.submit(`/records/${number}/correct`, {
      报修部位: '厨房',
      紧急程度: '紧急',
      reason: '业主来电改正',
    });
    const stale = await clerk.post(`/records/${number}/correct`, {
      ...page.form(),
      报修部位: '卧室',
      reason: '听错了',
    });
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('别人已更正过这条记录');
    expect(stale.text).toContain('周敏');
    expect(stale.html).toMatch(/厨房<\/span>.*卧室<\/span>/s);
    // Typed words stay; what nobody here touched is as it now is.
    expect(stale.form()).toMatchObject({
      报修部位: '卧室',
      紧急程度: '紧急',
      reason: '听错了',
      expects: '1',
    });
    const again = await clerk.post(`/records/${number}/correct`, stale.form());
    expect(again.status).toBe(303);
    const { fields, corrections } = await read(number);
    expect(fields).toMatchObject({ 报修部位: '卧室', 紧急程度: '紧急' });
    expect(corrections.map(({ changes }) => Object.keys(changes))).toEqual([
      ['报修部位', '紧急程度'],
      ['报修部位'],
    ]);
  });

  it('continues a record with what was empty, taking the number of its order along', async () => {
    const number = await file();
    const { body: order } = await (await office.as('clerk')).post<{ number: string }>(
      '/dispatch-orders',
      { matter: '窗户关不严', record: number, department: '工程部', engineer: '刘志' },
    );
    const page = await clerk.get(`/records/${number}/continue`);
    expect(page.form()).toMatchObject({
      派工单号: order.number,
      派往部门: '工程部',
      接单人: '刘志',
      reason: '续记办理经过',
    });
    expect(page.form().报修人).toBeUndefined();
    const done = await clerk.post(`/records/${number}/continue`, {
      ...page.form(),
      处理结果: '更换合页',
    });
    expect(done.status, done.text).toBe(303);
    expect((await read(number)).fields).toMatchObject({
      派工单号: order.number,
      处理结果: '更换合页',
    });
    const { text } = await clerk.follow(done);
    expect(text).toContain(`派单 ${order.number}`);
    expect(text).toContain('续记 王芳');
  });

  it('[REC-07] tells a complaint, its visit and its order as one story from any of them', async () => {
    const matter = await file();
    const { body: order } = await (await office.as('clerk')).post<{ number: string }>(
      '/dispatch-orders',
      { matter: '窗户关不严', record: matter },
    );
    const shown = await clerk.get(`/records/${matter}`);
    const link = shown.links.find((href) => href.startsWith('/records/new/HF')) ?? '';
    const form = (await clerk.get(link)).form();
    expect(form).toMatchObject({ 房号: '3-2-0602', 原登记编号: matter, 回访事由: '报修回访' });
    const filed = await clerk.post(link.split('?')[0] ?? '', {
      ...form,
      回访方式: '上门',
      业主意见: '满意',
    });
    expect(filed.status, filed.text).toBe(303);
    const visit = filed.path.split('/').at(-1) ?? '';
    const before = await clerk.get(`/records/${matter}`);
    expect(before.links).toEqual(
      expect.arrayContaining([`/records/${visit}`, `/orders/${order.number}`]),
    );
    const after = await clerk.get(`/records/${visit}`);
    expect(after.links).toEqual(
      expect.arrayContaining([`/records/${matter}`, `/orders/${order.number}`]),
    );
  });

  it('voids a record only with the password of a second person, and keeps it in sight', async () => {
    const number = await file();
    const typed = { reason: '重复登记', 'approver.username': 'supervisor' };
    const path = `/records/${number}/void`;
    const wrong = await clerk.submit(path, { ...typed, 'approver.password': 'not-it' });
    expect(wrong.status).toBe(422);
    expect(wrong.form()).toMatchObject({ reason: '重复登记', 'approver.password': '' });
    const own = {
      ...typed,
      'approver.username': 'clerk',
      'approver.password': passwordOf('clerk'),
    };
    expect((await clerk.submit(path, own)).status).toBe(403);
    expect((await read(number)).status).toBe('open');
    const right = { ...typed, 'approver.password': passwordOf('supervisor') };
    const done = await clerk.submit(path, right);
    expect(done.status).toBe(303);
    const { text, links } = await clerk.follow(done);
    expect(text).toContain('已作废');
    expect(text).toContain('重复登记');
    expect(text).toContain('何光');
    expect(links).not.toContain(`/records/${number}/correct`);
  });

  it('masks personal fields, and corrects without touching what is masked', async () => {
    const number = await file();
    const supervisor = await visitorNamed('supervisor');
    const shown = await supervisor.get(`/records/${number}`);
    expect(shown.text).toContain('139****1234');
    expect(shown.html).not.toContain('13900001234');
    const page = await supervisor.get(`/records/${number}/correct`);
    expect(page.form()).toMatchObject({ 联系电话: '', 报修人: '' });
    const done = await supervisor.post(`/records/${number}/correct`, {
      ...page.form(),
      紧急程度: '紧急',
      reason: '业主催促',
    });
    expect(done.status, done.text).toBe(303);
    expect((await read(number)).fields).toMatchObject({
      联系电话: '13900001234',
      报修人: '贾芳芳',
      紧急程度: '紧急',
    });
  });

  it('[OWN-03] opens the contact of an open matter in one click, which the log knows', async () => {
    const number = await file();
    const shown = await clerk.get(`/records/${number}`);
    const path = `/records/${number}/contact`;
    const opened = await clerk.post(path, shown.form(path));
    expect(opened.status).toBe(200);
    expect(opened.text).toContain('贾芳芳');
    expect(opened.text).toContain('13900001234');
    const looks = await office.home.store.read
      .selectFrom('entry')
      .select('leaf')
      .where('kind', '=', 'archive.looked')
      .execute();
    expect(looks.length).toBe(1);
    const supervisor = await visitorNamed('supervisor');
    expect((await supervisor.get(`/records/${number}`)).html).not.toContain(path);
    const { _key = '' } = (await supervisor.get(`/records/${number}/correct`)).form();
    const refused = await supervisor.post(path, { _key });
    expect(refused.status).toBe(403);
    expect(refused.html).not.toContain('13900001234');
  });

  it('[REC-05] takes files as they are, shows pictures small, and gives them back to the byte', async () => {
    const number = await file();
    const shown = await clerk.get(`/records/${number}`);
    const action = /action="([^"]*attachments\?key=[^"]*)"/.exec(shown.html)?.[1] ?? '';
    const bytes = Buffer.from('阳台窗户合页松动。\n');
    const sent = await clerk.upload(action, { name: '现场.txt', bytes });
    expect(sent.status, sent.text).toBe(303);
    const [attachment] = (await read(number)).attachments;
    expect(attachment?.name).toBe('现场.txt');
    const back = await clerk.get(`/records/${number}/attachments/${attachment?.id}`);
    expect(back.html).toBe(bytes.toString());
    expect(back.headers.get('content-security-policy')).toContain('sandbox');
    // The same form sent twice attaches once.
    expect((await clerk.upload(action, { name: '现场.txt', bytes })).status).toBe(303);
    expect((await read(number)).attachments).toHaveLength(1);
    const { html } = await clerk.get(`/records/${number}`);
    const next = action.replace(/key=.*/, `key=${keyOf(html)}`);
    const large = await clerk.upload(next, {
      name: '录音.mp3',
      bytes,
      declaredBytes: 21 * 2 ** 20,
    });
    expect(large.status).toBe(413);
    expect(large.text).toContain('文件超过 20 MB，没有保存');
    const stranger = `/records/${number}/attachments?key=made-up`;
    const refused = await clerk.upload(stranger, { name: '现场.txt', bytes });
    expect(refused.status).toBe(403);
  });

  it('shows pictures small, and lets a browser open them but nothing in them run', async () => {
    const number = await file();
    const shown = await clerk.get(`/records/${number}`);
    const action = /action="([^"]*attachments\?key=[^"]*)"/.exec(shown.html)?.[1] ?? '';
    const bytes = await sharp({
      create: { width: 1200, height: 900, channels: 3, background: '#804000' },
    })
      .png()
      .toBuffer();
    const sent = await clerk.upload(action, { name: '阳台.png', bytes, type: 'image/png' });
    expect(sent.status, sent.text).toBe(303);
    const { html } = await clerk.get(`/records/${number}`);
    const path = /src="([^"]*)\?as=thumbnail"/.exec(html)?.[1] ?? '';
    const small = await clerk.get(`${path}?as=thumbnail`);
    expect([small.status, small.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    const seen = await clerk.get(`${path}?as=view`);
    expect(seen.headers.get('content-disposition')).toBe('inline');
    expect(seen.headers.get('content-length')).toBe(String(bytes.length));
    expect((await clerk.get(path)).headers.get('content-disposition')).toMatch(/^attachment/);
    // What is no picture is never shown, whatever the address asks for.
    await clerk.upload(action.replace(/key=.*/, `key=${keyOf(html)}`), {
      name: '现场.txt',
      bytes: Buffer.from('合页松动'),
    });
    const [, second] = (await read(number)).attachments;
    const text = await clerk.get(`/records/${number}/attachments/${second?.id}?as=view`);
    expect(text.headers.get('content-disposition')).toMatch(/^attachment/);
  });

  it('[AUD-03] proves a record against the signed log, and names what was changed', async () => {
    const number = await file();
    await clerk.submit(`/records/${number}/correct`, { 紧急程度: '紧急', reason: '改' });
    const shown = await clerk.get(`/records/${number}`);
    const action = /action="([^"]*attachments\?key=[^"]*)"/.exec(shown.html)?.[1] ?? '';
    await clerk.upload(action, { name: '现场.txt', bytes: Buffer.from('合页松动') });
    const proof = await clerk.get(`/records/${number}/proof`);
    expect(proof.text).toContain('与存档一致');
    for (const part of ['原始记录', '更正 1', '附件 1', '附件 1 的文件']) {
      expect(proof.text).toContain(part);
    }
    expect(proof.text).not.toContain('与存档不一致');
    const row = await office.home.store.read
      .selectFrom('record')
      .select(['id', 'entry_seq'])
      .where('number', '=', number)
      .executeTakeFirstOrThrow();
    const { leaf } = await office.home.store.read
      .selectFrom('entry')
      .select('leaf')
      .where('seq', '=', row.entry_seq)
      .executeTakeFirstOrThrow();
    const { digest } = JSON.parse(leaf) as { digest: string };
    expect(proof.text).toContain(digest);
    // Somebody with the keys puts another sealed content in the place of the first.
    const { keyring, store } = office.home;
    const held = await store.read
      .selectFrom('content')
      .selectAll()
      .where('id', '=', row.id)
      .executeTakeFirstOrThrow();
    const plain = keyring.unseal(held.key_name, row.id, held.sealed).toString('latin1');
    const forged = Buffer.from(plain.replace('3-2-0602', '3-2-0501'), 'latin1');
    const swap = (sealed: Uint8Array) => putContent(row.id, sealed);
    swap(keyring.seal(held.key_name, row.id, forged));
    const found = await clerk.get(`/records/${number}/proof`);
    expect(found.text).toMatch(/与存档不一致.*原始记录 \d+ ■ 与存档不一致/);
    expect(found.text).toMatch(/更正 1 \d+ ✔ 与存档一致/);
    swap(held.sealed);
  });

  it('prints one sheet with the original, the corrections, the trail and who printed it', async () => {
    const number = await file();
    await clerk.submit(`/records/${number}/correct`, { 紧急程度: '紧急', reason: '业主催促' });
    const { status, text } = await clerk.get(`/records/${number}/print`);
    expect(status).toBe(200);
    for (const words of [number, '窗户关不严', '业主催促', '打印于 2026-11-03 10:00 王芳']) {
      expect(text).toContain(words);
    }
  });

  it('says the same of an unknown number as of one of another site', async () => {
    const number = await file();
    const stranger = await visitorNamed('stranger');
    const [known, unknown] = [
      await stranger.get(`/records/${number}`),
      await stranger.get('/records/BX-202610-9999'),
    ];
    expect([known.status, unknown.status]).toEqual([404, 404]);
  });
});
