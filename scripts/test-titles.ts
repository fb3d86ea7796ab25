import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type Expression, type Node, parseSync, Visitor } from 'oxc-parser';

/** One test as its file states it, with the requirement ids in its title, such as `[REC-04]`. */
export interface ReadTest {
  readonly file: string;
  readonly line: number;
  readonly title: string;
  readonly ids: readonly string[];
}

/** Every test under a folder. A skipped one proves nothing, so it is left out. */
export function listTests(root: string, folder: string): ReadTest[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .flatMap((path) =>
      readTests(relative(root, path).replaceAll(sep, '/'), readFileSync(path, 'utf8')),
    );
}

/** The tests of one file; ids in the title of an enclosing `describe` count for its tests. */
export function readTests(file: string, text: string): ReadTest[] {
  const parsed = parseSync(file, text);
  const [fault] = parsed.errors;
  if (fault !== undefined) throw new Error(`${file}: ${fault.message}`);
  const tests: ReadTest[] = [];
  const outer: { title: string; until: number; skipped: boolean }[] = [];
  new Visitor({
    CallExpression: (node) => {
      while (outer.length > 0 && (outer.at(-1)?.until ?? 0) < node.start) outer.pop();
      const words = wordsOf(node.callee);
      const title = node.arguments[0] === undefined ? undefined : textOf(node.arguments[0]);
      if (title === undefined || node.arguments.length < 2) return;
      const skipped = words.some((word) => word === 'skip' || word === 'todo');
      if (words[0] === 'describe') outer.push({ title, until: node.end, skipped });
      if (words[0] !== 'test' && words[0] !== 'it') return;
      if (skipped || outer.some((group) => group.skipped)) return;
      const titles = [...outer.map((group) => group.title), title].join(' ');
      const line = text.slice(0, node.start).split('\n').length;
      tests.push({ file, line, title, ids: idsIn(titles) });
    },
  }).visit(parsed.program);
  return tests;
}

/** The ids in brackets in a title: `[REC-04]`, `[REC-04] [RET-01]` or `[REC-04, RET-01]`. */
function idsIn(title: string): string[] {
  const brackets = title.match(/\[[A-Z]{2,4}-\d+(?:[,;\s]+[A-Z]{2,4}-\d+)*\]/g) ?? [];
  return [...new Set(brackets.flatMap((bracket) => bracket.match(/[A-Z]{2,4}-\d+/g) ?? []))];
}

/** `['test', 'skip']` for `test.skip`, `['test', 'each']` for `test.each(table)`. */
function wordsOf(callee: Node): string[] {
  if (callee.type === 'Identifier') return [callee.name];
  if (callee.type === 'CallExpression') return wordsOf(callee.callee);
  if (callee.type === 'TaggedTemplateExpression') return wordsOf(callee.tag);
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return [];
  return [...wordsOf(callee.object), callee.property.name];
}

function textOf(node: Expression | Node): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type !== 'TemplateLiteral') return undefined;
  return node.quasis.map((part) => part.value.raw).join('…');
}
