import { describe, expect, it } from 'vitest';
import { type Block, parseMarkdown } from '../../src/print/markdown.ts';

function words(blocks: readonly Block[]): string {
  return JSON.stringify(blocks);
}

describe('the Markdown of policies', () => {
  it('reads headings, paragraphs and rules', () => {
    const blocks = parseMarkdown('# 总则\n\n第一条　为了规范\n管理。\n\n---\n');
    expect(blocks.map(({ kind }) => kind)).toEqual(['heading', 'paragraph', 'rule']);
    expect(words(blocks)).toContain('第一条　为了规范管理。');
  });

  it('keeps the numbers of clauses as they were written and nests them', () => {
    const [list] = parseMarkdown('3. 甲\n   1. 甲一\n   2. 甲二\n\n5. 乙\n');
    expect(list).toMatchObject({
      kind: 'list',
      clauses: [
        { marker: '3.', blocks: [{ kind: 'paragraph' }, { kind: 'list', clauses: [{}, {}] }] },
        { marker: '5.' },
      ],
    });
  });

  it('reads tables with their alignment and fills short rows', () => {
    const [table] = parseMarkdown('| 项 | 数 |\n| :-- | --: |\n| 水 | 1 |\n| 电\\|气 |\n');
    expect(table).toMatchObject({ kind: 'table', align: ['start', 'end'] });
    expect(words([table!])).toContain('电|气');
    expect(table).toMatchObject({
      rows: [
        [[{}], [{}]],
        [[{}], []],
      ],
    });
  });

  it('reads styles inside a line and inside each other', () => {
    const [paragraph] = parseMarkdown('甲**乙*丙***~~丁~~`戊*己*`\\*庚\\*');
    const spans = paragraph?.kind === 'paragraph' ? paragraph.spans : [];
    expect(spans.map(({ text }) => text).join('')).toBe('甲乙丙丁戊*己**庚*');
    expect(spans.find(({ text }) => text === '丁')?.struck).toBe(true);
    expect(spans.find(({ text }) => text === '戊*己*')?.code).toBe(true);
  });

  it('leaves out the front matter and keeps what it does not know as text', () => {
    const blocks = parseMarkdown('---\ncode: ZD-01\n---\n<b>原样</b> #panic($x$)');
    expect(words(blocks)).not.toContain('ZD-01');
    expect(words(blocks)).toContain('<b>原样</b> #panic($x$)');
  });

  it('ends on any text', () => {
    for (const text of ['', '```\n没有结束', '> ', '1.', '|', '| a |\n|---|', '#', '- \n\n- ']) {
      expect(() => parseMarkdown(text)).not.toThrow();
    }
  });
});
