import type { BrowserContext, Locator, Page, Response } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { passwordOf } from '../../web/office.ts';
import { launchChromium } from './chromium.ts';
import { countMouse, type Faults, listenForFaults } from './faults.ts';
import { type Keys, keysOf } from './keys.ts';

type Role = Parameters<Page['getByRole']>[0];

/** What a test may wish for: a phone's width, English, no script. */
export interface DeskOptions {
  readonly width?: number;
  readonly lang?: 'zh' | 'en';
  readonly script?: boolean;
}

/** One person's browser: reads by role and name, writes by keyboard. */
export interface Desk {
  readonly page: Page;
  readonly keys: Keys;
  readonly faults: Faults;
  /** How often the mouse was used. */
  mouseUsed(): number;
  /** Opens an address of the office, and says what the server answered. */
  visit(path: string): Promise<Response>;
  /** What a screen reader calls so; a name is whole unless it is a pattern. */
  find(role: Role, name?: string | RegExp): Locator;
  /** Puts the focus on what is called so, without a key: for what is not the matter of the test. */
  focus(role: Role, name: string | RegExp): Promise<void>;
  /** Writes a field of a form anew; no keys are counted. */
  fill(name: string | RegExp, text: string): Promise<void>;
  /** Does what makes the page ask the server, waits until the answer is shown, and resolves to it. */
  answered(act: () => Promise<void>): Promise<Response>;
  /** Presses the button or link called so by Enter, and waits for the page it leads to. */
  go(role: 'button' | 'link', name: string | RegExp): Promise<void>;
  /** Signs in through the page, as one of the staff of `test/web/office.ts`. */
  signIn(username: string, password?: string): Promise<void>;
  /** The path with its query of the page that is shown. */
  path(): string;
  close(): Promise<void>;
}

/** A running Chromium, from which each desk is a browser of its own with its own cookies. */
export interface SharedBrowser {
  /** A new desk at a server, for the running test, which fails if its pages had any fault. */
  desk(url: string, options?: DeskOptions): Promise<Desk>;
  close(): Promise<void>;
}

/** Starts Chromium: once in a file, in `beforeAll`. */
export async function openBrowser(): Promise<SharedBrowser> {
  const { browser, close } = await launchChromium();
  return {
    close,
    async desk(url, options = {}) {
      const context = await browser.newContext({
        baseURL: url,
        locale: options.lang === 'en' ? 'en-GB' : 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        viewport: { width: options.width ?? 1280, height: 800 },
        javaScriptEnabled: options.script ?? true,
        reducedMotion: 'reduce',
      });
      context.setDefaultTimeout(10_000);
      context.setDefaultNavigationTimeout(20_000);
      const desk = await newDesk(context, url);
      onTestFinished(async () => {
        await desk.close();
        expect(desk.faults.list, 'what the browser complained of').toEqual([]);
      });
      return desk;
    },
  };
}

/**
 * Does what makes the page ask the server, and waits until the answer is shown: a new page, or a
 * part that htmx puts in. An answer without content, such as that of a kept draft, is none.
 */
async function answered(page: Page, act: () => Promise<void>): Promise<Response> {
  const kinds = new Set(['document', 'fetch', 'xhr']);
  // A refused form comes back at the address that is shown already: only its loading tells it apart.
  const loaded = page.waitForEvent('load');
  loaded.catch(() => undefined);
  const [answer] = await Promise.all([
    page.waitForResponse(
      (response) =>
        kinds.has(response.request().resourceType()) &&
        (response.status() === 200 || response.status() >= 400),
    ),
    act(),
  ]);
  if (answer.request().resourceType() === 'document') {
    await loaded;
  } else {
    await answer.finished();
    await page.waitForTimeout(50);
  }
  return answer;
}

async function newDesk(context: BrowserContext, url: string): Promise<Desk> {
  const faults = listenForFaults(context, new URL(url).origin);
  const mouseUsed = await countMouse(context);
  const page = await context.newPage();
  const find: Desk['find'] = (role, name) =>
    page.getByRole(role, name === undefined ? {} : { name, exact: typeof name === 'string' });
  const visit = async (path: string) => {
    const answer = await page.goto(path);
    if (answer === null) throw new Error(`${path} is no page of its own`);
    return answer;
  };
  const fill = (name: string | RegExp, text: string) =>
    page.getByLabel(name, { exact: typeof name === 'string' }).fill(text);
  const go: Desk['go'] = async (role, name) => {
    const target = find(role, name);
    await target.focus();
    await answered(page, () => page.keyboard.press('Enter'));
  };
  return {
    page,
    keys: keysOf(page),
    faults,
    mouseUsed,
    visit,
    find,
    fill,
    go,
    answered: (act) => answered(page, act),
    focus: (role, name) => find(role, name).focus(),
    async signIn(username, password = passwordOf(username)) {
      await visit('/sign-in');
      await fill(/^(用户名|User ?name)/i, username);
      await fill(/^(密码|Password)/i, password);
      await answered(page, () => page.keyboard.press('Enter'));
      if (new URL(page.url()).pathname === '/sign-in') {
        throw new Error(
          `${username} is not signed in: ${await page.locator('main').textContent()}`,
        );
      }
    },
    path: () => page.url().slice(new URL(page.url()).origin.length),
    close: () => context.close(),
  };
}
