import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** What WCAG 2.2 asks at levels A and AA. */
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

/** What axe is asked for: each thing at fault; of what is right, no more than that it is. */
const wish = {
  runOnly: wcag,
  rules: { 'heading-order': { enabled: true } },
  resultTypes: ['violations'],
};

/** Axe as the browser is given it: the same that its builder for Playwright sends. */
let script: string | undefined;

function scriptOfAxe(): string {
  const { resolve } = createRequire(import.meta.url);
  script ??= readFileSync(resolve('axe-core/axe.min.js'), 'utf8');
  return script;
}

/**
 * Runs axe in a page as it stands: a line for each part at fault. The builder for Playwright sends
 * axe twice to each page, and fetches what it found right as well, which takes twice the time.
 */
export async function runAxe(page: Page): Promise<string[]> {
  if (page.frames().length > 1) throw new Error(`${page.url()} has frames: axe looks at none`);
  if (!(await page.evaluate<boolean>('"axe" in globalThis'))) await page.evaluate(scriptOfAxe());
  return page.evaluate(findViolations, wish);
}

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly html: string }[];
}

declare const axe: { run(wish: object): Promise<{ readonly violations: readonly Violation[] }> };

/** Runs inside the page. */
async function findViolations(wish: object): Promise<string[]> {
  const { violations } = await axe.run(wish);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, html }) => `${id}: ${help}: ${target.join(' ')} ${html.slice(0, 160)}`),
  );
}
