import QRCode from 'qrcode';
import { z } from 'zod';
import type { Json } from '../core/canonical-json.ts';
import type { SiteCharts } from '../core/chart/site-chart.ts';
import type { Instant } from '../core/clock.ts';
import type { LocalDate } from '../core/month.ts';
import { parseMarkdown } from './markdown.ts';
import { withoutTitle } from './policy.ts';
import type { PageMark, TypesetResult } from './press-orders.ts';
import type { Printer } from './printer.ts';

/** The papers that posters are printed on, the smallest first. */
export const posterPapers = ['a4', 'a3', 'a2'] as const;
export type PosterPaper = (typeof posterPapers)[number];

/**
 * The smallest text on a poster: 3.7 mm high, an hundred-and-fiftieth of an arm's length of 55 cm.
 *
 * Units: points.
 */
export const smallestText = 10.5;

/** What stands on a sheet for the wall, whatever the paper. */
export interface PosterText {
  readonly company: string;
  readonly site: string;
  readonly code: string;
  readonly title: string;
  readonly version: number;
  /** ※ */
  readonly posted: boolean;
  readonly department: string;
  readonly approver: string | null;
  readonly inForceFrom: LocalDate;
  /** Where this very sheet belongs. */
  readonly place: string;
  /** The text in Markdown. */
  readonly text: string;
  /** All of the text, or its price list alone. */
  readonly part?: 'whole' | 'prices';
  /** The charts of the settings, for a text that refers to them. */
  readonly charts?: SiteCharts;
}

/** A sheet for the wall. */
export interface PosterInput extends PosterText {
  /** What the QR code leads to. */
  readonly address: string;
  readonly humanCode: string;
  readonly size: PosterPaper;
  readonly createdAt: Instant;
}

/** On which paper and in which size a text stands on one sheet; where it does not, `fits` is false. */
export interface PosterFit {
  readonly paper: PosterPaper;
  /** Units: points. */
  readonly textSize: number;
  readonly fits: boolean;
}

/** Sheets that were set, each with how many papers it takes. */
export interface PosterResult extends TypesetResult {
  readonly sheets: readonly { readonly pages: number; readonly textSize: number }[];
}

/** What everybody reads a poster by: from the largest type to the smallest. Units: points. */
const textSizes = [24, 21, 19, 17, 15.5, 14, 13, 12, 11.25, smallestText] as const;

/**
 * How each paper is filled: everything beside the text grows by `unit`; of the sizes of text that can
 * be read on a wall, the largest is taken that stands on one sheet, or else the smallest.
 *
 * Units: the QR code in millimetres, with its quiet zone, so that 25 remain without.
 */
const papers = {
  a4: { unit: 1, qrSize: 38, columns: 1 },
  a3: { unit: 1.15, qrSize: 42, columns: 2 },
  a2: { unit: 1.5, qrSize: 56, columns: 3 },
} as const;

/** A paper and the sizes of text that may be set on it. */
function planOf(paper: PosterPaper) {
  return { paper, ...papers[paper], textSizes };
}

const FitMark = z.object({
  kind: z.literal('fit'),
  sheet: z.int(),
  plan: z.int(),
  size: z.int(),
});

/** The paper and the place of the size among those that may be set on it. */
interface Fit {
  readonly paper: PosterPaper;
  readonly size: number;
}

/**
 * On which paper each text stands on one sheet: the smallest of `sizes`, and on it in the largest type
 * that fits. A text that stands on none is said to take the last paper, in the smallest type.
 */
export async function fitPosters(
  printer: Printer,
  texts: readonly PosterText[],
  sizes: readonly PosterPaper[] = posterPapers,
): Promise<PosterFit[]> {
  const found = await measured(
    printer,
    texts,
    texts.map(() => sizes),
  );
  return found.map((fit) => ({
    paper: fit?.paper ?? sizes.at(-1) ?? 'a2',
    textSize: textSizes[fit?.size ?? textSizes.length - 1] ?? smallestText,
    fits: fit !== undefined,
  }));
}

/** Typesets one sheet for the wall. */
export function typesetPoster(printer: Printer, input: PosterInput): Promise<PosterResult> {
  return typesetPosters(printer, [input]);
}

/**
 * Typesets sheets for the wall into one PDF, each on its own paper and in the largest type in which it
 * is one sheet; of a text that stands on no single sheet of its paper, several.
 */
export async function typesetPosters(
  printer: Printer,
  inputs: readonly PosterInput[],
): Promise<PosterResult> {
  const last = textSizes.length - 1;
  const fits = await measured(
    printer,
    inputs,
    inputs.map(({ size }) => [size]),
  );
  let at = fits.map((fit) => fit?.size ?? last);
  for (;;) {
    const taken = at.map((place) => textSizes[place] ?? smallestText);
    const result = await press(printer, inputs, taken);
    const pages = pagesOf(result.marks, inputs.length);
    // What was measured as one column may break otherwise in several: then a smaller type is tried.
    const next = at.map((place, index) =>
      (pages[index] ?? 1) > 1 && fits[index] !== undefined ? Math.min(place + 1, last) : place,
    );
    if (next.every((place, index) => place === at[index])) {
      const sheets = taken.map((textSize, index) => ({ textSize, pages: pages[index] ?? 1 }));
      return { ...result, sheets };
    }
    at = next;
  }
}

/** The first paper on which each text stands on one sheet, and in which size, by its measured height. */
async function measured(
  printer: Printer,
  texts: readonly PosterText[],
  sizes: readonly (readonly PosterPaper[])[],
): Promise<(Fit | undefined)[]> {
  const sheets = texts.map((text) => ({ ...dataOf(text), qr: null, address: '', humanCode: '' }));
  const plans = sizes.map((own) => own.map(planOf));
  const { marks } = await printer.typeset({
    template: 'poster',
    title: '张贴稿',
    createdAt: '2000-01-01T00:00:00.000Z',
    data: { mode: 'fit', sheets, plans: plans as unknown as Json },
  });
  const found = marks.flatMap((mark) => FitMark.safeParse(mark).data ?? []);
  return sizes.map((own, index) => {
    const fit = found.find(({ sheet }) => sheet === index);
    const paper = fit && own[fit.plan];
    return fit && paper ? { paper, size: fit.size } : undefined;
  });
}

async function press(
  printer: Printer,
  inputs: readonly PosterInput[],
  taken: readonly number[],
): Promise<TypesetResult> {
  const [first] = inputs;
  if (first === undefined) throw new Error('invariant broken: a press has a sheet');
  const images: Record<string, Uint8Array> = {};
  const sheets: Json[] = [];
  for (const [index, input] of inputs.entries()) {
    const qr = `qr-${index}.svg`;
    images[qr] = await qrCode(input.address);
    const { address, humanCode } = input;
    sheets.push({ ...dataOf(input), qr, address, humanCode });
  }
  const plans = inputs.map(({ size }, index) => ({ ...planOf(size), textSize: taken[index] ?? 0 }));
  const { code, title, version, place, createdAt } = first;
  const one = `${code} ${title} 第 ${version} 版 ${place}`;
  return printer.typeset({
    template: 'poster',
    title: inputs.length === 1 ? one : `张贴稿 ${inputs.length} 张`,
    createdAt,
    images,
    data: { mode: 'press', sheets, plans: plans as unknown as Json },
  });
}

async function qrCode(address: string): Promise<Uint8Array> {
  const options = { type: 'svg', errorCorrectionLevel: 'H', margin: 4 } as const;
  return Buffer.from(await QRCode.toString(address, options));
}

function dataOf(input: PosterText): { [name: string]: Json } {
  const { company, site, code, title, version, posted, department, inForceFrom, place } = input;
  const all = withoutTitle(parseMarkdown(input.text, input.charts), title);
  const blocks = input.part === 'prices' ? all.filter(({ kind }) => kind === 'prices') : all;
  return {
    company,
    site,
    code,
    title,
    version,
    posted,
    department,
    approver: input.approver ?? '—',
    inForceFrom,
    place,
    blocks: blocks as unknown as Json,
  };
}

/** How many pages each sheet takes, by where it begins and ends. */
function pagesOf(marks: readonly PageMark[], count: number): number[] {
  const pageOf = (kind: string, sheet: number) =>
    marks.find((mark) => mark.kind === kind && mark.sheet === sheet)?.page ?? 1;
  return Array.from({ length: count }, (_, sheet) => {
    return pageOf('end', sheet) - pageOf('sheet', sheet) + 1;
  });
}
