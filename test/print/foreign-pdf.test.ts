import { PDFDocument, PDFName, rgb } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectPdf } from '../../src/print/foreign-pdf.ts';
import { openPrinter, type Printer } from '../../src/print/printer.ts';
import { bindVolume } from '../../src/print/volume.ts';
import { attachment, foreignPdf, record, volume } from './samples.ts';
import { encryptPdf, renderPage, textOf } from './tools.ts';

let printer: Printer;
beforeAll(() => {
  printer = openPrinter();
});
afterAll(() => printer.close());

function bound(pdf: Uint8Array) {
  const file = attachment('附件.pdf', 'application/pdf', pdf);
  return bindVolume(printer, volume({ records: [record(1, { attachments: [file] })] }));
}

describe('an attached PDF', () => {
  it('is measured as a reader sees it, its own turn applied', async () => {
    const turned = await inspectPdf(await foreignPdf(2, { turn: 90, width: 400, height: 600 }));
    expect(turned).toEqual({
      sheets: [
        { width: 600, height: 400 },
        { width: 600, height: 400 },
      ],
      problem: null,
    });
  });

  it('is damaged if its end is missing, a stream is altered or it is no PDF at all', async () => {
    const whole = await foreignPdf(3);
    const altered = Uint8Array.from(whole);
    const stream = Buffer.from(altered).indexOf('stream') + 12;
    for (let at = stream; at < stream + 20; at += 1) altered[at] = (altered[at] ?? 0) ^ 0x55;
    const cases = {
      cut: whole.slice(0, Math.floor(whole.length / 2)),
      altered,
      text: new TextEncoder().encode('这不是 PDF %%EOF'),
      empty: new Uint8Array(),
    };
    for (const [name, bytes] of Object.entries(cases)) {
      const { sheets, problem } = await inspectPdf(bytes);
      expect(sheets, name).toEqual([]);
      expect(problem, name).toContain('已损坏');
    }
  });

  it('is bound if it is locked against changes only, and named if it needs a password', async () => {
    const whole = await foreignPdf(1, { words: 'LOCKED' });
    const readable = await bound(encryptPdf(whole, ''));
    expect(readable.unreadable).toEqual([]);
    const last = textOf(readable.parts[0]!.pdf).at(-1);
    expect(last).toContain('LOCKED 1 of 1');
    const secret = await bound(encryptPdf(whole, 'secret'));
    expect(secret.unreadable.join()).toContain('附件.pdf：文件已加密');
    expect(textOf(secret.parts[0]!.pdf).join('')).not.toContain('LOCKED');
  });

  it('keeps what its annotations show, such as filled fields and seals', async () => {
    const pdf = await PDFDocument.create({ updateMetadata: false });
    const page = pdf.addPage([400, 400]);
    const seal = pdf.context.stream('0 0 0 rg 0 0 10 10 re f', {
      Type: 'XObject',
      Subtype: 'Form',
      BBox: [0, 0, 10, 10],
    });
    const annotation = pdf.context.obj({
      Type: 'Annot',
      Subtype: 'Stamp',
      Rect: [100, 100, 300, 300],
      AP: { N: pdf.context.register(seal) },
    });
    page.node.set(PDFName.of('Annots'), pdf.context.obj([pdf.context.register(annotation)]));
    page.drawRectangle({ x: 0, y: 0, width: 10, height: 10, color: rgb(1, 0, 0) });
    const { parts } = await bound(await pdf.save());
    const raster = await renderPage(parts[0]!.pdf, parts[0]!.pages);
    // The frame is as wide as the type area: the seal covers its middle half.
    expect(raster.inked(250, 280, 350, 330)).toBeGreaterThan(9000);
  });

  it('is bound as an empty sheet if its page truly is empty', async () => {
    const pdf = await PDFDocument.create({ updateMetadata: false });
    pdf.addPage([300, 300]);
    const { parts, unreadable } = await bound(await pdf.save({ addDefaultPage: false }));
    expect(unreadable).toEqual([]);
    expect(textOf(parts[0]!.pdf).at(-1)).toContain('附件.pdf');
  });
});
