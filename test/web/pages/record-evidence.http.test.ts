import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Office } from '../office.ts';
import { file, readFiled } from './filed.ts';
import { openListedOffice } from './listed-office.ts';
import { signedIn, type Visitor } from './visitor.ts';

let office: Office;
let clerk: Visitor;

beforeAll(async () => {
  office = await openListedOffice();
  clerk = await signedIn(office, 'clerk');
});

afterAll(() => office?.close());

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

describe("a record's files and proof", () => {
  it('[REC-05] takes files as they are, shows pictures small, and gives them back to the byte', async () => {
    const number = await file(office);
    const shown = await clerk.get(`/records/${number}`);
    const action = /action="([^"]*attachments\?key=[^"]*)"/.exec(shown.html)?.[1] ?? '';
    const bytes = Buffer.from('阳台窗户合页松动。\n');
    const sent = await clerk.upload(action, { name: '现场.txt', bytes });
    expect(sent.status, sent.text).toBe(303);
    const [attachment] = (await readFiled(office, number)).attachments;
    expect(attachment?.name).toBe('现场.txt');
    const back = await clerk.get(`/records/${number}/attachments/${attachment?.id}`);
    expect(back.html).toBe(bytes.toString());
    expect(back.headers.get('content-security-policy')).toContain('sandbox');
    // The same form sent twice attaches once.
    expect((await clerk.upload(action, { name: '现场.txt', bytes })).status).toBe(303);
    expect((await readFiled(office, number)).attachments).toHaveLength(1);
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
    const number = await file(office);
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
    const [, second] = (await readFiled(office, number)).attachments;
    const text = await clerk.get(`/records/${number}/attachments/${second?.id}?as=view`);
    expect(text.headers.get('content-disposition')).toMatch(/^attachment/);
  });

  it('[AUD-03] proves a record against the signed log, and names what was changed', async () => {
    const number = await file(office);
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
    expect(proof.text).toContain(digest.replace('sha256:', ''));
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
});
