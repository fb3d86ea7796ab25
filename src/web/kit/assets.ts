import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build, type OutputFile, stop } from 'esbuild';
import { Hono } from 'hono';
import { icon } from './icon.ts';

/** One file as it is sent. */
interface Asset {
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
  gzip: Uint8Array<ArrayBuffer> | undefined;
}

/** The files every page loads: where each is found, and what the routes send. */
export interface Assets {
  script: string;
  htmx: string;
  style: string;
  icon: string;
  files: ReadonlyMap<string, Asset>;
}

const web = join(dirname(fileURLToPath(import.meta.url)), '..');
const htmxFile = join(
  dirname(createRequire(import.meta.url).resolve('htmx.org/package.json')),
  'dist/htmx.min.js',
);

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
  woff2: 'font/woff2',
};

/** The oldest browsers of the office; what they cannot read is written in the older way. */
const oldest = ['chrome109', 'safari15'];

/** What the pages look like, then what scripts put on them. */
const sheets = `@import './styles/main.css'; @import './islands/islands.css';`;

let opened: Promise<Assets> | undefined;

/** The files of every page, bundled at the first call and kept for the life of the process. */
export function openAssets(): Promise<Assets> {
  opened ??= bundle();
  return opened;
}

/** Sends the files under names that change with their bytes, so that browsers may keep them. */
export function assetRoutes(assets: Assets): Hono {
  const routes = new Hono();
  routes.get('/assets/:name', (context) => {
    const asset = assets.files.get(context.req.param('name'));
    if (asset === undefined) return context.notFound();
    const zipped = /\bgzip\b/.test(context.req.header('accept-encoding') ?? '');
    const headers: Record<string, string> = {
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': asset.type,
    };
    if (asset.gzip !== undefined) headers.vary = 'accept-encoding';
    if (asset.gzip === undefined || !zipped) return context.body(asset.bytes, 200, headers);
    return context.body(asset.gzip, 200, { ...headers, 'content-encoding': 'gzip' });
  });
  routes.get('/favicon.ico', (context) => context.redirect(assets.icon));
  return routes;
}

async function bundle(): Promise<Assets> {
  const [built, htmx] = await Promise.all([bundleSources(), readFile(htmxFile)]);
  const files = new Map<string, Asset>();
  const add = (name: string, bytes: Uint8Array<ArrayBuffer>) => {
    const type = types[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
    const gzip = name.endsWith('.woff2') ? undefined : new Uint8Array(gzipSync(bytes));
    files.set(name, { type, bytes, gzip });
    return `/assets/${name}`;
  };
  const addHashed = (stem: string, extension: string, bytes: Uint8Array<ArrayBuffer>) =>
    add(`${stem}.${hashOf(bytes)}.${extension}`, bytes);

  for (const file of built.others) add(baseName(file), new Uint8Array(file.contents));
  return {
    script: addHashed('app', 'js', built.script),
    htmx: addHashed('htmx', 'js', new Uint8Array(htmx)),
    style: addHashed('app', 'css', built.style),
    icon: addHashed('icon', 'svg', new TextEncoder().encode(icon)),
    files,
  };
}

/** Runs the bundler once; its process is ended, since nothing is bundled again. */
async function bundleSources() {
  const common = {
    bundle: true,
    minify: true,
    write: false,
    sourcemap: false,
    legalComments: 'none',
    logLevel: 'silent',
    target: oldest,
    outdir: '/assets',
    publicPath: '/assets',
    assetNames: '[name].[hash]',
    loader: { '.svg': 'file', '.woff2': 'file' },
  } satisfies BuildOptions;
  const [script, style] = await Promise.all([
    build({ ...common, entryPoints: [join(web, 'islands/main.ts')], format: 'iife' }),
    build({ ...common, stdin: { contents: sheets, loader: 'css', resolveDir: web } }),
  ]);
  await stop();
  const outputs = [...script.outputFiles, ...style.outputFiles];
  const only = (extension: string) =>
    new Uint8Array(outputs.find(({ path }) => path.endsWith(extension))?.contents ?? []);
  const others = outputs.filter(({ path }) => !/\.(js|css)$/.test(path));
  return { script: only('.js'), style: only('.css'), others };
}

function baseName(file: OutputFile): string {
  return file.path.slice(file.path.replaceAll('\\', '/').lastIndexOf('/') + 1);
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 12);
}
