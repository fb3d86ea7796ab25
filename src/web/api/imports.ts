import { createRoute, z } from '@hono/zod-openapi';
import { demand } from '../../access/rules.ts';
import { importDocuments } from '../../archives/commands/import-documents.ts';
import { importHouseholds } from '../../archives/commands/import-households.ts';
import { ArchiveImportReport } from '../../archives/model.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import type { Home } from '../../home/open.ts';
import { importRegister } from '../../records/commands/import-register.ts';
import { ImportReport } from '../../records/model.ts';
import { bearer, bodyRefusals, json, openApiRoutes, refusals, SiteQuery } from '../kit/context.ts';
import { fileBody, fileLimits, readWhole, uploadOf } from '../kit/upload.ts';

/** The largest table that is read. Units: bytes. */
const maximumTableBytes = 50 * 1024 * 1024;

const ImportQuery = SiteQuery.extend({
  fileName: z
    .string()
    .max(200)
    .optional()
    .openapi({ description: '文件名，表单可不填', example: '01-业主日常报修.csv' }),
  dryRun: z
    .enum(['true', 'false'])
    .optional()
    .openapi({ description: '试运行：逐行检查，一行不写' }),
});
const RegisterQuery = ImportQuery.extend({
  category: z.string().optional().openapi({ description: '类别，不填则看文件名', example: '01' }),
});
const again =
  '同一文件再次导入不重复归档，因此不用 Idempotency-Key；退回的行连同原因在 rejectedCsv。';

const households = createRoute({
  method: 'post',
  path: '/imports/households',
  tags: ['imports'],
  summary: '导入业主名册',
  description: again,
  security: bearer,
  middleware: fileLimits,
  request: { query: ImportQuery, body: fileBody },
  responses: { 200: json(ArchiveImportReport, '导入报告'), ...refusals, ...bodyRefusals },
});
const documents = createRoute({
  method: 'post',
  path: '/imports/documents',
  tags: ['imports'],
  summary: '导入档案资料目录',
  description: again,
  security: bearer,
  middleware: fileLimits,
  request: { query: ImportQuery, body: fileBody },
  responses: { 200: json(ArchiveImportReport, '导入报告'), ...refusals, ...bodyRefusals },
});
const records = createRoute({
  method: 'post',
  path: '/imports/records',
  tags: ['imports'],
  summary: '导入一类工作登记',
  description: again,
  security: bearer,
  middleware: fileLimits,
  request: { query: RegisterQuery, body: fileBody },
  responses: { 200: json(ImportReport, '导入报告'), ...refusals, ...bodyRefusals },
});

/** Lists and registers in, every bad row named. */
export function importRoutes(home: Home) {
  const routes = openApiRoutes();
  routes.openapi(households, async (context) => {
    const { fileName, ...wish } = context.req.valid('query');
    const file = await tableOf(home, context, { fileName, site: wish.site });
    const input = { ...file, ...wish, dryRun: wish.dryRun === 'true' };
    return context.json(await importHouseholds(home, context.get('who'), input), 200);
  });
  routes.openapi(documents, async (context) => {
    const { fileName, ...wish } = context.req.valid('query');
    const file = await tableOf(home, context, { fileName, site: wish.site });
    const input = { ...file, ...wish, dryRun: wish.dryRun === 'true' };
    return context.json(await importDocuments(home, context.get('who'), input), 200);
  });
  routes.openapi(records, async (context) => {
    const { fileName, ...wish } = context.req.valid('query');
    const file = await tableOf(home, context, { fileName, site: wish.site });
    const input = { ...file, ...wish, dryRun: wish.dryRun === 'true' };
    return context.json(await importRegister(home, context.get('who'), input), 200);
  });
  return routes;
}

async function tableOf(
  home: Pick<Home, 'catalogue'>,
  context: Parameters<typeof uploadOf>[0],
  wish: { fileName: string | undefined; site: string | undefined },
): Promise<{ fileName: string; bytes: Uint8Array }> {
  // Asked before the file is read, so that nobody fills the memory who may not import.
  const { code } = getSite(home.catalogue.document, wish.site);
  demand(context.get('who'), 'import.run', { site: code });
  const upload = await uploadOf(context, wish.fileName);
  return { fileName: upload.name, bytes: await readWhole(upload, maximumTableBytes) };
}
