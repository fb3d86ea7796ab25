import { AppError, type FieldProblem } from '../../core/app-error.ts';
import { askChild } from '../../home/long-work/child.ts';
import { notTaken } from './container.ts';
import type { WordText } from './model.ts';

/** What the reading process is asked. */
export interface WordOrder {
  readonly bytes: Uint8Array;
}

/** What it answers. */
export type WordAnswer =
  | { readonly kind: 'read'; readonly word: WordText }
  | {
      readonly kind: 'refused';
      readonly message: string;
      readonly problems: readonly FieldProblem[];
    };

/** The largest Word file that is read. Units: bytes. */
export const maximumWordBytes = 20 * 1024 * 1024;
/** The longest text of a policy. Units: characters. */
const longestText = 100_000;

/** A file of ten thousand paragraphs takes a second or two; one that takes longer was made to. */
const limits = { milliseconds: 20_000, heapMegabytes: 512 };
/** How many are read at once: each takes a process of its own, and the desks need the rest. */
const mostAtOnce = 2;
/** More than so many wait for no reader. */
const mostWaiting = 20;

let atWork = 0;
const queue: (() => void)[] = [];

/**
 * Reads a Word file as the text of a policy, in a process of its own; it is kept nowhere.
 *
 * Errors: `invalid`, saying what the file is and what to do; `unavailable`, where too many wait.
 */
export async function importWord(bytes: Uint8Array): Promise<WordText> {
  const answer = await inTurn(() => ask(bytes));
  if (answer.kind === 'refused') {
    throw new AppError('invalid', answer.message, { problems: answer.problems });
  }
  if (answer.word.text.length > longestText) {
    throw notTaken('正文超过 100,000 字。', '请在 Word 里只留这一项制度的正文，另存以后再选');
  }
  return answer.word;
}

async function ask(bytes: Uint8Array): Promise<WordAnswer> {
  try {
    const module = new URL('./word-reader.ts', import.meta.url);
    return await askChild<WordAnswer>(module, { bytes }, () => undefined, limits);
  } catch (cause) {
    const { message, problems } = notTaken(
      '这个 Word 文件读不出来，或者读了太久。',
      '请在 Word 里打开，只留正文，另存为 .docx，再选一次',
    );
    throw new AppError('invalid', message, { problems, cause });
  }
}

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (atWork >= mostAtOnce) {
    if (queue.length >= mostWaiting) {
      throw new AppError('unavailable', '读 Word 文件的人太多，请过一会儿再选。');
    }
    await new Promise<void>((resolve) => queue.push(resolve));
  } else atWork += 1;
  try {
    return await work();
  } finally {
    const next = queue.shift();
    if (next === undefined) atWork -= 1;
    else next();
  }
}
