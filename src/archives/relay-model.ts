import { z } from 'zod';

/** Passes on what was asked, in the clerk's own words: never the archive itself. */
export const RelayAccess = z
  .strictObject({
    request: z.string(),
    words: z
      .string()
      .trim()
      .min(1, '请写明转告了什么')
      .max(1_000)
      .meta({ title: '转告内容', example: '已与业主约好下午三点在家，可上门' }),
    to: z.string().trim().min(1, '请写明告诉了谁').max(60).meta({ title: '告诉了谁' }),
  })
  .meta({ title: 'RelayAccess' });
export type RelayAccess = z.infer<typeof RelayAccess>;

/** What a clerk passed on, as its asker reads it. */
export const RelayedWords = z
  .strictObject({
    words: z.string().meta({ title: '转告内容' }),
    to: z.string().meta({ title: '告诉了谁' }),
  })
  .meta({ title: 'RelayedWords' });
export type RelayedWords = z.infer<typeof RelayedWords>;
