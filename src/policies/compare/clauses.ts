import { type Block, parseMarkdown, type Span } from '../../print/markdown.ts';
import type { ClauseForm } from './model.ts';

/** The least part of a text that is compared as one: a heading, paragraph, point, row or line. */
export interface TextClause {
  readonly form: ClauseForm;
  readonly spans: readonly Span[];
}

/** Between the cells of a row. */
const cellWall = ' ｜ ';

const plain = { bold: false, italic: false, code: false, struck: false };

/**
 * Takes a policy's Markdown apart into its clauses, as they are printed. Charts and code are taken
 * line by line as they were typed; blank lines and rules carry no words.
 */
export function clausesOf(text: string): TextClause[] {
  // A first line before all else keeps a rule at the top from being read as front matter; without
  // its name, what a fence holds stays as it was typed.
  const source = `\n${text}`.replace(/^( {0,3}(?:`{3,}|~{3,})) *[^\s`]+/gm, '$1');
  return clausesIn(parseMarkdown(source), 0).map(({ form, spans }) => ({
    form,
    spans: withoutEndBlanks(spans),
  }));
}

function withoutEndBlanks(spans: readonly Span[]): readonly Span[] {
  const last = spans.at(-1);
  return last === undefined ? [] : spans.with(-1, { ...last, text: last.text.trimEnd() });
}

function clausesIn(blocks: readonly Block[], depth: number): TextClause[] {
  return blocks.flatMap((block) => clausesOfBlock(block, depth));
}

function clausesOfBlock(block: Block, depth: number): TextClause[] {
  switch (block.kind) {
    case 'heading':
      return [{ form: { kind: 'heading', level: block.level }, spans: block.spans }];
    case 'paragraph':
      return [{ form: { kind: 'paragraph', depth }, spans: block.spans }];
    case 'quote':
      return clausesIn(block.blocks, depth + 1);
    case 'list':
      return block.clauses.flatMap(({ marker, blocks: [first, ...others] }) => {
        const isLed = first?.kind === 'paragraph';
        const led = {
          form: { kind: 'point', depth, marker } as const,
          spans: isLed ? first.spans : [],
        };
        const rest = isLed || first === undefined ? others : [first, ...others];
        return [led, ...clausesIn(rest, depth + 1)];
      });
    case 'table':
      return [block.head, ...block.rows].map((cells) => ({
        form: { kind: 'row' },
        spans: cells.flatMap((cell, at) =>
          at === 0 ? [...cell] : [{ text: cellWall, ...plain }, ...cell],
        ),
      }));
    case 'code':
      return block.text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => ({ form: { kind: 'line' }, spans: [{ text: line, ...plain }] }));
    default:
      return [];
  }
}
