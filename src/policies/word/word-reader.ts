import { AppError } from '../../core/app-error.ts';
import { answerParent } from '../../home/long-work/child.ts';
import type { WordAnswer, WordOrder } from './import-word.ts';
import { readWord } from './read-word.ts';

answerParent(async ({ bytes }: WordOrder): Promise<WordAnswer> => {
  try {
    return { kind: 'read', word: await readWord(bytes) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { kind: 'refused', message: error.message, problems: error.problems };
  }
});
