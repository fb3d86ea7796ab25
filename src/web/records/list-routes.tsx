import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type Context, Hono } from 'hono';
import { exportRecords } from '../../audit/export/export-records.ts';
import type { Home } from '../../home/open.ts';
import { listRecords } from '../../records/queries/list-records.ts';
import { dispositionOf } from '../kit/download.ts';
import type { WebEnv } from '../kit/env.ts';
import { onceOfForm } from '../kit/page/form.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { respond } from '../kit/page/respond.ts';
import { typedFrom } from '../kit/page/typed.ts';
import { RecordListPage } from './list-page.tsx';
import { askedList, exportQuery } from './list-query.ts';

/** The list of records, and the same list as a file. */
export function recordListRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/records', async (context) => {
    const page = context.get('page');
    const asked = askedList(page, context.req.query());
    const found = await listRecords(home, page.who, asked.query);
    const exported = exportQuery(asked, dayBefore);
    return respond(context, <RecordListPage {...{ page, asked, found, exported }} />);
  });
  routes.post(paths.exportRecords(), (context) => exportList(home, context));
  return routes;
}

/** Each click is an export of its own, which the log knows; the form's key proves it is ours. */
async function exportList(home: Home, context: Context<WebEnv>): Promise<Response> {
  const { who, site, document, today } = context.get('page');
  const typed = typedFrom(await context.req.formData());
  onceOfForm(context, typed);
  const folder = await mkdtemp(join(tmpdir(), 'anjuan-export-'));
  const tidy = () => rm(folder, { recursive: true, force: true });
  const path = join(folder, 'export');
  try {
    const order = { query: typed.get('query'), site, format: 'csv', path } as const;
    await exportRecords(home, who, order);
    const stream = createReadStream(path).on('close', () => void tidy());
    return context.body(Readable.toWeb(stream) as ReadableStream, 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': dispositionOf(exportName({ site, document }, order.query, today)),
    });
  } catch (error) {
    await tidy();
    throw error;
  }
}

/** The name of an exported list: of which site, what, and on which day it was made. */
function exportName(
  { site, document }: Pick<Page, 'site' | 'document'>,
  query: string,
  day: string,
) {
  const name = document.sites.find(({ code }) => code === site)?.name ?? site;
  const what = document.categories.find(({ prefix }) =>
    query.split(/\s+/).includes(`category:${prefix}`),
  );
  return `${[name, what?.title ?? '登记', day].join('-').replace(/[\\/:*?"<>|\s]+/g, '_')}.csv`;
}

function dayBefore(day: string): string {
  return Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();
}
