import QRCode from 'qrcode';
import type { Json } from '../core/canonical-json.ts';
import type { SiteCharts } from '../core/chart/site-chart.ts';
import type { Instant } from '../core/clock.ts';
import type { LocalDate } from '../core/month.ts';
import { parseMarkdown } from './markdown.ts';
import { withoutTitle } from './policy.ts';
import type { TypesetResult } from './press-orders.ts';
import type { Printer } from './printer.ts';

/** A sheet for the wall. */
export interface PosterInput {
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
  /** What the QR code leads to. */
  readonly address: string;
  readonly humanCode: string;
  readonly size: 'a4' | 'a3' | 'a2';
  /** The text in Markdown. */
  readonly text: string;
  /** The charts of the settings, for a text that refers to them. */
  readonly charts?: SiteCharts;
  readonly createdAt: Instant;
}

/**
 * How each paper is filled: everything beside the text grows by `unit`; of the sizes of text that can
 * be read on a wall, the one that needs the fewest sheets is taken, and of those the largest.
 *
 * Units: text in points; the QR code in millimetres, with its quiet zone, so that 25 remain without.
 */
const plans = {
  a4: { unit: 1, qrSize: 36, columns: 1, textSizes: [14, 12, 10.5] },
  a3: { unit: 1.35, qrSize: 46, columns: 2, textSizes: [17, 14, 12, 10.5] },
  a2: { unit: 1.9, qrSize: 64, columns: 2, textSizes: [24, 20, 17, 15] },
} as const;

/** Typesets a sheet for the wall. */
export async function typesetPoster(printer: Printer, input: PosterInput): Promise<TypesetResult> {
  const { unit, qrSize, columns, textSizes } = plans[input.size];
  const qr = await QRCode.toString(input.address, {
    type: 'svg',
    errorCorrectionLevel: 'H',
    margin: 4,
  });
  const { company, site, code, title, version, posted, department, inForceFrom } = input;
  const { place, address, humanCode } = input;
  const blocks = withoutTitle(parseMarkdown(input.text, input.charts), title);
  const press = (textSize: number) =>
    printer.typeset({
      template: 'poster',
      title: `${code} ${title} 第 ${version} 版 ${place}`,
      createdAt: input.createdAt,
      images: { 'qr.svg': Buffer.from(qr) },
      data: {
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
        address,
        humanCode,
        paper: input.size,
        unit,
        qrSize,
        columns,
        textSize,
        blocks: blocks as unknown as Json,
      },
    });
  let best = await press(textSizes[0]);
  for (const textSize of textSizes.slice(1)) {
    if (best.pages === 1) break;
    const tried = await press(textSize);
    if (tried.pages < best.pages) best = tried;
  }
  return best;
}
