import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { requireTool } from '../../kit/outside-tools.ts';

/**
 * The browser to test with: that of `CHROMIUM_PATH`, else what the system has, else Debian's.
 *
 * Errors: throws with the line that installs one where there is none and it may not be installed.
 */
export function chromiumPath(): string {
  return requireTool('chromium');
}

/** A Chromium that ends with `close`, with all it has written. */
export interface LaunchedChromium {
  readonly browser: Browser;
  close(): Promise<void>;
}

/** Starts Chromium, unseen, with the fonts the office prints in. */
export async function launchChromium(): Promise<LaunchedChromium> {
  const folder = mkdtempSync(join(tmpdir(), 'anjuan-browser-'));
  const fonts = join(folder, 'fonts.conf');
  writeFileSync(fonts, fontConfiguration(join(folder, 'font-cache')));
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    env: { ...process.env, FONTCONFIG_FILE: fonts, TZ: 'Asia/Shanghai' },
    args: ['--disable-dev-shm-usage', '--disable-gpu', '--font-render-hinting=none'],
  });
  return {
    browser,
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const family = 'Noto Sans SC';

/**
 * What tells Chromium of the fonts: ours stand for every general family, so that Chinese shows on a
 * machine without a Chinese font, and pages measure the same on every machine. Signs that ours lack
 * come from the system.
 */
function fontConfiguration(cache: string): string {
  const folders = ['400Regular/NotoSansSC_400Regular.ttf', '700Bold/NotoSansSC_700Bold.ttf'].map(
    (file) =>
      dirname(fileURLToPath(import.meta.resolve(`@expo-google-fonts/noto-sans-sc/${file}`))),
  );
  const general = ['sans-serif', 'serif', 'system-ui', 'ui-sans-serif'];
  const monospace = ['monospace', 'ui-monospace'];
  const alias = (name: string, ...preferred: string[]) =>
    `<alias binding="strong"><family>${name}</family><prefer>${preferred
      .map((one) => `<family>${one}</family>`)
      .join('')}</prefer></alias>`;
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${[...folders, '/usr/share/fonts'].map((folder) => `<dir>${folder}</dir>`).join('\n')}
<cachedir>${cache}</cachedir>
${general.map((name) => alias(name, family)).join('\n')}
${monospace.map((name) => alias(name, 'DejaVu Sans Mono', family)).join('\n')}
</fontconfig>
`;
}
