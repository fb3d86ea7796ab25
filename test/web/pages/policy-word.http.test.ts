import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PolicyView } from '../../../src/policies/model.ts';
import { docx, p } from '../../policies/word/docx.ts';
import { type Office, openOffice } from '../office.ts';
import { signedIn } from './visitor.ts';

let office: Office;

beforeEach(async () => {
  office = await openOffice();
});

afterEach(() => office.close());

describe('a version on the pages', () => {
  it('comes from a Word file: its text in the editor, what was lost in a list, the file with it', async () => {
    const added = { title: '夜间值班', posted: false, department: '客服部' };
    const adding = await office.as('administration');
    const { code } = (await adding.post<PolicyView>('/policies', added)).body;
    const writer = await signedIn(office, 'administration');
    const path = `/policies/${code}/write`;
    const open = (await writer.get(path)).form();
    const file = docx(`${p('夜间每两小时巡视一次。')}<w:p><w:r><w:drawing/></w:r></w:p>`);
    const send = (bytes: Uint8Array, name: string) => {
      const body = new FormData();
      for (const [key, value] of Object.entries(open)) body.set(key, value);
      body.set('reason', '照 Word 稿');
      body.set('file', new File([Buffer.from(bytes)], name));
      return writer.send(`/policies/${code}/import-word`, { method: 'POST', body });
    };
    const refused = await send(Buffer.from('%PDF-1.7'), '值班.pdf');
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('请选做这份 PDF 的 Word 文件');
    const shown = await send(file, '值班.docx');
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('图片 1 张：没有带过来');
    const filled = shown.form(path);
    expect(filled).toMatchObject({ text: '夜间每两小时巡视一次。\n', reason: '照 Word 稿' });
    expect((await writer.get(`/policies/${code}/versions/1`)).status).toBe(404);
    expect((await writer.post(path, filled)).path).toBe(`/policies/${code}/versions/1`);
    const page = await writer.get(`/policies/${code}/versions/1`);
    expect(page.text).toContain('值班.docx');
    expect(page.links).toContain(`/policies/${code}/versions/1/source`);
    for (const kind of ['md', 'pdf', 'source']) {
      const suffix = kind === 'source' ? '/source' : `.${kind}`;
      expect((await writer.get(`/policies/${code}/versions/1${suffix}`)).status, kind).toBe(200);
    }
  }, 60_000);
});
