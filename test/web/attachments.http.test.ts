import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecordView } from '../../src/records/model.ts';
import { type Caller, type Office, openOffice, type Problem, read, repair } from './office.ts';

const path = '/records/BX-202610-0001/attachments';
const name = '漏水 照片(1).txt';
const words = Buffer.from('厨房水管漏水，照片见附件。\n'.repeat(2000));
const named = `${path}?name=${encodeURIComponent(name)}`;

type Attached = RecordView['attachments'][number];

let office: Office;
let clerk: Caller;

beforeEach(async () => {
  office = await openOffice();
  clerk = await office.as('clerk');
  await clerk.post('/records', repair());
});

afterEach(() => office.close());

async function attach<Body = Attached>(
  to: string,
  body: NonNullable<RequestInit['body']>,
  headers = {},
) {
  return read<Body>(await clerk.send(to, { method: 'POST', body, headers }));
}

describe('attachments over HTTP', () => {
  it('[REC-05] come back byte for byte, under their own name and type, and run nowhere', async () => {
    const attached = await attach(named, words);
    expect(attached).toMatchObject({
      status: 201,
      body: { name, mediaType: 'text/plain', sizeBytes: words.length, ordinal: 1, by: '王芳' },
    });
    for (const id of [attached.body.id, '1']) {
      const answer = await clerk.send(`${path}/${id}`, { method: 'GET' });
      expect(answer.status).toBe(200);
      expect(Buffer.from(await answer.arrayBuffer()).equals(words)).toBe(true);
      expect(answer.headers.get('content-type')).toBe('text/plain');
      expect(answer.headers.get('content-length')).toBe(String(words.length));
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      const disposition = answer.headers.get('content-disposition') ?? '';
      expect(disposition).toMatch(/^attachment; /);
      const encoded = /filename\*=UTF-8''(\S+)$/.exec(disposition)?.[1] ?? '';
      expect(encoded).not.toMatch(/[()']/);
      expect(decodeURIComponent(encoded)).toBe(name);
    }
    const { body } = await clerk.get<RecordView>('/records/BX-202610-0001');
    expect(body.attachments).toEqual([attached.body]);
  });

  it('[REC-05] come by header or form as well, named by either', async () => {
    const header = encodeURIComponent(name);
    const byHeader = await attach(path, words, { 'X-File-Name': header });
    expect(byHeader).toMatchObject({ status: 201, body: { name } });
    const bytes = Buffer.from('录音.txt').toString('latin1');
    const byBytes = await attach(path, words, { 'X-File-Name': bytes });
    expect(byBytes.body.name).toBe('录音.txt');
    const form = new FormData();
    form.set('file', new File([words], name));
    const byForm = await attach(path, form);
    expect(byForm).toMatchObject({ status: 201, body: { name, sizeBytes: words.length } });
    expect(byForm.body.sha256).toBe(byHeader.body.sha256);
  });

  it('[REC-05] go to disk while they come in, never whole in memory', async () => {
    const incoming = join(office.home.path, 'files', 'incoming');
    const onDisk = () =>
      readdirSync(incoming).reduce((sum, file) => sum + statSync(join(incoming, file)).size, 0);
    const chunk = Buffer.alloc(1024 * 1024, '漏');
    let [given, furthest] = [0, 0];
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        furthest = Math.max(furthest, given * chunk.length - onDisk());
        if (given === 24) return controller.close();
        given += 1;
        return controller.enqueue(chunk);
      },
    });
    const init = { method: 'POST', body, duplex: 'half' } as RequestInit;
    const answer = await read<Attached>(await clerk.send(named, init));
    expect(answer).toMatchObject({ status: 201, body: { sizeBytes: 24 * chunk.length } });
    expect(furthest).toBeLessThanOrEqual(5 * chunk.length);
    expect(readdirSync(incoming)).toEqual([]);
  });

  it('[REC-05] over the limit are refused before they are read, saying which way is larger', async () => {
    const declared = (bytes: number) => ({ 'content-length': String(bytes) });
    const raw = await attach<Problem>(named, words, declared(201 * 1024 * 1024));
    expect(raw).toMatchObject({ status: 413, body: { code: 'limit' } });
    expect(raw.body.detail).toContain('200 MB');
    const form = new FormData();
    form.set('file', new File([Buffer.alloc(21 * 1024 * 1024)], 'large.txt'));
    const sent = new Response(form);
    const type = sent.headers.get('content-type') ?? '';
    const inForm = await attach<Problem>(path, await sent.arrayBuffer(), { 'content-type': type });
    expect(inForm.status).toBe(413);
    expect(inForm.body.detail).toContain('?name=');
    expect((await clerk.get<RecordView>('/records/BX-202610-0001')).body.attachments).toEqual([]);
  });

  it.each([
    ['no name', path, words, 'name'],
    ['a kind that is not taken', `${path}?name=run.exe`, words, 'file'],
    ['content that is not what the name says', `${path}?name=photo.png`, words, 'file'],
    ['a form without a file', path, new FormData(), 'file'],
  ])('[REC-05] with %s are refused', async (_what, to, body, field) => {
    const answer = await attach<Problem>(to, body);
    expect(answer).toMatchObject({ status: 422, body: { problems: [{ field }] } });
  });

  it('[REC-08] are attached once for one Idempotency-Key, which is good for the same bytes only', async () => {
    const key = { 'Idempotency-Key': 'photo-1' };
    const first = await attach(named, words, key);
    const again = await attach(named, words, key);
    expect(again).toMatchObject({ status: 201, body: first.body });
    const other = await attach<Problem>(named, Buffer.from('别的内容'), key);
    expect(other).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const { body } = await clerk.get<RecordView>('/records/BX-202610-0001');
    expect(body.attachments).toHaveLength(1);
  });

  it('[REC-05] are not to be had under another record, nor by who may not see the record', async () => {
    await attach(named, words);
    await clerk.post('/records', repair());
    expect((await clerk.get('/records/BX-202610-0002/attachments/1')).status).toBe(404);
    const stranger = await office.as('stranger');
    expect((await stranger.get(`${path}/1`)).status).toBe(404);
    expect((await office.anybody.get(`${path}/1`)).status).toBe(401);
    const auditor = await office.as('auditor');
    const refused = await auditor.send(named, { method: 'POST', body: words });
    expect(refused.status).toBe(403);
  });
});
