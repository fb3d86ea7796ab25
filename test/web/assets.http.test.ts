import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Assets, assetRoutes, openAssets } from '../../src/web/kit/assets.ts';

let assets: Assets;
let app: Hono;

beforeAll(async () => {
  assets = await openAssets();
  app = new Hono().route('/', assetRoutes(assets));
});

describe('the files every page loads', () => {
  it('are sent with their types and may be kept for a year', async () => {
    const expected = [
      [assets.script, 'text/javascript; charset=utf-8'],
      [assets.htmx, 'text/javascript; charset=utf-8'],
      [assets.style, 'text/css; charset=utf-8'],
      [assets.icon, 'image/svg+xml; charset=utf-8'],
    ] as const;
    for (const [path, type] of expected) {
      const answer = await app.request(path);
      expect([path, answer.status]).toEqual([path, 200]);
      expect(answer.headers.get('content-type')).toBe(type);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(0);
    }
  });

  it('are named by their bytes, so that a changed file has a new name', async () => {
    const bytes = Buffer.from(await (await app.request(assets.script)).arrayBuffer());
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
    expect(assets.script).toBe(`/assets/app.${hash}.js`);
  });

  it('are bundled once a process', async () => {
    expect(await openAssets()).toBe(assets);
  });

  it('go zipped to whoever reads that, with the same bytes inside', async () => {
    const plain = await app.request(assets.style);
    const zipped = await app.request(assets.style, { headers: { 'accept-encoding': 'gzip' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    expect(zipped.headers.get('vary')).toBe('accept-encoding');
    const opened = zipped.body?.pipeThrough(new DecompressionStream('gzip'));
    expect(await new Response(opened).text()).toBe(await plain.text());
  });

  it('hold htmx as its authors publish it', async () => {
    const published = await readFile('node_modules/htmx.org/dist/htmx.min.js', 'utf8');
    expect(await (await app.request(assets.htmx)).text()).toBe(published);
  });

  it('need no more than 100 kB on the wire', async () => {
    let total = 0;
    for (const path of [assets.script, assets.htmx, assets.style, assets.icon]) {
      const answer = await app.request(path, { headers: { 'accept-encoding': 'gzip' } });
      total += (await answer.arrayBuffer()).byteLength;
    }
    expect(total).toBeLessThan(100 * 1024);
  });

  it('are unknown under any other name', async () => {
    for (const path of ['/assets/app.000000000000.js', '/assets/..%2Fassets.ts', '/assets/main.ts'])
      expect([path, (await app.request(path)).status]).toEqual([path, 404]);
  });

  it('give the old address of the icon to the browsers that ask there', async () => {
    const answer = await app.request('/favicon.ico');
    expect([answer.status, answer.headers.get('location')]).toEqual([302, assets.icon]);
  });

  it('compile no words into code and leave nothing that points at the sources', async () => {
    const script = await (await app.request(assets.script)).text();
    expect(script).not.toMatch(/\beval\(|new Function|sourceMappingURL/);
    expect(script).not.toMatch(/crypto\.subtle|navigator\.clipboard|getUserMedia|serviceWorker/);
  });
});
