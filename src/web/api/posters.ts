import { createRoute, z } from '@hono/zod-openapi';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import type { Home } from '../../home/open.ts';
import { printPosters } from '../../walls/commands/print-poster.ts';
import { PrintPosters, posterSizes } from '../../walls/model.ts';
import { humanCode, tokenOf, typedPrintId } from '../../walls/poster-code.ts';
import {
  bearer,
  body,
  bodyRefusals,
  IdempotencyHeader,
  json,
  onceOf,
  openApiRoutes,
  refusals,
} from '../kit/context.ts';
import { fileAnswer, showPdf } from '../kit/download.ts';
import { pressPosters, sizeSheets, smallestPaper } from '../walls/press-posters.ts';
import { nameOf } from '../walls/print-routes.tsx';

const tags = ['policies'];

/** What is to be printed; without a size, the smallest paper is taken on which it is one sheet. */
const Wishes = PrintPosters.extend({
  sheets: z
    .array(
      PrintPosters.shape.sheets.element.extend({
        size: z
          .enum([...posterSizes, smallestPaper])
          .default(smallestPaper)
          .openapi({ description: 'auto：放得下一张的最小纸' }),
      }),
    )
    .min(1, '请至少选一张')
    .max(100, '一次最多印 100 张'),
}).openapi('PrintPosters');

const Printed = z
  .object({
    id: z.string(),
    humanCode: z.string().openapi({ example: 'K7QM-2H9T' }),
    path: z.string().openapi({ description: '二维码指向的地址', example: '/p/K7QM2H9T…' }),
    code: z.string(),
    place: z.string(),
    size: z.enum(posterSizes),
    fits: z.boolean().openapi({ description: '正文在这种纸上一张放得下' }),
  })
  .openapi('Poster');

const print = createRoute({
  method: 'post',
  path: '/posters',
  tags,
  summary: '打印张贴稿，一张或多张，各有自己的编码',
  security: bearer,
  request: { headers: IdempotencyHeader, body: body(Wishes) },
  responses: {
    201: json(z.object({ items: z.array(Printed) }), '已生成'),
    ...refusals,
    ...bodyRefusals,
  },
});
const pdf = createRoute({
  method: 'get',
  path: '/posters/{file}',
  tags,
  summary: '张贴稿的 PDF：编码.pdf；几张的用逗号连着，合成一份，至多 100 张',
  security: bearer,
  request: {
    params: z.object({
      file: z
        .string()
        .max(1_200)
        .regex(/^[^/]+\.pdf$/, '请写成 编码.pdf')
        .openapi({ param: { name: 'file', in: 'path' }, example: 'K7QM2H9T.pdf' }),
    }),
  },
  responses: { 200: fileAnswer('PDF'), ...refusals },
});

/** Sheets for the walls. */
export function posterRoutes(home: Home) {
  const routes = openApiRoutes();
  routes.openapi(print, async (context) => {
    const { site, sheets } = context.req.valid('json');
    const who = context.get('who');
    const own = getSite(home.catalogue.document, site).code;
    demand(who, 'posting.post', { site: own });
    const sized = await sizeSheets(home, { site: own, sheets });
    const input = { site: own, sheets: sized.map(({ sheet }) => sheet) };
    const ids = await printPosters(home, who, input, onceOf(context, { site: own, sheets }));
    const items = sized.map(({ sheet, fit }, index) => {
      const id = ids[index] ?? '';
      const { code, place, size } = sheet;
      const path = `/p/${tokenOf(home.keyring, id)}`;
      return { id, humanCode: humanCode(id), path, code, place, size, fits: fit.fits };
    });
    return context.json({ items }, 201);
  });
  routes.openapi(pdf, async (context) => {
    const names = context.req.valid('param').file.slice(0, -'.pdf'.length).split(',');
    const ids = names.map((name) => typedPrintId(name) ?? name).slice(0, 100);
    const pressed = await pressPosters(home, context.get('who'), ids);
    return showPdf(context, nameOf(pressed.prints), new Uint8Array(pressed.pdf));
  });
  return routes;
}
