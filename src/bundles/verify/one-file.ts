import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join } from 'node:path';

const header = `#!/usr/bin/env node
// 案卷档案包校验程序。随包附送，只用 Node.js 自带的模块，不联网，不需要安装。
// 用法：在解开的包内运行 node verify.mjs，或 node verify.mjs 包.zip --key 公钥文件
//
// Anjuan's bag verifier. It ships with every bag, uses nothing but Node.js (20 or newer) itself,
// needs no network and nothing to install. Usage: node verify.mjs inside an unpacked bag, or
// node verify.mjs BAG.zip --key FILE. Exit code: 0 good, 1 not good, 2 wrong use.
//
// The parts below are the program's own source files, types taken off, comments left in, each
// after the ones that it uses.
`;

const footer = `
// ---- start ----

process.exitCode = await verifyCommand(process.argv.slice(2), {
  here: dirname(fileURLToPath(import.meta.url)),
  print: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
});
`;

const importPattern = /^import\s+([^;]*?)\s+from\s+'([^']+)';\n/gm;

/** One source file with its types taken off. */
interface Part {
  readonly path: string;
  readonly code: string;
  readonly imports: readonly { readonly names: string; readonly from: string }[];
}

/**
 * The verifier as one readable file for a plain Node: this source, types taken off, joined in the
 * order of use. The same sources give the same text.
 *
 * Errors: throws if two parts use one name for two things.
 */
export function oneFileVerifier(): string {
  const parts: Part[] = [];
  collect(join(import.meta.dirname, 'main.ts'), parts);
  const nodeImports = new Map<string, Set<string>>([
    ['node:path', new Set(['dirname'])],
    ['node:url', new Set(['fileURLToPath'])],
  ]);
  for (const { imports } of parts) {
    for (const { names, from } of imports.filter((one) => one.from.startsWith('node:'))) {
      const known = nodeImports.get(from) ?? new Set();
      for (const name of importedNames(names)) known.add(name);
      nodeImports.set(from, known);
    }
  }
  const lines = [...nodeImports].sort().flatMap(([from, names]) => importLines(from, names));
  requireUniqueNames(
    parts,
    [...nodeImports.values()].flatMap((names) => [...names]),
  );
  const bodies = parts.map((part) => `\n// ---- ${shortName(part.path)} ----\n\n${part.code}`);
  return `${header}\n${lines.join('')}${bodies.join('')}${footer}`;
}

/** The names that the file gives to its own things at the top level; tests ask for no clash. */
export function topLevelNames(code: string): string[] {
  const pattern = /^(?:async )?(?:function\*?|const|let|class) (?:(\w+)|\[([^\]]+)\])/gm;
  return [...code.matchAll(pattern)].flatMap(([, name, several]) =>
    name === undefined ? (several ?? '').split(',').map((one) => one.trim()) : [name],
  );
}

/** Depth first, so that what a part uses stands before it. */
function collect(path: string, parts: Part[]): void {
  if (parts.some((part) => part.path === path)) return;
  const stripped = withoutTypes(readFileSync(path, 'utf8'));
  const imports = [...stripped.matchAll(importPattern)].map(([, names = '', from = '']) => {
    return { names, from };
  });
  for (const { from } of imports) {
    if (from.startsWith('.')) collect(join(dirname(path), from), parts);
    else if (!from.startsWith('node:')) throw new Error(`${path} imports the package ${from}`);
  }
  const body = stripped.replace(importPattern, '').replace(/^export /gm, '');
  parts.push({ path, code: `${body.trim()}\n`, imports });
}

/**
 * The source without its types, and without the blanks that stripping leaves in their place.
 *
 * Stripping keeps every character's place, so what differs from the source was a type.
 */
function withoutTypes(source: string): string {
  const stripped = stripTypeScriptTypes(source, { mode: 'strip' });
  if (stripped.length !== source.length) throw new Error('stripping moved the source');
  const sourceLines = source.split('\n');
  const [blank, kept]: [Set<number>, string[]] = [new Set(), []];
  for (const [index, line] of strippedLines(source, stripped).entries()) {
    const before = sourceLines[index] ?? '';
    if (line.trim() === '' && before.trim() !== '') blank.add(index);
    else kept.push(line.trimEnd());
  }
  return withoutLoneDocs(kept.join('\n')).replace(/\n{3,}/g, '\n\n');
}

/** Takes out each run of blanks that stands for a type, but for the blank that followed it. */
function strippedLines(source: string, stripped: string): string[] {
  let [text, run, wasType] = ['', '', false];
  for (let at = 0; at < source.length; at += 1) {
    const [before, after] = [source[at] ?? '', stripped[at] ?? ''];
    if (/\S/.test(after) || after === '\n') {
      text += (wasType ? (run.endsWith(' ') ? ' ' : '') : run) + after;
      [run, wasType] = ['', false];
    } else {
      run += before;
      if (before !== after) wasType = true;
    }
  }
  return (text + run).split('\n');
}

/** A comment on a type has nothing left to say once the type is gone. */
function withoutLoneDocs(code: string): string {
  return code.replace(/^\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n(?=\n|$)/gm, '');
}

function importedNames(names: string): string[] {
  if (names.startsWith('*')) return [names];
  const inner = names.replace(/^\{|\}$/g, '').split(',');
  return inner.map((name) => name.trim()).filter((name) => name !== '');
}

function importLines(from: string, names: ReadonlySet<string>): string[] {
  const stars = [...names].filter((name) => name.startsWith('*'));
  const plain = [...names].filter((name) => !name.startsWith('*')).sort();
  return [
    ...stars.map((name) => `import ${name} from '${from}';\n`),
    ...(plain.length > 0 ? [`import { ${plain.join(', ')} } from '${from}';\n`] : []),
  ];
}

function requireUniqueNames(parts: readonly Part[], imported: readonly string[]): void {
  const owners = new Map(imported.map((name) => [name.replace('* as ', ''), 'node']));
  for (const part of parts) {
    for (const name of topLevelNames(part.code)) {
      const owner = owners.get(name);
      if (owner !== undefined) throw new Error(`${name} is in both ${owner} and ${part.path}`);
      owners.set(name, part.path);
    }
  }
}

function shortName(path: string): string {
  return path.replaceAll('\\', '/').replace(/^.*\/src\//, '');
}
