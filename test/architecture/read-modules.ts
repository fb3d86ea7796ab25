import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, posix, sep } from 'node:path';
import { type Node, parseSync, Visitor } from 'oxc-parser';

/** One `import`, `export … from` or `import()` of a module. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
  /** The path of the module meant, for a relative specifier. */
  readonly target?: string;
}

/** What the rules need to know of one module. Paths are relative to the project, with `/`. */
export interface Module {
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly functions: readonly {
    readonly name: string;
    readonly line: number;
    readonly lines: number;
  }[];
  /** Where the module asks the machine for the time or for randomness, and how. */
  readonly ambient: readonly { readonly what: string; readonly line: number }[];
  /** The lines on which it begins a statement of SQL. */
  readonly sql: readonly number[];
}

/** The files with TypeScript under a folder of the project, sorted. */
export function listModules(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) =>
      posix.join(folder, relativeTo(join(root, folder), entry.parentPath), entry.name),
    )
    .sort();
}

/** Reads every module under a folder of the project. Errors: throws on a file that does not parse. */
export function readModules(root: string, folder: string): Module[] {
  return listModules(root, folder).map((path) =>
    readModule(path, readFileSync(join(root, path), 'utf8')),
  );
}

/** Reads one module from its text. Errors: throws if the text does not parse. */
export function readModule(path: string, text: string): Module {
  const parsed = parseSync(path, text, { lang: extname(path) === '.tsx' ? 'tsx' : 'ts' });
  const [fault] = parsed.errors;
  if (fault !== undefined) throw new Error(`${path}: ${fault.message}`);
  const lineAt = lineCounter(text);
  const imports: Import[] = [];
  const functions: Module['functions'][number][] = [];
  const ambient: Module['ambient'][number][] = [];
  const sql: number[] = [];
  const meet = (specifier: string, at: number): void => {
    const target = specifier.startsWith('.')
      ? posix.join(posix.dirname(path), specifier)
      : undefined;
    imports.push({ specifier, line: lineAt(at), ...(target === undefined ? {} : { target }) });
  };
  const measure = (node: Node, name: string): void => {
    const line = lineAt(node.start);
    functions.push({ name, line, lines: lineAt(node.end) - line + 1 });
  };
  new Visitor({
    ImportDeclaration: (node) => meet(node.source.value, node.start),
    ExportAllDeclaration: (node) => meet(node.source.value, node.start),
    ExportNamedDeclaration: (node) => {
      if (node.source !== null) meet(node.source.value, node.start);
    },
    ImportExpression: (node) => meet(literal(node.source) ?? '(computed)', node.start),
    TSImportType: (node) => meet(node.source.value, node.start),
    FunctionDeclaration: (node) => measure(node, node.id?.name ?? 'a function'),
    FunctionExpression: (node) => measure(node, node.id?.name ?? 'a function'),
    ArrowFunctionExpression: (node) => measure(node, 'an arrow function'),
    NewExpression: (node) => {
      if (nameOf(node.callee) === 'Date')
        ambient.push({ what: 'new Date', line: lineAt(node.start) });
    },
    CallExpression: (node) => {
      const what = nameOf(node.callee);
      if (ambientCalls.has(what)) ambient.push({ what, line: lineAt(node.start) });
      if (what.startsWith('Temporal.Now.')) ambient.push({ what, line: lineAt(node.start) });
      if (beginsSql(node.callee)) sql.push(lineAt(node.callee.end));
    },
  }).visit(parsed.program);
  return { path, lines: lineAt(text.length - 1), imports, functions, ambient, sql };
}

const ambientCalls = new Set([
  'Date',
  'Date.now',
  'Math.random',
  'randomBytes',
  'randomFillSync',
  'randomInt',
  'randomUUID',
  'crypto.getRandomValues',
  'crypto.randomBytes',
  'crypto.randomInt',
  'crypto.randomUUID',
]);

const statements = new Set(['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'mergeInto']);

function beginsSql(callee: Node): boolean {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false;
  return statements.has(callee.property.name);
}

/** `a.b.c` as it is written, or an empty text for anything that is no plain name. */
function nameOf(node: Node): string {
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression' || node.computed) return '';
  const object = nameOf(node.object);
  return object === '' || node.property.type !== 'Identifier'
    ? ''
    : `${object}.${node.property.name}`;
}

function literal(node: Node): string | undefined {
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}

function relativeTo(base: string, path: string): string {
  return path.slice(base.length + 1).replaceAll(sep, '/');
}

function lineCounter(text: string): (offset: number) => number {
  const starts = [0, ...Array.from(text.matchAll(/\n/g), (match) => match.index + 1)];
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
