import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import { exportRecords } from '../../audit/export/export-records.ts';
import type { Home } from '../../home/open.ts';
import { bearer, body, bodyRefusals, openApiRoutes, refusals } from '../kit/context.ts';
import { dispositionOf, fileAnswer } from '../kit/download.ts';

const ExportRecords = z
  .strictObject({
    query: z.string().trim().min(1, '请写明要导出什么').max(500).openapi({
      description: '词语，或 month: category: room: status: from: to: 等条件',
      example: 'month:2026-10 category:01',
    }),
    site: z.string().max(8).optional(),
    format: z.enum(['csv', 'jsonl']).openapi({ description: 'csv 可用 Excel 打开' }),
  })
  .openapi('ExportRecords');

const make = createRoute({
  method: 'post',
  path: '/exports',
  tags: ['search'],
  summary: '导出查到的记录，个人信息遮盖；先记入账本，再给出文件',
  description: '每次都是一次导出并留一条日志，因此不用 Idempotency-Key。摘要在 X-Export-Digest。',
  security: bearer,
  request: { body: body(ExportRecords) },
  responses: { 200: fileAnswer('导出的文件'), ...refusals, ...bodyRefusals },
});

const mediaTypes = { csv: 'text/csv; charset=utf-8', jsonl: 'application/jsonl' } as const;

/** Records out, as a file that the log knows. */
export function exportRoutes(home: Home) {
  const routes = openApiRoutes();
  routes.openapi(make, async (context) => {
    const order = context.req.valid('json');
    const folder = await mkdtemp(join(tmpdir(), 'anjuan-export-'));
    const tidy = () => rm(folder, { recursive: true, force: true });
    const path = join(folder, 'export');
    try {
      const report = await exportRecords(home, context.get('who'), { ...order, path });
      const stream = createReadStream(path).on('close', () => void tidy());
      return context.body(Readable.toWeb(stream) as ReadableStream, 200, {
        'content-type': mediaTypes[order.format],
        'content-disposition': dispositionOf(`${report.id}.${order.format}`),
        'x-export-id': report.id,
        'x-export-digest': `sha256:${report.sha256}`,
      });
    } catch (error) {
      await tidy();
      throw error;
    }
  });
  return routes;
}
