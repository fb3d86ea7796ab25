import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { z } from 'zod';
import { AppError } from '../core/app-error.ts';
import type { Json } from '../core/canonical-json.ts';
import { legible, legibleJson } from './legible.ts';
import type { TypesetJob, TypesetResult } from './press-orders.ts';
import { drawSheets, type Frame } from './sheets.ts';
import { loadTypeface, type Typeface } from './typeface.ts';

const workspace = fileURLToPath(new URL('../../templates/print/', import.meta.url));

const tagged = new Set(['report', 'policy', 'poster']);

const Mark = z.looseObject({ kind: z.string(), page: z.int() });
const FrameMark = z.object({
  kind: z.literal('frame'),
  page: z.int(),
  source: z.string(),
  sheet: z.int(),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
});

/** Makes PDFs of jobs, one at a time. */
export interface Compositor {
  typeset(job: TypesetJob): Promise<TypesetResult>;
}

/** Typesets jobs in this very process; `printer.ts` keeps it in a child. */
export function createCompositor(typeface: Typeface = loadTypeface()): Compositor {
  const compiler = NodeCompiler.create({
    workspace,
    fontArgs: [{ fontBlobs: [...typeface.fonts] }],
  });

  function compile(job: TypesetJob, missing: Set<string>) {
    const shown: Json = {
      title: legible(job.title, typeface.covers, missing),
      data: legibleJson(job.data, typeface.covers, missing),
    };
    compiler.resetShadow();
    compiler.mapShadow(`${workspace}job.json`, Buffer.from(JSON.stringify(shown)));
    for (const [name, bytes] of Object.entries(job.images ?? {})) {
      compiler.mapShadow(`${workspace}images/${name}`, Buffer.from(bytes));
    }
    const compiled = compiler.compile({ mainFilePath: `${workspace}${job.template}.typ` });
    const composed = compiled.result;
    if (composed === null) {
      const words = compiled.takeDiagnostics()?.shortDiagnostics ?? [];
      throw new AppError('invalid', `排版失败：${JSON.stringify(words)}`);
    }
    return composed;
  }

  return {
    async typeset(job) {
      const missing = new Set<string>();
      const composed = compile(job, missing);
      const creationTimestamp = Math.floor(Date.parse(job.createdAt) / 1000);
      // PDF/A-2b refuses what has no glyph, which is the second guard behind `legible`.
      // Tags make a long volume eight times as large, so only short documents carry them.
      const options = { creationTimestamp, pdfTags: tagged.has(job.template) };
      let pdf: Uint8Array = compiler.pdf(composed, { ...options, pdfStandard: 'a-2b' });
      const lists: unknown[][] = compiler.query(composed, { selector: '<marks>', field: 'value' });
      const found = lists.flat();
      const frames: Frame[] = found.flatMap((mark) => FrameMark.safeParse(mark).data ?? []);
      if (frames.length > 0) {
        // Foreign pages keep no standard, so the volume that holds them does not claim one.
        const plain = compiler.pdf(composed, { ...options, pdfStandard: '1.7' });
        pdf = await drawSheets(plain, frames, job.attached ?? {});
      }
      const pages = composed.numOfPages;
      compiler.resetShadow();
      compiler.evictCache(0);
      return {
        pdf: new Uint8Array(pdf),
        pages,
        missingGlyphs: [...missing].sort(),
        marks: found.map((mark) => Mark.parse(mark)),
      };
    },
  };
}
