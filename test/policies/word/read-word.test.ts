import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { importWord } from '../../../src/policies/word/import-word.ts';
import { readWord } from '../../../src/policies/word/read-word.ts';
import { docx, p, point } from './docx.ts';

const heading = (words: string, style = '1') => p(words, `<w:pStyle w:val="${style}"/>`);
const cell = (inner: string, properties = '') => `<w:tc>${properties}${inner}</w:tc>`;
const row = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`;
const run = (inner: string) => `<w:p><w:r>${inner}</w:r></w:p>`;

describe('a Word file read as a policy', () => {
  it('holds no signs that a version cannot: what a file spells by number is kept whole or left out', async () => {
    const { text } = await readWord(docx(p('甲&#0;乙&#8;丙&#xD800;丁\u0007')));
    expect(text).toBe('甲乙丙\ufffd丁\n');
  });

  it('brings headings, numbers as Word shows them, points, tables and bold words', async () => {
    const file = docx(
      heading('总则') +
        point('为了规范钥匙托管，制定本规定。', 1) +
        point('适用范围', 1, 1) +
        point('客服部执行。', 1) +
        heading('办法', 'own') +
        point('双人到场', 2) +
        point('当面签字', 2) +
        point('登记入册', 3) +
        point('注明时间', 3, 1) +
        '<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>注意：</w:t></w:r><w:r><w:t>不得外借。</w:t></w:r></w:p>' +
        `<w:tbl>${row(cell(p('项目')), cell(p('价格')))}${row(cell(p('换|锁')), cell(p('50')))}</w:tbl>`,
    );
    const { text, losses } = await readWord(file);
    expect(text).toBe(
      [
        '# 总则',
        '第一条 为了规范钥匙托管，制定本规定。',
        '（一） 适用范围',
        '第二条 客服部执行。',
        '## 办法',
        '1. 双人到场\n2. 当面签字\n- 登记入册\n   - 注明时间',
        '**注意**：不得外借。',
        '| 项目 | 价格 |\n| --- | --- |\n| 换\\|锁 | 50 |\n',
      ].join('\n\n'),
    );
    expect(losses).toEqual([{ what: 'numbers', count: 5 }]);
  });

  it('counts what it leaves out, and takes tracked changes as accepted', async () => {
    const box =
      '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p/></w:txbxContent></w:drawing></mc:Choice>' +
      '<mc:Fallback><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent>';
    const file = docx(
      p('目录……3', '<w:pStyle w:val="TOC1"/>') +
        run('<w:t>正文</w:t>') +
        run('<w:drawing><a:blip r:embed="rId9"/></w:drawing>').repeat(2) +
        run(box) +
        run('<w:object><v:imagedata/><o:OLEObject/></w:object>') +
        '<w:p><m:oMath><m:r/></m:oMath></w:p>' +
        '<w:p><w:ins w:id="1"><w:r><w:t>新加的话</w:t></w:r></w:ins>' +
        '<w:del w:id="2"><w:r><w:delText>删掉的话</w:delText></w:r></w:del></w:p>' +
        run('<w:rPr><w:vanish/></w:rPr><w:t>藏着的话</w:t>') +
        run('<w:rPr><w:color w:val="FF0000"/></w:rPr><w:t>红字</w:t>') +
        '<w:p><w:hyperlink r:id="rId5"><w:r><w:t>链接的字</w:t></w:r></w:hyperlink></w:p>' +
        run('<w:t>有注</w:t><w:footnoteReference w:id="2"/><w:commentReference w:id="3"/>') +
        `<w:tbl>${row(cell(p('一') + p('二'), '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'))}</w:tbl>`,
      {
        'word/vbaProject.bin': 'macro',
        'word/header1.xml': '<w:hdr><w:t>页眉</w:t></w:hdr>',
        'word/footer1.xml': '<w:ftr></w:ftr>',
      },
    );
    const { text, losses } = await readWord(file);
    expect(text).toBe('正文\n\n新加的话\n\n红字\n\n链接的字\n\n有注\n\n| 一 二 |\n| --- |\n');
    expect(Object.fromEntries(losses.map(({ what, count }) => [what, count]))).toEqual({
      pictures: 2,
      'text-boxes': 1,
      objects: 1,
      equations: 1,
      macros: 1,
      insertions: 1,
      deletions: 1,
      comments: 1,
      footnotes: 1,
      headers: 1,
      contents: 1,
      hidden: 1,
      links: 1,
      'merged-cells': 1,
      'cell-breaks': 1,
      fonts: 1,
    });
  });

  it('lets no sign of the words become markup: no HTML, heading, fence, link or entity', async () => {
    const wicked = [
      '&lt;script&gt;x&lt;/script&gt;',
      '# 假标题',
      '```chart',
      '[点](http://a)',
      '*星*_线_',
      '&amp;copy;',
      '---',
    ];
    const { text } = await readWord(docx(wicked.map((words) => p(words)).join('')));
    expect(text.split('\n\n').map((line) => line.trim())).toEqual([
      '<script>x</script>',
      '\\# 假标题',
      '\\`\\`\\`chart',
      '\\[点](http://a)',
      '\\*星\\*\\_线\\_',
      '\\&copy;',
      '\\---',
    ]);
  });

  it('never asks for what the file points to outside of itself', async () => {
    const rels =
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' +
      '<Relationship Id="rId9" TargetMode="External" Target="file:///etc/passwd" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/></Relationships>';
    const picture = run('<w:drawing><a:blip r:link="rId9"/></w:drawing>');
    const file = docx(p('正文') + picture, { 'word/_rels/document.xml.rels': rels });
    expect(await readWord(file)).toEqual({
      text: '正文\n',
      losses: [{ what: 'pictures', count: 1 }],
    });
  });

  it('is refused with what to do instead, whatever else the file is', async () => {
    const whole = docx(p('正文'));
    const encrypted = Buffer.from(whole);
    const entry = encrypted.indexOf('PK\x01\x02');
    encrypted.writeUInt16LE(1, entry + 8);
    const old = Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(600),
      Buffer.from('WordDocument', 'utf16le'),
    ]);
    const locked = Buffer.concat([old, Buffer.from('EncryptedPackage', 'utf16le')]);
    const entities = docx(p('正文'), {
      'word/styles.xml': '<!DOCTYPE s [<!ENTITY a "很长">]><w:styles>&a;</w:styles>',
    });
    const cases: Readonly<Record<string, readonly [Uint8Array, RegExp]>> = {
      empty: [Buffer.alloc(0), /空的/],
      'a text': [Buffer.from('不是 Word'), /不是 Word 文件.*请选/],
      'a PDF': [Buffer.from('%PDF-1.7\n'), /PDF/],
      'an RTF': [Buffer.from('{\\rtf1}'), /RTF.*另存为 \.docx/],
      'an old .doc': [old, /\.doc.*另存为 \.docx/],
      'one with a password': [locked, /密码.*去掉密码/],
      'an encrypted ZIP': [encrypted, /密码/],
      'half a file': [whole.subarray(0, whole.length - 40), /打不开/],
      'without a body': [
        docx('', {
          '_rels/.rels':
            '<Relationships><Relationship Type="x/officeDocument" Target="no.xml"/></Relationships>',
        }),
        /没有 Word 正文/,
      ],
      'without words': [docx(run('<w:drawing><a:blip/></w:drawing>')), /没有文字/],
      'with entities': [entities, /不像是 Word/],
      'with a body that is none': [docx('<w:p><w:r></w:p>'), /读不出来/],
    };
    for (const [name, [bytes, words]] of Object.entries(cases)) {
      await expect(readWord(bytes), name).rejects.toMatchObject({
        code: 'invalid',
        message: expect.stringMatching(words),
        problems: [{ field: 'file' }],
      });
    }
  });

  it('is refused where it unpacks to more than it may, whatever its directory says', async () => {
    const bomb = packed(docx(p('正文')), 'word/document.xml', Buffer.alloc(60 * 1024 * 1024, 32));
    expect(bomb.length).toBeLessThan(200_000);
    await expect(readWord(bomb)).rejects.toMatchObject({ message: expect.stringMatching(/太大/) });
  });

  it('is read in a process of its own, and refused there in the same words', async () => {
    const { text } = await importWord(docx(heading('总则') + p('正文')));
    expect(text).toBe('# 总则\n\n正文\n');
    await expect(importWord(Buffer.from('%PDF-'))).rejects.toMatchObject({ code: 'invalid' });
    const long = Array.from({ length: 9_000 }, (_, at) => p(`第 ${at} 段，当面签字交接。`)).join(
      '',
    );
    const refused = importWord(docx(long));
    await expect(refused).rejects.toMatchObject({ message: expect.stringMatching(/100,000 字/) });
  }, 60_000);
});

/** A file in which one part is packed, and said to be as small as it was. */
function packed(file: Buffer, name: string, contents: Buffer): Buffer {
  const squeezed = deflateRawSync(contents, { level: 9 });
  const directory = file.indexOf('PK\x01\x02');
  const head = Buffer.from(file.subarray(0, directory));
  const listed = Buffer.from(file.subarray(directory));
  const entry = listed.indexOf(name) - 46;
  const local = Buffer.from(head.subarray(0, 30));
  const at = head.length;
  const label = Buffer.from(name);
  local.writeUInt16LE(label.length, 26);
  local.writeUInt16LE(8, 8);
  listed.writeUInt16LE(8, entry + 10);
  listed.writeUInt32LE(squeezed.length, entry + 20);
  listed.writeUInt32LE(100, entry + 24);
  listed.writeUInt32LE(at, entry + 42);
  const end = listed.length - 22;
  const body = Buffer.concat([local, label, squeezed]);
  listed.writeUInt32LE(at + body.length, end + 16);
  return Buffer.concat([head, body, listed]);
}
