import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { runAxe } from './axe.ts';
import {
  findCrowding,
  findFocusFaults,
  findOverflow,
  type Outline,
  readOutline,
} from './in-page.ts';

/** The widths at which pages are looked at: a phone and a desk. Units: CSS px. */
export const widths = { phone: 360, desk: 1280 } as const;

const height = 800;

/** What axe finds on a page as it stands: a line for each part at fault. */
export async function axeFindings(page: Page): Promise<string[]> {
  // A bar that stays in sight covers what is scrolled under it at this moment, and no longer.
  const before = page.viewportSize() ?? { width: widths.desk, height };
  const whole = await page.evaluate<number>('document.documentElement.scrollHeight');
  if (whole > before.height) await page.setViewportSize({ ...before, height: whole });
  const found = await runAxe(page);
  if (whole > before.height) await page.setViewportSize(before);
  return found;
}

/** Fails with every finding of axe on the page as it stands. */
export async function expectNoAxeFindings(page: Page): Promise<void> {
  expect(await axeFindings(page), `axe at ${page.url()}`).toEqual([]);
}

/** What leans out of the window, is squeezed, or overlaps at this width, which the window keeps. */
export async function overflowAt(page: Page, width: number): Promise<string[]> {
  if (page.viewportSize()?.width !== width) await page.setViewportSize({ width, height });
  return [...(await page.evaluate(findOverflow)), ...(await page.evaluate(findCrowding))];
}

/** Fails if anything leans out, is squeezed, or overlaps at a phone's or a desk's width. */
export async function expectNoOverflow(page: Page): Promise<void> {
  const before = page.viewportSize();
  for (const width of Object.values(widths)) {
    expect(await overflowAt(page, width), `${page.url()} at ${width} px`).toEqual([]);
  }
  if (before !== null) await page.setViewportSize(before);
}

/** What takes the focus without showing it, or takes it where something else covers it. */
export async function focusFaults(page: Page): Promise<string[]> {
  // After a key the browser shows the focus; what a script moves from there stays shown.
  await page.keyboard.press('Tab');
  return page.evaluate(findFocusFaults);
}

/** A page's title, language, heading, links, and what is wrong with its links and buttons. */
export function outlineOf(page: Page): Promise<Outline> {
  return page.evaluate(readOutline);
}

/**
 * Keeps how a page looks, as pictures at both widths and as printed, in the folder that
 * `ANJUAN_LOOK` names; without it, this does nothing.
 */
export async function look(page: Page, name: string): Promise<void> {
  const folder = process.env.ANJUAN_LOOK;
  if (folder === undefined || folder === '') return;
  mkdirSync(folder, { recursive: true });
  const before = page.viewportSize();
  for (const width of Object.values(widths)) {
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
  }
  await page.pdf({ path: join(folder, `${name}.pdf`), format: 'A4', preferCSSPageSize: true });
  if (before !== null) await page.setViewportSize(before);
}

/** Keeps a picture of the page as it stands, and fails with every finding of axe and of its width. */
export async function expectSound(page: Page, name: string): Promise<void> {
  await look(page, name);
  await expectNoAxeFindings(page);
  await expectNoOverflow(page);
}
