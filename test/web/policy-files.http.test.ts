import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PolicyView, VersionView } from '../../src/policies/model.ts';
import { docx, p } from '../policies/word/docx.ts';
import { checkPdf, textOf } from '../print/tools.ts';
import { type Office, openOffice, type Problem, read } from './office.ts';
import { type PolicyHands, policyHands } from './policy-hands.ts';

let office: Office;
let hands: PolicyHands;

beforeEach(async () => {
  office = await openOffice();
  hands = await policyHands(office);
});

afterEach(() => office.close());

describe('a version as a file', () => {
  it('is a PDF with its days, its hands and its fingerprint on every page', async () => {
    const path = await hands.added();
    const clauses = Array.from({ length: 60 }, (_, at) => `${at + 1}. 第 ${at + 1} 条，当面签字。`);
    const first = await hands.versionAt(path, { from: '2026-11-10' }, clauses.join('\n'));
    const answer = await hands.writer.send(`${first}.pdf`, {});
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    const pdf = new Uint8Array(await answer.arrayBuffer());
    checkPdf(pdf);
    const pages = textOf(pdf);
    const { sha256 } = (await hands.writer.get<VersionView>(first)).body;
    const hex = sha256.replace('sha256:', '');
    expect(pages.length).toBeGreaterThan(1);
    for (const [at, page] of pages.entries()) {
      expect(page).toContain(`第 ${at + 1} 页／共 ${pages.length} 页`);
      expect(page).toContain(hex.slice(0, 12));
    }
    for (const words of ['夜间值班', '第1版', '2026-11-10起', '陈静', '何光', '尚未生效']) {
      expect(pages[0]?.replace(/\s/g, '')).toContain(words);
    }
    expect(pages.at(-1)?.replace(/\s/g, '')).toContain(hex);
  }, 60_000);

  it('is Markdown whose text below the front matter is the text byte by byte', async () => {
    const path = await hands.added({ title: '值班：“夜间”' });
    const words = '---\n\n## 巡视\n\n夜间每两小时。\n\n---\n\n末行没有换行';
    const first = await hands.versionAt(path, 'draft', words);
    const file = (await read<string>(await hands.writer.send(`${first}.md`, {}))).body;
    const { sha256 } = (await hands.writer.get<VersionView>(first)).body;
    const line = Number(/tail -n \+(\d+)/.exec(file)?.[1]);
    const below = file
      .split('\n')
      .slice(line - 1)
      .join('\n');
    expect(below).toBe(words);
    expect(`sha256:${createHash('sha256').update(below).digest('hex')}`).toBe(sha256);
    expect(file).toContain(`sha256: ${sha256.replace('sha256:', '')}\n`);
    expect((await hands.writer.get(`${first}.doc`)).status).toBe(422);
    expect((await hands.writer.get(`${path}/versions/7.md`)).status).toBe(404);
  });
});

describe('a version from Word', () => {
  const wordType = 'application/octet-stream';
  const send = (path: string, file: Uint8Array, who = hands.writer) =>
    who.send(`${path}/import-word?name=${encodeURIComponent('值班.docx')}`, {
      method: 'POST',
      body: Buffer.from(file),
      headers: { 'content-type': wordType },
    });

  it('is read first, written with its file, and the file comes back byte for byte', async () => {
    const path = await hands.added();
    const picture = '<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>';
    const file = docx(p('夜间每两小时巡视一次。') + picture, { 'word/vbaProject.bin': 'x' });
    const taken = await read<{ text: string; ticket: string; losses: object[]; sha256: string }>(
      await send(path, file),
    );
    expect(taken.status).toBe(200);
    expect(taken.body.text).toBe('夜间每两小时巡视一次。\n');
    expect(taken.body.losses).toMatchObject([
      { what: 'pictures', count: 1, message: '图片 1 张：没有带过来' },
      { what: 'macros', count: 1 },
    ]);
    expect((await hands.writer.get<PolicyView>(path)).body.versions).toEqual([]);
    const { ticket, sha256 } = taken.body;
    const written = { text: taken.body.text, source: ticket };
    expect((await hands.writer.post(`${path}/versions`, written)).status).toBe(201);
    const { body } = await hands.writer.get<PolicyView>(path);
    expect(body.sources).toEqual([
      { version: 1, name: '值班.docx', sha256, sizeBytes: file.length },
    ]);
    const back = await hands.writer.send(`${path}/versions/1/source`, {});
    expect(Buffer.from(await back.arrayBuffer()).equals(file)).toBe(true);
    expect(back.headers.get('content-disposition')).toContain(encodeURIComponent('值班.docx'));
    expect(sha256).toBe(`sha256:${createHash('sha256').update(file).digest('hex')}`);
    await hands.versionAt(path, 'draft', '第二版不从 Word 来');
    expect((await hands.writer.get(`${path}/versions/2/source`)).status).toBe(404);
    // The same file for another version is kept once.
    const again = await read<{ ticket: string }>(await send(path, file));
    const third = { text: '第三版', reason: '改', source: again.body.ticket };
    expect((await hands.writer.post(`${path}/versions`, third)).status).toBe(201);
    const blobs = await office.home.store.read.selectFrom('blob').select('address').execute();
    expect(blobs).toHaveLength(1);
  }, 60_000);

  it('keeps a file name of whole signs, however long it was', async () => {
    const path = await hands.added();
    const name = encodeURIComponent(`${'值'.repeat(119)}😀.docx`);
    const file = { method: 'POST', body: docx(p('正文')), headers: { 'content-type': wordType } };
    const taken = await hands.writer.send(`${path}/import-word?name=${name}`, file);
    const { body } = await read<{ ticket: string }>(taken);
    const written = { text: '正文', source: body.ticket };
    expect((await hands.writer.post(`${path}/versions`, written)).status).toBe(201);
    const { sources } = (await hands.writer.get<PolicyView>(path)).body;
    expect(sources.map(({ name }) => name.isWellFormed())).toEqual([true]);
  }, 60_000);

  it('takes a ticket from the hand that it was given to, for the policy that it was given for', async () => {
    const [path, other] = [await hands.added(), await hands.added({ title: '托管钥匙' })];
    const { body } = await read<{ ticket: string }>(await send(path, docx(p('正文'))));
    const written = { text: '正文', source: body.ticket };
    const deputy = await office.as('deputy');
    const [head = '', mac = ''] = body.ticket.split('.');
    for (const [who, where, source] of [
      [deputy, path, body.ticket],
      [hands.writer, other, body.ticket],
      [hands.writer, path, `${head}.${mac.replace(/.$/, (last) => (last === '0' ? '1' : '0'))}`],
      [hands.writer, path, 'x'],
    ] as const) {
      const answer = await who.post<Problem>(`${where}/versions`, { ...written, source });
      expect(answer).toMatchObject({ status: 422, body: { problems: [{ field: 'source' }] } });
    }
  }, 60_000);

  it('is refused with what to do, and only who writes policies may ask', async () => {
    const path = await hands.added();
    const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
    const refused = await read<Problem>(await send(path, old));
    expect(refused).toMatchObject({ status: 422, body: { problems: [{ field: 'file' }] } });
    expect(refused.body.detail).toContain('另存为 .docx');
    expect((await send(path, docx(p('正文')), await office.as('clerk'))).status).toBe(403);
    expect((await send('/policies/ZD-99', docx(p('正文')))).status).toBe(404);
    const large = await hands.writer.send(`${path}/import-word?name=a.docx`, {
      method: 'POST',
      body: Buffer.alloc(21 * 1024 * 1024),
      headers: { 'content-type': wordType },
    });
    expect(large.status).toBe(413);
  }, 60_000);
});
