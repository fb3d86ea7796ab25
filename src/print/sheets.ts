import { degrees, PDFDocument } from 'pdf-lib';
import { AppError } from '../core/app-error.ts';
import { openPdf, prepared, viewOf } from './foreign-pdf.ts';

/** A place on a typeset page that a page of an attached PDF fills. Units: points, from top left. */
export interface Frame {
  readonly page: number;
  readonly source: string;
  readonly sheet: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Draws the pages of attached PDFs into the frames that were kept free for them. */
export async function drawSheets(
  typeset: Uint8Array,
  frames: readonly Frame[],
  attached: Readonly<Record<string, Uint8Array>>,
): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(typeset, { updateMetadata: false });
  for (const source of new Set(frames.map((frame) => frame.source))) {
    const bytes = attached[source];
    const foreign = bytes === undefined ? 'missing' : await openPdf(bytes);
    if (typeof foreign === 'string') throw new AppError('tampered', `附件 ${source} 读不出来。`);
    await drawSource(
      pdf,
      foreign,
      frames.filter((frame) => frame.source === source),
    );
  }
  return pdf.save({ useObjectStreams: true, updateFieldAppearances: false });
}

async function drawSource(
  pdf: PDFDocument,
  foreign: PDFDocument,
  frames: readonly Frame[],
): Promise<void> {
  const pages = frames.map((frame) => prepared(foreign.getPage(frame.sheet)));
  const views = pages.map(viewOf);
  const boxes = views.map(({ left, bottom, width, height }) => ({
    left,
    bottom,
    right: left + width,
    top: bottom + height,
  }));
  const embedded = await pdf.embedPages(pages, boxes);
  for (const [index, frame] of frames.entries()) {
    const sheet = embedded[index];
    const view = views[index];
    if (sheet === undefined || view === undefined) continue;
    const page = pdf.getPage(frame.page - 1);
    const upright = view.turn % 180 === 0;
    const scale = frame.width / (upright ? view.width : view.height);
    const [wide, high] = [view.width * scale, view.height * scale];
    const left = frame.x;
    const bottom = page.getHeight() - frame.y - frame.height;
    // A page turned clockwise is drawn turned the same way, from the corner that then is its origin.
    const origin = {
      0: { x: left, y: bottom },
      90: { x: left, y: bottom + wide },
      180: { x: left + wide, y: bottom + high },
      270: { x: left + high, y: bottom },
    }[view.turn as 0 | 90 | 180 | 270];
    page.drawPage(sheet, {
      x: origin.x,
      y: origin.y,
      xScale: scale,
      yScale: scale,
      rotate: degrees(-view.turn),
    });
  }
}
