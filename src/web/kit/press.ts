import { AppError } from '../../core/app-error.ts';
import { openPrinter, type Printer } from '../../print/printer.ts';

/** How many sheets are set at once: each takes a process of its own, and the desks need the rest. */
const mostAtOnce = 2;

/** More than so many wait for no press: somebody holds the key down. */
const mostWaiting = 40;

let atWork = 0;
const queue: (() => void)[] = [];

/**
 * Sets a sheet for a page, one after another where many are asked for at once.
 *
 * Errors: what `work` throws; `unavailable`, where too many wait already.
 */
export async function withPress<Result>(
  work: (printer: Printer) => Promise<Result>,
): Promise<Result> {
  if (atWork >= mostAtOnce) {
    if (queue.length >= mostWaiting) {
      throw new AppError('unavailable', '排版的人太多，请过一会儿再打印。');
    }
    await new Promise<void>((resolve) => queue.push(resolve));
  } else atWork += 1;
  const printer = openPrinter(undefined, 1);
  try {
    return await work(printer);
  } finally {
    await printer.close();
    // Who waits takes the place over, so that nobody slips in between.
    const next = queue.shift();
    if (next === undefined) atWork -= 1;
    else next();
  }
}
