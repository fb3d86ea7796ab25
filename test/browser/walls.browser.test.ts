import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PolicyView } from '../../src/policies/model.ts';
import { printPoster } from '../../src/walls/commands/print-poster.ts';
import { tokenOf } from '../../src/walls/poster-code.ts';
import { passwordOf } from '../web/office.ts';
import { policyHands } from '../web/policy-hands.ts';
import type { Desk } from './kit/desk.ts';
import { type OfficeDesks, openOfficeDesks } from './kit/office-desks.ts';
import { checkPage } from './kit/walk.ts';

let server: OfficeDesks;
/** Where the sheets for the gate are read: of the first version and of the one in force. */
let old: string;
let current: string;

beforeAll(async () => {
  server = await openOfficeDesks();
  const { office } = server;
  const { home } = office;
  const document = { ...home.catalogue.document, publicUrl: 'https://anjuan.example' };
  await home.catalogue.save(office.requester('admin').actor, document);
  const writer = await office.as('administration');
  const places = ['front-desk', 'gate'];
  const policy = { title: '夜间值班', posted: true, department: '客服部', places };
  const { code } = (await writer.post<PolicyView>('/policies', policy)).body;
  const sheet = async () => {
    const wish = { code, place: 'gate', size: 'a4' } as const;
    return `/p/${tokenOf(home.keyring, await printPoster(home, office.requester('clerk'), wish))}`;
  };
  await publish(code, '2026-11-02');
  old = await sheet();
  await publish(code, '2026-11-03');
  current = await sheet();
});

afterAll(() => server?.close());

async function publish(code: string, from: string): Promise<void> {
  const { versionAt } = await policyHands(server.office);
  await versionAt(`/policies/${code}`, { from }, `自 ${from} 起照此办理。`);
}

/** A phone held upright; by default nobody is signed in on it. */
async function phone(options: { script?: boolean } = {}): Promise<Desk> {
  const desk = await server.desk({ width: 360, ...options });
  await desk.page.setViewportSize({ width: 360, height: 740 });
  return desk;
}

/** What of a browser's window is asked. */
interface StyledWindow {
  getComputedStyle(node: unknown): { readonly fontSize: string };
}

/** How high the letters of something are, and whether it is in sight without scrolling. */
async function lettersOf(desk: Desk, selector: string) {
  const shown = desk.page.locator(selector).first();
  const size = await shown.evaluate((node) => {
    const { getComputedStyle: styleOf } = globalThis as unknown as StyledWindow;
    return Number.parseFloat(styleOf(node).fontSize);
  });
  const box = await shown.boundingBox();
  return { size, isInSight: box !== null && box.y + box.height <= 740 && box.x + box.width <= 360 };
}

function photo(): Promise<Buffer> {
  return sharp({ create: { width: 1200, height: 900, channels: 3, background: '#c8c0b0' } })
    .jpeg()
    .toBuffer();
}

describe('a scan with a phone', () => {
  it('[POL-07] answers current, out of date and unknown without signing in, in letters read at arm’s length', async () => {
    const desk = await phone();
    for (const [path, words, status] of [
      [current, '现行', 200],
      [old, '墙上过期', 200],
      ['/p/K7QM2H9TABCDEFGHJKMN', '未知', 404],
    ] as const) {
      expect((await desk.visit(path)).status()).toBe(status);
      expect(await desk.page.locator('.sheet-verdict strong').textContent()).toBe(words);
      const verdict = await lettersOf(desk, '.sheet-verdict strong');
      expect(verdict.isInSight).toBe(true);
      // 48 pixels of a phone are 8 mm: read from 80 cm as a book is from 30.
      expect(verdict.size).toBeGreaterThanOrEqual(48);
      if (status === 404) continue;
      expect(await desk.page.locator('.sheet-place strong').textContent()).toMatch(/门岗$/);
      const place = await lettersOf(desk, '.sheet-place strong');
      expect(place.isInSight).toBe(true);
      expect(place.size).toBeGreaterThanOrEqual(28);
    }
    await desk.visit(old);
    expect(await desk.page.locator('.sheet-text').textContent()).toContain('自 2026-11-03 起');
  });

  it.each([{ script: true }, { script: false }])(
    '[POL-06] takes evidence in three taps after signing in, and returns to that very sheet: %o',
    async (options) => {
      const desk = await phone(options);
      await desk.visit(current);
      await desk.go('link', /登录后现场核对/);
      await desk.page.locator('[name=username]').fill('clerk');
      await desk.page.locator('[name=password]').fill(passwordOf('clerk'));
      await desk.go('button', '登录');
      expect(desk.path()).toBe(current);
      expect(await desk.page.getByLabel('我站在').inputValue()).toBe('gate');
      const wall = { name: 'wall.jpg', mimeType: 'image/jpeg', buffer: await photo() };
      // The first tap opens the camera; the second says what was found.
      await desk.page.getByLabel('拍照').setInputFiles(wall);
      await desk.answered(() => desk.find('button', /^已换新/).click());
      expect(desk.path()).toMatch(/^\/walls\/evidence\/post_/);
      expect(await desk.page.locator('.evidence-said').textContent()).toContain(
        '门岗挂上了第 2 版',
      );
      const shown = desk.page.locator('.evidence-shown');
      expect(
        await shown.evaluate((node) => (node as unknown as { naturalWidth: number }).naturalWidth),
      ).toBe(1200);
      await desk.visit(current);
      // With a third for the place: a copy is caught there.
      await desk.page.getByLabel('我站在').selectOption('front-desk');
      await desk.page.getByLabel('拍照').setInputFiles(wall);
      await desk.answered(() => desk.find('button', /^完好/).click());
      const notice = desk.page.locator('main .notice').first();
      expect(await notice.textContent()).toMatch(/不该在前台墙，它属于门岗/);
      expect(await desk.page.locator('main').textContent()).toContain('同一张照片以前用过');
    },
    60_000,
  );

  it('shows pages that are right by themselves, at both widths and in both languages', async () => {
    const findings: Record<string, readonly string[]> = {};
    for (const lang of ['zh', 'en'] as const) {
      const clerk = await server.deskOf('clerk', lang);
      for (const path of [
        current,
        '/walls/gate',
        '/walls/gate/check',
        '/walls/gate/picture',
        '/walls/print',
      ]) {
        const met = await checkPage(clerk, path, { lang, width: 1280 });
        if (met.findings.length > 0) findings[`${path} ${lang}`] = met.findings;
      }
    }
    expect(findings).toEqual({});
  }, 120_000);
});
