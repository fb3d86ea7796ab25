import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectNoAxeFindings } from './kit/checks.ts';
import type { Desk } from './kit/desk.ts';
import { type OfficeDesks, openOfficeDesks } from './kit/office-desks.ts';

let server: OfficeDesks;

beforeAll(async () => {
  server = await openOfficeDesks({ furnished: true });
});

afterAll(() => server?.close());

/** Opens the palette, writes, and takes the first choice. */
async function take(desk: Desk, words: string): Promise<void> {
  await desk.keys.press('Control+K');
  await desk.page.locator('dialog.palette[open], dialog[open] input').first().waitFor();
  await desk.keys.type(words);
  await desk.page.locator('[role=option]').first().waitFor();
  await desk.page.waitForTimeout(400);
  await Promise.all([
    desk.page.waitForURL((url) => url.pathname !== '/me'),
    desk.keys.press('Enter'),
  ]);
}

describe('the keyboard', () => {
  it('opens a page, a form and a record by the palette, wherever one is', async () => {
    const desk = await server.deskOf('clerk');
    const { repair } = server.furniture().open;
    for (const [words, path] of [
      ['rsy', '/days'],
      ['BX', '/records/new/BX'],
      [repair, `/records/${repair}`],
    ] as const) {
      await desk.visit('/me');
      await take(desk, words);
      expect(desk.path()).toBe(path);
    }
    expect(desk.mouseUsed()).toBe(0);
  });

  it.each(['zh', 'en'] as const)(
    'lists on ? every key that the page carries (%s)',
    async (lang) => {
      const desk = await server.deskOf('supervisor', lang);
      await desk.visit('/inbox');
      const carried = await desk.page
        .locator('[data-hotkey]:visible')
        .evaluateAll((all) => all.map((one) => one.getAttribute('data-hotkey') ?? ''));
      expect(carried).toContain('g i');
      await desk.page.locator('main').focus();
      await desk.keys.press('Shift+?');
      const map = desk.page.locator('dialog.keyboard-map');
      await map.waitFor();
      const keys = await map.locator('kbd').allTextContents();
      expect(keys).toEqual(expect.arrayContaining([...new Set(carried), 'j', 'k', 'Enter', '?']));
      const words = await map.locator('td').allTextContents();
      expect(words.every((word) => word.trim() !== '')).toBe(true);
      await expectNoAxeFindings(desk.page);
      await desk.keys.press('Escape');
      await map.waitFor({ state: 'detached' });
    },
  );

  it('walks through the inbox with j and k and opens a matter with Enter', async () => {
    const desk = await server.deskOf('supervisor');
    await desk.visit('/inbox');
    await desk.page.locator('main').focus();
    const cards = await desk.page
      .locator('.inbox-card')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-row-link')));
    await desk.keys.press('j', 'j', 'k', 'j');
    const marked = desk.page.locator('.inbox-card[data-marked]');
    expect(await marked.getAttribute('data-row-link')).toBe(cards[1]);
    await desk.answered(() => desk.keys.press('Enter'));
    expect(desk.path()).toBe(cards[1]);
    expect(desk.mouseUsed()).toBe(0);
  });

  it('leaves the keys alone for who has turned them off', async () => {
    const desk = await server.deskOf('secondClerk');
    await desk.visit('/me');
    await desk.keys.tabTo(/^用键盘快捷键/);
    await desk.keys.press('Space');
    await desk.keys.tabTo('保存');
    await desk.answered(() => desk.keys.press('Enter'));
    await desk.page.locator('main').focus();
    await desk.keys.press('g', 'r', 'Shift+?', 'Control+K');
    await desk.page.waitForTimeout(300);
    expect(desk.path()).toBe('/me');
    expect(await desk.page.locator('dialog[open]').count()).toBe(0);
  });
});
