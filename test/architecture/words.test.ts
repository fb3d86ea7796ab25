import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { listModules } from './read-modules.ts';
import { readSpeech, unsaidWords } from './read-words.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const texts = listModules(root, 'src').map(
  (path) => [path, readFileSync(join(root, path), 'utf8')] as const,
);

test('every word of the pages is said somewhere', () => {
  const speeches = texts.map(([path, text]) => readSpeech(path, text));
  expect(speeches.flatMap(({ words }) => words).length).toBeGreaterThan(30);
  expect(unsaidWords(speeches)).toEqual([]);
});

test('a word that nobody says is named', () => {
  const found = unsaidWords([
    readSpeech(
      'src/web/room/words.ts',
      "const roomWords = defineWords('room', { zh: { said: '', by_name: '', unsaid: '', open: '' }, en });",
    ),
    readSpeech('src/web/room/page.tsx', `say('said'); say(\`by_\${field}\`);`),
    readSpeech('src/web/other/page.tsx', "say('unsaid');"),
    readSpeech('src/room/model.ts', "const states = ['open'];"),
  ]);
  expect(found).toEqual(['src/web/room/words.ts: roomWords.unsaid']);
});

test('every class and every token of the styles is used somewhere', () => {
  const folder = join(root, 'src/web/styles');
  const styles = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  const pages = texts.map(([, text]) => text).join('\n');
  expect(unusedStyles(styles.join('\n'), pages)).toEqual([]);
});

test('a class and a token that nobody uses are named', () => {
  const styles =
    ':root { --ink: #000; --rare: #111 } .a-b, .tag-good { color: var(--ink) } .gone {}';
  const pages = `class="a-b" class={\`tag tag-\${tone}\`} class="gone-by"`;
  expect(unusedStyles(styles, pages)).toEqual(['.gone', '--rare']);
});

/** The classes no page names, whole or up to a hole in its text, and the tokens nobody reads. */
function unusedStyles(styles: string, pages: string): string[] {
  const bare = styles.replace(/\/\*.*?\*\//gs, '');
  const selectors = [...bare.matchAll(/([^{}]+)\{/g)].map(([, selector = '']) => selector);
  const classes = selectors.flatMap((one) => [...one.matchAll(/\.([a-z][\w-]*)/gi)]);
  const tokens = [...bare.matchAll(/(--[\w-]+)\s*:/g)].map(([, token = '']) => token);
  const isNamed = (name: string) =>
    new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(pages) ||
    [...name.matchAll(/-/g)].some(({ index }) => pages.includes(`${name.slice(0, index + 1)}\${`));
  return [
    ...[...new Set(classes.map(([, name = '']) => name))]
      .filter((name) => !isNamed(name))
      .map((name) => `.${name}`),
    ...[...new Set(tokens)].filter((token) => !`${bare}\n${pages}`.includes(`var(${token}`)),
  ];
}
