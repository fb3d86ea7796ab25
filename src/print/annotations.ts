import {
  concatTransformationMatrix,
  drawObject,
  PDFArray,
  PDFDict,
  PDFName,
  PDFNumber,
  type PDFPage,
  PDFRef,
  PDFStream,
  popGraphicsState,
  pushGraphicsState,
} from 'pdf-lib';

type Box = readonly [left: number, bottom: number, right: number, top: number];
type Matrix = readonly [number, number, number, number, number, number];

const hiddenFlags = 0b10_0010; // Hidden, NoView

/**
 * Makes the appearances of a page's annotations part of its contents, since filled form fields,
 * seals and signatures live there and would be lost when the page is embedded elsewhere.
 *
 * Source: ISO 32000-1 §12.5.5, algorithm 8.1 (appearance streams).
 */
export function drawAnnotations(page: PDFPage): void {
  const annotations = page.node.Annots();
  if (annotations === undefined) return;
  for (let index = 0; index < annotations.size(); index += 1) {
    const annotation = annotations.lookup(index);
    if (annotation instanceof PDFDict) drawAnnotation(page, annotation);
  }
  page.node.delete(PDFName.of('Annots'));
}

function drawAnnotation(page: PDFPage, annotation: PDFDict): void {
  const flags = annotation.lookup(PDFName.of('F'));
  if (flags instanceof PDFNumber && (flags.asNumber() & hiddenFlags) !== 0) return;
  const subtype = annotation.lookup(PDFName.of('Subtype'));
  if (subtype === PDFName.of('Popup')) return;
  const appearance = appearanceOf(annotation);
  const target = boxOf(annotation.lookup(PDFName.of('Rect')));
  if (appearance === undefined || target === undefined) return;
  const stream = page.doc.context.lookup(appearance);
  if (!(stream instanceof PDFStream)) return;
  const own = boxOf(stream.dict.lookup(PDFName.of('BBox')));
  if (own === undefined) return;
  const placed = fit(turned(own, matrixOf(stream.dict.lookup(PDFName.of('Matrix')))), target);
  if (placed === undefined) return;
  const name = page.node.newXObject('Anjuan', appearance);
  page.pushOperators(
    pushGraphicsState(),
    concatTransformationMatrix(...placed),
    drawObject(name),
    popGraphicsState(),
  );
}

/** The normal appearance, in the state the annotation is in. */
function appearanceOf(annotation: PDFDict): PDFRef | undefined {
  const appearances = annotation.lookup(PDFName.of('AP'));
  if (!(appearances instanceof PDFDict)) return undefined;
  const normal = appearances.get(PDFName.of('N'));
  const found = normal instanceof PDFRef ? appearances.context.lookup(normal) : normal;
  if (found instanceof PDFStream) return normal instanceof PDFRef ? normal : undefined;
  if (!(found instanceof PDFDict)) return undefined;
  const state = annotation.lookup(PDFName.of('AS'));
  const inState = state instanceof PDFName ? found.get(state) : undefined;
  return inState instanceof PDFRef ? inState : undefined;
}

function numbersOf(object: unknown): number[] {
  if (!(object instanceof PDFArray)) return [];
  return Array.from({ length: object.size() }, (_, index) => {
    const number = object.lookup(index);
    return number instanceof PDFNumber ? number.asNumber() : Number.NaN;
  });
}

function boxOf(object: unknown): Box | undefined {
  const [x1, y1, x2, y2] = numbersOf(object);
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) {
    return undefined;
  }
  return [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)];
}

function matrixOf(object: unknown): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbersOf(object);
  return [a, b, c, d, e, f];
}

/** The upright box around a box that a matrix has moved. */
function turned([left, bottom, right, top]: Box, [a, b, c, d, e, f]: Matrix): Box {
  const corners = [
    [left, bottom],
    [right, bottom],
    [left, top],
    [right, top],
  ] as const;
  const xs = corners.map(([x, y]) => a * x + c * y + e);
  const ys = corners.map(([x, y]) => b * x + d * y + f);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** The matrix that brings one box onto another, or nothing if either is empty. */
function fit(from: Box, to: Box): [number, number, number, number, number, number] | undefined {
  const [wide, high] = [from[2] - from[0], from[3] - from[1]];
  const [x, y] = [(to[2] - to[0]) / wide, (to[3] - to[1]) / high];
  if (!Number.isFinite(x) || !Number.isFinite(y) || x === 0 || y === 0) return undefined;
  return [x, 0, 0, y, to[0] - from[0] * x, to[1] - from[1] * y];
}
