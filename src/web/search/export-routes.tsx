import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type Context, Hono } from 'hono';
import { demand } from '../../access/rules.ts';
import { exportRecords } from '../../audit/export/export-records.ts';
import { findWithFacets } from '../../audit/find.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import { dispositionOf } from '../kit/download.ts';
import type { WebEnv } from '../kit/env.ts';
import { onceOfForm } from '../kit/page/form.ts';
import { respond } from '../kit/page/respond.ts';
import { tellTaken } from '../kit/page/session-cookie.ts';
import { type Typed, typedDefaults, typedFrom } from '../kit/page/typed.ts';
import { statusOf } from '../kit/problem.ts';
import { askedSearch, exportQueryOf } from './asked.ts';
import { ExportPage } from './export-page.tsx';

const mediaTypes = { csv: 'text/csv; charset=utf-8', jsonl: 'application/jsonl' } as const;
const longestReason = 1000;

/** Exports what a search found: asks what for, notes it, and streams the file. */
export function exportSearchRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/search/export', (context) =>
    show(home, context, { values: typedDefaults({ format: 'csv' }), error: null }),
  );
  routes.post('/search/export', async (context) => {
    const typed = typedFrom(await context.req.formData());
    try {
      return await exportFound(home, context, typed);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return show(home, context, { values: typed, error });
    }
  });
  return routes;
}

async function show(
  home: Home,
  context: Context<WebEnv>,
  { values, error }: { values: Typed; error: AppError | null },
): Promise<Response> {
  const page = context.get('page');
  demand(page.who, 'record.read', { site: page.site });
  const asked = askedSearch(page, context.req.query());
  if (asked.error !== null) throw asked.error;
  const wish = { ...asked.wish, kind: 'record', limit: 1 } as const;
  const { total } = await findWithFacets(home, page.who, wish);
  const problems = error?.problems ?? [];
  const form = { page, values, problems, error, key: page.newKey(), isDraft: false };
  const status = error === null ? 200 : statusOf(error.code);
  return respond(context, <ExportPage form={form} asked={asked} count={total} />, status);
}

/** Each export is an act of its own, which the log knows; the form's key proves it is ours. */
async function exportFound(home: Home, context: Context<WebEnv>, typed: Typed): Promise<Response> {
  onceOfForm(context, typed);
  const page = context.get('page');
  const asked = askedSearch(page, context.req.query());
  if (asked.error !== null) throw asked.error;
  const format = typed.get('format') === 'jsonl' ? 'jsonl' : 'csv';
  const reason = reasonIn(typed);
  const { query: words } = await findWithFacets(home, page.who, { ...asked.wish, limit: 1 });
  const query = exportQueryOf(page, asked.terms, words);
  if (query === undefined) throw new AppError('usage', '这里没有可导出的记录，请换一个条件。');
  const folder = await mkdtemp(join(tmpdir(), 'anjuan-export-'));
  const tidy = () => rm(folder, { recursive: true, force: true });
  const path = join(folder, 'export');
  try {
    const { id, sha256 } = await exportRecords(home, page.who, { query, format, path, reason });
    tellTaken(context, typed.get('_key'));
    const stream = createReadStream(path).on('close', () => void tidy());
    return context.body(Readable.toWeb(stream) as ReadableStream, 200, {
      'content-type': mediaTypes[format],
      'content-disposition': dispositionOf(`${id}.${format}`),
      'x-export-id': id,
      'x-export-digest': `sha256:${sha256}`,
    });
  } catch (error) {
    await tidy();
    throw error;
  }
}

function reasonIn(typed: Typed): string {
  const reason = typed.get('reason');
  if (reason !== '' && reason.length <= longestReason) return reason;
  const message = reason === '' ? '请写明导出做什么用' : `用途请写在 ${longestReason} 字以内`;
  throw new AppError('invalid', '还没有写明用途，没有导出。', {
    problems: [{ field: 'reason', rule: 'required', message }],
  });
}
