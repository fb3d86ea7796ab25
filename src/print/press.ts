import { createCompositor } from './compositor.ts';
import { inspectPdf } from './foreign-pdf.ts';
import type { PressAnswer, PressOrder } from './press-orders.ts';

/**
 * The child process behind the printer: Typst and the PDF reader block the process they run in,
 * and a foreign file may take it down.
 */
const compositor = createCompositor();

async function answerTo(order: PressOrder): Promise<PressAnswer> {
  try {
    const result =
      order.kind === 'typeset' ? await compositor.typeset(order.job) : await inspectPdf(order.pdf);
    return { kind: 'done', result };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

process.on('message', (order: PressOrder) => {
  void answerTo(order).then((answer) => {
    process.send?.(answer);
    // A laid-out document lies outside the heap, whose collector sees no reason to hurry: without
    // this each part of a volume stays beside the next.
    setImmediate(() => globalThis.gc?.());
  });
});
process.on('disconnect', () => process.exit(0));
