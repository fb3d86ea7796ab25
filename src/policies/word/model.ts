import { z } from 'zod';

/** What a Word file holds that a policy's text does not take over as it is. */
export const wordLosses = [
  'pictures',
  'text-boxes',
  'objects',
  'equations',
  'macros',
  'insertions',
  'deletions',
  'format-changes',
  'comments',
  'footnotes',
  'headers',
  'contents',
  'hidden',
  'links',
  'numbers',
  'merged-cells',
  'cell-breaks',
  'fonts',
] as const;

/** What of a Word file was left out or told otherwise, and how often it is there. */
export const WordLoss = z
  .strictObject({ what: z.enum(wordLosses), count: z.number().int().positive() })
  .meta({ title: '没有照原样带过来的', description: '是什么，有几处' });
export type WordLoss = z.infer<typeof WordLoss>;

/** A Word file as a policy's text. */
export const WordText = z
  .strictObject({
    text: z.string().meta({ title: '正文（Markdown）' }),
    losses: z.array(WordLoss).readonly(),
  })
  .meta({ title: '从 Word 读出的正文' });
export type WordText = z.infer<typeof WordText>;
