import type { Json } from '../../core/canonical-json.ts';
import type { Check } from './check.ts';
import { schemaFaults } from './check-schema.ts';
import { type BagEvidence, readData, textLines } from './evidence.ts';
import { volumeIndex } from './integrity.ts';

const textEndings = /\.(jsonl?|csv|md|txt)$/;

/** 可用性: everything can be opened and read without this software. */
export const usabilityChecks: readonly Check[] = [
  {
    code: '3.1',
    property: 'usability',
    name: 'PDF 可打开',
    how: '逐个打开本系统排版的 PDF，分卷的页数与卷目录相符',
    blocking: true,
    async run(evidence) {
      const pages = new Map((await volumeIndex(evidence)).map((part) => [part.file, part.pages]));
      const names = madeNames(evidence).filter((name) => name.endsWith('.pdf'));
      const faults: string[] = [];
      for (const name of names) {
        const found = await pageCount(evidence, name);
        const expected = pages.get(name);
        if (found === undefined) faults.push(`${name}：打不开`);
        else if (expected !== undefined && found !== expected) {
          faults.push(`${name}：应为 ${expected} 页，实有 ${found} 页`);
        }
      }
      return { checked: names.length, faults };
    },
  },
  {
    code: '3.2',
    property: 'usability',
    name: '页码连续',
    how: '每卷第一册从第 1 页起，后一册接前一册的页码',
    blocking: true,
    async run(evidence) {
      const parts = await volumeIndex(evidence);
      const next = new Map<string, number>();
      const faults = parts.flatMap((part) => {
        const expected = next.get(part.category) ?? 1;
        next.set(part.category, part.firstPage + part.pages);
        return part.firstPage === expected
          ? []
          : [`${part.file}：应从第 ${expected} 页起，写作第 ${part.firstPage} 页`];
      });
      return { checked: parts.length, faults };
    },
  },
  {
    code: '3.3',
    property: 'usability',
    name: '数据逐行有效',
    how: '各 .jsonl 逐行是 JSON，逐行符合包内的 JSON Schema',
    blocking: true,
    run: checkLines,
  },
  {
    code: '3.4',
    property: 'usability',
    name: '文字编码',
    how: '各文本文件是合规的 UTF-8；CSV 带 BOM，其余不带',
    blocking: true,
    async run(evidence) {
      const names = madeNames(evidence).filter((name) => textEndings.test(name));
      const faults: string[] = [];
      for (const name of names) {
        const wrong = encodingFault(name, (await readData(evidence, name)) ?? Buffer.alloc(0));
        if (wrong !== undefined) faults.push(`${name}：${wrong}`);
      }
      return { checked: names.length, faults };
    },
  },
  {
    code: '3.5',
    property: 'usability',
    name: '纸面可读',
    how: '卷内没有印不出的字，附件都能排入卷内；印不出的以编码注明，原件在附件中',
    blocking: false,
    async run(evidence) {
      const glyphs = evidence.missingGlyphs.map((code) => `字 ${code} 没有字形`);
      return { checked: evidence.known.length, faults: [...glyphs, ...evidence.unreadable] };
    },
  },
];

/** Files that this program made; attachments are as they came. */
function madeNames(evidence: BagEvidence): string[] {
  return evidence.files
    .map(({ name }) => name.slice('data/'.length))
    .filter((name) => !name.startsWith('attachments/'));
}

async function pageCount(evidence: BagEvidence, name: string): Promise<number | undefined> {
  const bytes = await readData(evidence, name);
  if (bytes === undefined) return undefined;
  try {
    // Read at the first binding: a server that only files records does without it.
    const { PDFDocument } = await import('pdf-lib');
    const pdf = await PDFDocument.load(bytes, {
      updateMetadata: false,
      throwOnInvalidObject: true,
    });
    return pdf.getPageCount();
  } catch {
    return undefined; // named as one that cannot be opened
  }
}

async function checkLines(evidence: BagEvidence) {
  const faults: string[] = [];
  let checked = 0;
  const schemas = new Map<string, Json>();
  const schemaOf = async (name: string): Promise<Json | undefined> => {
    const known = schemas.get(name);
    if (known !== undefined) return known;
    const bytes = await readData(evidence, name);
    if (bytes === undefined) return undefined;
    const schema = JSON.parse(bytes.toString()) as Json;
    schemas.set(name, schema);
    return schema;
  };
  for (const name of madeNames(evidence).filter((one) => one.endsWith('.jsonl'))) {
    let line = 0;
    for await (const text of textLines(evidence, name)) {
      line += 1;
      checked += 1;
      const wrong = await lineFaults(text, lineSchemas[name], schemaOf);
      faults.push(...wrong.map((one) => `${name} 第 ${line} 行：${one}`));
    }
  }
  return { checked, faults };
}

/** Which schema the lines of a file follow; a record names that of its category beside. */
const lineSchemas: Readonly<Record<string, string>> = {
  'records.jsonl': 'schema/record.schema.json',
  'dispatch/orders.jsonl': 'schema/order.schema.json',
  'sign-offs.jsonl': 'schema/sign-off.schema.json',
  'access-log.jsonl': 'schema/access.schema.json',
  'look-log.jsonl': 'schema/access.schema.json',
  'later.jsonl': 'schema/later.schema.json',
};

async function lineFaults(
  text: string,
  general: string | undefined,
  schemaOf: (name: string) => Promise<Json | undefined>,
): Promise<string[]> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return ['不是 JSON'];
  }
  if (general === undefined) return [];
  const isRecord = general === lineSchemas['records.jsonl'];
  const own = isRecord ? [String((value as { schema?: unknown }).schema)] : [];
  const faults: string[] = [];
  for (const name of [general, ...own]) {
    const schema = await schemaOf(name);
    if (schema === undefined) faults.push(`缺少 ${name}`);
    else faults.push(...schemaFaults(value, schema));
  }
  return faults;
}

function encodingFault(name: string, bytes: Buffer): string | undefined {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return '不是合规的 UTF-8';
  }
  const hasMark = bytes.subarray(0, 3).toString('hex') === 'efbbbf';
  if (hasMark === name.endsWith('.csv')) return undefined;
  return hasMark ? '开头多了 BOM' : '缺少 BOM';
}
