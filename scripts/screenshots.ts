import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { buildApp } from '../src/app.ts';
import { fixedClock } from '../src/core/clock.ts';
import { systemEntropy } from '../src/core/ids.ts';
import { openDemo } from '../src/demo/open-demo.ts';
import { paths } from '../src/web/kit/page/paths.ts';
import { launchChromium } from '../test/browser/kit/chromium.ts';
import { serveFetch } from '../test/browser/kit/office-server.ts';

/** One picture of the README: who looks at what, how wide. */
interface Shot {
  readonly name: string;
  readonly as: string;
  readonly path: string;
  readonly width: number;
  readonly height: number;
}

const wide = { width: 1280, height: 800 };
const phone = { width: 360, height: 740 };

/** A morning of the story; pictures made again look the same. */
const morning = '2026-11-24T01:40:00.000Z';

const shots: readonly Shot[] = [
  { name: 'desk', as: 'chen', path: paths.desk(), ...wide },
  { name: 'filing', as: 'chen', path: paths.newRecord('01'), ...wide },
  { name: 'orders', as: 'chen', path: paths.orders({ month: '2026-11' }), ...wide },
  { name: 'policy', as: 'wu', path: paths.policy('ZD-04'), ...wide },
  { name: 'walls', as: 'wu', path: paths.walls(), ...wide },
  { name: 'archive', as: 'zhou', path: paths.archive('3-1-0202'), ...wide },
  { name: 'search', as: 'xu', path: paths.search({ q: '漏水' }), ...wide },
  { name: 'month', as: 'admin', path: paths.month('2026-10'), ...wide },
  { name: 'inbox-phone', as: 'zhou', path: paths.inbox(), ...phone },
];

const images = fileURLToPath(new URL('../docs/images/', import.meta.url));

async function takePictures(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'anjuan-pictures-'));
  const { home, tell } = await openDemo({
    path: join(folder, 'home'),
    clock: fixedClock(morning),
    entropy: systemEntropy,
  });
  await tell(() => undefined);
  const server = await serveFetch(buildApp(home).fetch);
  const { browser, close } = await launchChromium();
  mkdirSync(images, { recursive: true });
  try {
    for (const shot of shots) await take(browser, server.url, shot);
  } finally {
    await close();
    await server.close();
    await home.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function take(browser: Browser, url: string, shot: Shot): Promise<void> {
  const { width, height } = shot;
  const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto(`${url}${paths.signIn({ next: shot.path })}`);
  await page.getByLabel('用户名或工号').fill(shot.as);
  await page.getByLabel('密码').fill(`${shot.as}-demo-anjuan`);
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL((there) => there.pathname !== '/sign-in');
  await page.waitForLoadState('networkidle');
  const status = (await page.goto(`${url}${shot.path}`))?.status();
  if (status !== 200) throw new Error(`${shot.path} answers ${status}`);
  await page.evaluate('document.activeElement?.blur()');
  const picture = await page.screenshot();
  await sharp(picture)
    .png({ palette: true, colours: 64 })
    .toFile(join(images, `${shot.name}.png`));
  await context.close();
  console.log(`docs/images/${shot.name}.png`);
}

await takePictures();
