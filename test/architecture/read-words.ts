import { posix } from 'node:path';
import { type Node, parseSync, Visitor } from 'oxc-parser';

/** A room's words: the name they go by, and the key of each. */
export interface Words {
  readonly name: string;
  readonly keys: readonly string[];
}

/** What a module says: the words it defines, and every text that it could say one of them by. */
export interface Speech {
  readonly path: string;
  readonly words: readonly Words[];
  readonly imports: ReadonlySet<string>;
  readonly texts: ReadonlySet<string>;
  /** Texts with a hole in them, such as `by_${field}`. */
  readonly patterns: readonly RegExp[];
}

/** Reads what a module says from its text. Errors: throws if the text does not parse. */
export function readSpeech(path: string, text: string): Speech {
  const parsed = parseSync(path, text, { lang: path.endsWith('x') ? 'tsx' : 'ts' });
  const [fault] = parsed.errors;
  if (fault !== undefined) throw new Error(`${path}: ${fault.message}`);
  const words: Words[] = [];
  const defined: Node[] = [];
  const imports = new Set<string>();
  const texts = new Set<string>();
  const patterns: RegExp[] = [];
  const isDefinition = (node: Node) =>
    defined.some(({ start, end }) => start <= node.start && node.end <= end);
  new Visitor({
    VariableDeclarator(node) {
      const keys = node.init === null ? undefined : definedKeys(node.init);
      if (keys === undefined || node.id.type !== 'Identifier') return;
      words.push({ name: node.id.name, keys });
      defined.push(node);
    },
    ImportSpecifier: (node) => void imports.add(node.local.name),
    Literal(node) {
      if (typeof node.value === 'string' && !isDefinition(node)) texts.add(node.value);
    },
    Property(node) {
      if (node.key.type === 'Identifier' && !isDefinition(node)) texts.add(node.key.name);
    },
    TemplateLiteral(node) {
      const parts = node.quasis.map(({ value }) => value.raw);
      if (isDefinition(node) || parts.every((part) => part === '')) return;
      const escaped = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      patterns.push(new RegExp(`^${escaped.join('.*')}$`, 's'));
    },
  }).visit(parsed.program);
  return { path, words, imports, texts, patterns };
}

/** The keys of `defineWords(room, { zh: { … }, … })`; undefined for any other expression. */
function definedKeys(node: Node): string[] | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return undefined;
  if (node.callee.name !== 'defineWords') return undefined;
  const chinese = propertiesOf(node.arguments[1]).find(({ name }) => name === 'zh');
  return propertiesOf(chinese?.value).map(({ name }) => name);
}

function propertiesOf(node: Node | undefined): { name: string; value: Node }[] {
  if (node?.type !== 'ObjectExpression') return [];
  return node.properties.flatMap((property) => {
    if (property.type !== 'Property') return [];
    const { key, value } = property;
    if (key.type === 'Identifier') return [{ name: key.name, value }];
    return key.type === 'Literal' ? [{ name: String(key.value), value }] : [];
  });
}

/**
 * The words that nobody says: neither their own room, nor who imports them. A key that is one of the
 * product's own codes, such as a kind of entry, is said by whoever shows such a code.
 *
 * Shape: one `path: words.key` each.
 */
export function unsaidWords(speeches: readonly Speech[]): string[] {
  const isPage = ({ path }: Speech) => path.startsWith('src/web/');
  const codes = new Set(speeches.filter((one) => !isPage(one)).flatMap(({ texts }) => [...texts]));
  return speeches.filter(isPage).flatMap(({ path, words }) =>
    words.flatMap(({ name, keys }) => {
      const room = `${posix.dirname(path)}/`;
      const speakers = speeches.filter((one) => one.path.startsWith(room) || one.imports.has(name));
      return keys
        .filter((key) => !codes.has(key) && !speakers.some((speaker) => says(speaker, key)))
        .map((key) => `${path}: ${name}.${key}`);
    }),
  );
}

function says({ texts, patterns }: Speech, key: string): boolean {
  return texts.has(key) || patterns.some((pattern) => pattern.test(key));
}
