import { zipOf } from '../../../src/policies/word/container.ts';

const office = 'http://schemas.openxmlformats.org';

/** The document part of a Word file around the XML of its body. */
function documentXml(body: string): string {
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    `<w:document xmlns:w="${office}/wordprocessingml/2006/main"` +
    ` xmlns:r="${office}/officeDocument/2006/relationships"` +
    ` xmlns:a="${office}/drawingml/2006/main" xmlns:m="${office}/officeDocument/2006/math"` +
    ` xmlns:wp="${office}/drawingml/2006/wordprocessingDrawing"` +
    ` xmlns:mc="${office}/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"` +
    ` xmlns:o="urn:schemas-microsoft-com:office:office">` +
    `<w:body>${body}<w:sectPr/></w:body></w:document>`
  );
}

/** A paragraph: its words, and the XML of its properties. */
export function p(words: string, properties = ''): string {
  const said = properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`;
  return `<w:p>${said}<w:r><w:t xml:space="preserve">${words}</w:t></w:r></w:p>`;
}

/** A paragraph of a list of `numbering`. */
export function point(words: string, list: number, level = 0): string {
  return p(words, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`);
}

const w = `xmlns:w="${office}/wordprocessingml/2006/main"`;

/** Styles as Word has them: a first and a second rank, a contents line, and one of the house's own. */
const styles =
  `<w:styles ${w}>` +
  '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>' +
  '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style>' +
  '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>' +
  '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="公司二级"/><w:basedOn w:val="2"/></w:style>' +
  '</w:styles>';

const level = (at: number, format: string, text: string) =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;

/** Lists: 1 is 第一条 with （一） below, 2 is 1. with 1.1 below, 3 is dots; 4 is list 2 begun anew. */
const numbering =
  `<w:numbering ${w}>` +
  `<w:abstractNum w:abstractNumId="10">${level(0, 'chineseCountingThousand', '第%1条')}${level(1, 'chineseCounting', '（%2）')}</w:abstractNum>` +
  `<w:abstractNum w:abstractNumId="20">${level(0, 'decimal', '%1.')}${level(1, 'decimal', '%1.%2')}${level(2, 'bullet', '')}</w:abstractNum>` +
  `<w:abstractNum w:abstractNumId="30">${level(0, 'bullet', '')}${level(1, 'bullet', 'o')}</w:abstractNum>` +
  '<w:num w:numId="1"><w:abstractNumId w:val="10"/></w:num>' +
  '<w:num w:numId="2"><w:abstractNumId w:val="20"/></w:num>' +
  '<w:num w:numId="3"><w:abstractNumId w:val="30"/></w:num>' +
  '<w:num w:numId="4"><w:abstractNumId w:val="20"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>' +
  '</w:numbering>';

const relationships =
  `<Relationships xmlns="${office}/package/2006/relationships">` +
  `<Relationship Id="rId1" Type="${office}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>` +
  '</Relationships>';

/** A Word file with a body and other parts, as bytes. */
export function docx(body: string, parts: Readonly<Record<string, string>> = {}): Buffer {
  return zipOf({
    '[Content_Types].xml': `<Types xmlns="${office}/package/2006/content-types"/>`,
    '_rels/.rels': relationships,
    'word/document.xml': documentXml(body),
    'word/styles.xml': styles,
    'word/numbering.xml': numbering,
    ...parts,
  });
}
